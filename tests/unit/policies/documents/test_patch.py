"""The difference as JSON: applied to the old version it gives the new one, to any other it is refused."""

import json
from typing import Any

import pytest
from hypothesis import assume, given

from policies.documents import Document, Malformed, canonical_bytes, compare, digest
from policies.documents.patch import NotApplicable, from_json, loads, patched, to_json
from tests.unit.policies.documents.test_compare import document, provision
from tests.unit.policies.documents.trees import documents


def difference(old: Document, new: Document) -> dict[str, Any]:
    return to_json(compare(old, new), old_digest=digest(old), new_digest=digest(new))


@given(old=documents(), new=documents())
def test_the_old_version_and_the_json_give_the_new_version_byte_for_byte(old: Document, new: Document) -> None:
    sent = json.dumps(difference(old, new), ensure_ascii=False)
    assert canonical_bytes(patched(old, loads(sent))) == canonical_bytes(new)


@given(old=documents(), new=documents(), other=documents())
def test_another_version_is_refused(old: Document, new: Document, other: Document) -> None:
    assume(digest(other) != digest(old))
    with pytest.raises(NotApplicable, match="begins at the version"):
        patched(other, from_json(difference(old, new)))


OLD = document(provision("a", "You may not spam."), provision("b", "You pay."))
NEW = document(provision("a", "You may not send spam."), provision("c", "You report."))


def test_a_redline_stands_in_it_word_by_word() -> None:
    (first, *_) = difference(OLD, NEW)["changes"]
    assert (first["op"], first["key"]) == ("modified", "a")
    assert [part["text"] for part in first["redline"] if part["op"] == "insert"] == ["send "]


def test_a_difference_that_was_altered_leads_nowhere() -> None:
    altered = difference(OLD, NEW)
    altered["changes"][0]["new"]["provision"]["text"] = "You may send spam."
    with pytest.raises(NotApplicable, match="does not lead to"):
        patched(OLD, from_json(altered))


def test_a_difference_that_names_an_unknown_parent_is_refused() -> None:
    altered = difference(OLD, NEW)
    added = next(change for change in altered["changes"] if change["op"] == "added")
    added["new"]["parent_key"] = "nowhere"
    with pytest.raises(NotApplicable, match="does not have"):
        patched(OLD, from_json(altered))


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        (("changes", 0, "op"), "turned", r"changes\[0\]\.op must be one of"),
        (("changes", 0, "old"), None, r"changes\[0\] is “modified” and has not"),
        (("changes", 0, "key"), "z", "speaks of the provision “z” and holds another"),
        (("changes", 0, "new", "position"), -1, r"changes\[0\]\.new\.position must be a number"),
        (("changes", 0, "redline", 0, "op"), "keep", r"redline\[0\]\.op must be equal, insert or delete"),
        (("changes", 0, "new", "provision", "text"), "", r"changes\[0\]\.new\.provision\.text is empty"),
        (("variables",), {}, "variables must be a list"),
        (("extra",), 1, "a field that no document has"),
    ],
)
def test_what_is_not_a_difference_is_refused_with_its_place(
    place: tuple[str | int, ...], value: object, sentence: str
) -> None:
    broken: Any = difference(OLD, NEW)
    target = broken
    for step in place[:-1]:
        target = target[step]
    target[place[-1]] = value
    with pytest.raises(Malformed, match=sentence):
        from_json(broken)


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(Malformed, match="not JSON"):
        loads(b"{")
