"""Which policies the story can be played with, and what it expects of each."""

from typing import Any

import pytest

from tests.story.chosen import pick
from tests.story.promises import Unplayable

SUSPEND = "Company may suspend or terminate the Services where You violate this AUP."
WITHHOLD = "No credit is due for an interruption that a violation caused."


def provision(kind: str, text: str, key: str, *children: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "text": text, "key": key, "discretionary": False, "children": list(children)}


def policy(*remedies: str, prohibitions: int = 3) -> dict[str, Any]:
    """A canonical document, as far as the story reads it."""
    forbidden = [provision("prohibition", f"act {number};", f"act-{number}") for number in range(prohibitions)]
    found = [provision("remedy", text, f"remedy-{number}") for number, text in enumerate(remedies)]
    return {"variables": [], "provisions": [provision("heading", "You shall not:", "list", *forbidden), *found]}


def test_whether_x_is_due_a_tenth_or_all_depends_on_words_that_withhold_credits() -> None:
    assert pick(policy(SUSPEND, WITHHOLD), "a.md").withholds
    assert pick(policy(f"{SUSPEND} {WITHHOLD}"), "a.md").withholds
    assert not pick(policy(SUSPEND), "a.md").withholds


def test_it_acts_on_a_remedy_that_speaks_of_acting() -> None:
    assert pick(policy(WITHHOLD, SUSPEND), "a.md").remedy == "remedy-1"


NO_REMEDY = "no remedy that speaks of suspending, terminating or restricting"


@pytest.mark.parametrize(
    ("document", "lack"),
    [
        (policy(SUSPEND, prohibitions=0), "no prohibition"),
        (policy(WITHHOLD), NO_REMEDY),
        (policy(prohibitions=0), f"no prohibition and {NO_REMEDY}"),
    ],
)
def test_what_it_cannot_be_played_with_gets_one_sentence(document: dict[str, Any], lack: str) -> None:
    with pytest.raises(Unplayable) as unplayable:
        pick(document, "a.md")
    assert str(unplayable.value) == f"a.md has {lack}; the story needs both."


def test_version_2_changes_no_remedy() -> None:
    chosen = pick(policy(SUSPEND, WITHHOLD), "a.md")
    assert (chosen.violated, chosen.deleted, chosen.changed) == ("act-0", "act-1", "act-2")
    with pytest.raises(Unplayable, match="too few provisions"):
        pick(policy(SUSPEND, WITHHOLD, prohibitions=1), "a.md")
