"""Keys stay with their provisions through rewording, renumbering and moving; what became of each is told."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from policies.documents import Document, Kind, Op, Provision, compare, import_document
from policies.documents.continuity.keys import with_keys
from policies.documents.continuity.likeness import likeness
from policies.documents.continuity.matching import match
from policies.documents.continuity.pairing import Fate, Pair, figures, pairs_of
from tests.bench import texts
from tests.unit.policies.documents.trees import documents

FIRST = """# Rules

You shall not:

- send unsolicited bulk mail to people who did not ask for it;
- scan, probe or test the networks of others without their consent;
- publish content that harasses, threatens or defames anybody; or
- run open relays.

Company may suspend the Services of a customer who violates these Rules.

No service credit is due for an interruption that results from a violation.
"""


def imported(text: str, previous: Document | None = None) -> tuple[Document, dict[str, Pair]]:
    """A Markdown text with what became of each provision, by key."""
    result = import_document(text.encode(), filename="rules.md", previous=previous)
    return result.document, {pair.key: pair for pair in result.pairs}


def keyed(document: Document) -> dict[str, str]:
    """Words by key."""
    return {placed.key: placed.provision.text for placed in document.walk()}


def key_of(document: Document, words: str) -> str:
    """The key of the one provision with these words."""
    (found,) = [key for key, text in keyed(document).items() if words in text]
    return found


def anew(document: Document, seed: int) -> Document:
    """The same provisions without their keys, every family shuffled and renumbered."""
    chance = random.Random(seed)  # noqa: S311 - an order, nothing secret
    number = iter(range(10_000))

    def again(family: tuple[Provision, ...]) -> tuple[Provision, ...]:
        order = chance.sample(family, len(family))
        return tuple(
            replace(one, key=f"t{next(number)}", number=str(place), children=again(one.children))
            for place, one in enumerate(order, 1)
        )

    return replace(document, provisions=again(document.provisions))


def test_a_first_import_has_no_way_to_tell() -> None:
    assert imported(FIRST)[1] == {}


@given(st.integers(0, 1000))
def test_a_document_with_other_places_and_numbers_keeps_every_key(seed: int) -> None:
    before, _ = imported(FIRST)
    assert keyed(with_keys(anew(before, seed), before)) == keyed(before)


@given(documents(), documents())
def test_no_key_is_given_twice_and_none_of_the_old_to_what_does_not_continue_it(old: Document, new: Document) -> None:
    found = with_keys(anew(new, 0), old)
    keys = [placed.key for placed in found.walk()]
    assert len(keys) == len(set(keys))
    continued = match(old, found)
    assert {key for key in keys if key in old.placed()} == set(continued.values())
    for key, placed in found.placed().items():
        if key in old.placed():
            assert (placed.provision.kind is Kind.HEADING) is (old.placed()[key].provision.kind is Kind.HEADING)


@given(documents(), documents())
def test_every_provision_of_both_sides_has_one_way(old: Document, new: Document) -> None:
    pairs = pairs_of(old, new)
    assert sorted(pair.key for pair in pairs) == sorted({*old.placed(), *new.placed()})
    for pair in pairs:
        assert (pair.old is None) == (pair.fate in {Fate.NEW, Fate.SPLIT})
        assert (pair.new is None) == (pair.fate in {Fate.GONE, Fate.MERGED})
    counted = figures(pairs)
    assert sum(counted[fate.value] for fate in Fate) == len(pairs)


def test_what_was_reworded_or_only_moved_is_never_deleted_and_added() -> None:
    before, _ = imported(FIRST)
    text = FIRST.replace("send unsolicited bulk mail to people who did not ask for it", "send bulk mail to strangers")
    lines = text.splitlines()
    lines.insert(2, lines.pop(-1))
    after, pairs = imported("\n".join(lines).replace("scan, probe or test", "probe or otherwise test"), before)
    assert {change.op for change in compare(before, after).changes} <= {Op.MODIFIED, Op.MOVED, Op.RENUMBERED}
    assert set(keyed(after)) == set(keyed(before))
    strangers = pairs[key_of(before, "bulk mail")]
    assert (strangers.fate, strangers.doubtful) == (Fate.REWORDED, True), "so few words in common: a person looks"
    assert pairs[key_of(before, "No service credit")].moved


def test_a_lead_in_in_wholly_other_words_is_known_by_what_hangs_below_it() -> None:
    before, _ = imported(FIRST)
    after, pairs = imported(FIRST.replace("You shall not:", "What is prohibited on our platform, to anybody:"), before)
    lead = key_of(before, "You shall not")
    assert keyed(after)[lead].startswith("What is prohibited")
    assert pairs[lead].doubtful


def test_what_stands_apart_now_was_split_and_what_stands_together_merged() -> None:
    together = FIRST.replace(
        "- run open relays.\n",
        "- run open relays for mail on any network, or operate anonymous proxies that hide the source of an attack.\n",
    )
    apart = FIRST.replace(
        "- run open relays.\n",
        "- run open relays for mail on any network;\n- operate anonymous proxies that hide the source of an attack.\n",
    )
    before, _ = imported(together)
    after, pairs = imported(apart, before)
    ways = {pair.fate for pair in pairs.values()}
    assert ways == {Fate.KEPT, Fate.REWORDED, Fate.SPLIT}
    (split,) = [pair for pair in pairs.values() if pair.fate is Fate.SPLIT]
    assert split.of in keyed(before)
    _, back = imported(together, after)
    (merged,) = [pair for pair in back.values() if pair.fate is Fate.MERGED]
    assert merged.of in keyed(after)


TOGETHER = """# Rules

You shall not do what other users would not expect. We decide every dispute in favour of the users as a whole.

You shall not use our servers for bulk activity (for example, relaying mail or crypto mining).

You shall not engage in bulk activity, such as spamming.

You shall not harass, abuse, threaten or incite violence towards any individual, our own employees included.
"""
APART = """# Rules

You shall not do what other users would not expect.

Where users disagree we read these Rules, and decide a dispute, in favour of users as a whole.

You shall not use our servers for bulk activity.

You shall not engage in bulk activity, such as

- spamming
- crypto mining.

You shall not harass or abuse any individual, our own employees included.

You shall not threaten and never incite violence toward individuals, least of all because of who they are.
"""


def test_words_that_were_cut_out_and_reworded_on_the_way_are_split_and_doubtful() -> None:
    before, _ = imported(TOGETHER)
    after, pairs = imported(APART, before)
    ways = {pairs[key].new.provision.text: pairs[key] for key in keyed(after)}  # type: ignore[union-attr]  # of the draft
    for words, cut_from, doubtful in (
        ("Where users disagree we read", "You shall not do what", True),
        ("You shall not threaten", "You shall not harass", True),
        ("spamming", "You shall not engage in", False),
        ("crypto mining.", "You shall not use our servers", True),
    ):
        (way,) = [one for text, one in ways.items() if text.startswith(words)]
        assert (way.fate, way.of) == (Fate.SPLIT, key_of(before, cut_from)), words
        assert way.doubtful is doubtful, words


def test_words_that_were_taken_in_and_reworded_on_the_way_are_merged_and_doubtful() -> None:
    before, _ = imported(APART)
    after, pairs = imported(TOGETHER, before)
    merged = {key: pair for key, pair in pairs.items() if pair.fate is Fate.MERGED}
    assert {key_of(before, "Where users disagree"), key_of(before, "crypto mining")} <= set(merged)
    assert all(pair.of in keyed(after) for pair in merged.values())


def test_what_only_resembles_words_that_still_stand_is_new() -> None:
    before, _ = imported(TOGETHER)
    added = TOGETHER + "\nYou shall not threaten or incite violence towards our staff.\n\nYou shall not relay.\n"
    after, pairs = imported(added, before)
    assert [pair.fate for pair in pairs.values()].count(Fate.NEW) == len(keyed(after)) - len(keyed(before))


def test_equal_words_in_several_places_are_told_apart_by_what_stands_around_them() -> None:
    text = "# A\n\nSee the guide.\n\nYou shall not spam.\n\n# B\n\nSee the guide.\n\nYou shall not scan.\n"
    before, _ = imported(text)
    swapped = "# B\n\nSee the guide.\n\nYou shall not scan.\n\n# A\n\nSee the guide.\n\nYou shall not spam.\n"
    after, _ = imported(swapped, before)
    for document in (before, after):
        placed = document.placed()
        guides = {key: one.parent_key for key, one in placed.items() if "guide" in one.provision.text}
        assert {key: placed[parent or ""].provision.text for key, parent in guides.items()} == {
            key: before.placed()[before.placed()[key].parent_key or ""].provision.text for key in guides
        }


def test_a_provision_that_may_continue_a_gone_one_says_which() -> None:
    old = Document("A", "en", (), (clause("gone", "Users must keep their passwords secret at all times."),))
    new = Document("A", "en", (), (clause("new", "Customers keep passwords and tokens secret, always."),))
    told = {pair.key: pair for pair in pairs_of(old, new)}
    assert (told["new"].fate, told["new"].perhaps, told["new"].doubtful) == (Fate.NEW, "gone", True)
    assert (told["gone"].fate, told["gone"].perhaps) == (Fate.GONE, "new")


def clause(key: str, text: str) -> Provision:
    """One provision."""
    return Provision(key, Kind.OBLIGATION, None, "", text)


@pytest.mark.parametrize("edited", [texts.spread, texts.concentrated])
def test_a_thousand_edited_provisions_keep_their_keys(edited: object) -> None:
    old = texts.policy()
    new = edited(old, seed="new")  # type: ignore[operator]  # one of two functions
    assert keyed(with_keys(anew(new, 3), old)) == keyed(new)


def test_keys_of_a_thousand_reworded_provisions_are_found_in_a_few_times_what_their_redlines_take() -> None:
    old = texts.policy()
    new = texts.spread(old, seed="new")
    strange = anew(new, 3)
    start = time.process_time()
    compare(old, new)
    compared = time.process_time()
    match(old, strange)
    assert time.process_time() - compared < 30 * (compared - start)


@given(st.integers(0, 10_000), st.floats(0, 100))
def test_a_likeness_is_either_told_as_it_is_or_as_nothing(seed: int, at_least: float) -> None:
    chance = random.Random(seed)  # noqa: S311 - words, nothing secret
    words = FIRST.lower().split()
    old = " ".join(chance.sample(words, chance.randint(1, 30)))
    new = old[chance.randrange(len(old)) :] + " ".join(chance.sample(words, chance.randint(1, 20)))
    whole = likeness(old, new)
    assert likeness(new, old) == pytest.approx(whole)
    assert likeness(old, new, at_least=at_least) == (whole if whole >= at_least else 0)
    if 40 <= len(old) <= len(new):
        best = max(fuzz.ratio(old, new[at : at + len(old)]) for at in range(len(new)))
        assert 0.85 * best <= whole + 1e-6, "a part of the longer text counts, though less than the whole"
