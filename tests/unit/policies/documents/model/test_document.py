"""A canonical document is read strictly and digested the same everywhere."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from policies.documents import (
    Document,
    Kind,
    Malformed,
    Provision,
    Variable,
    canonical_bytes,
    digest,
    loads,
    provision_digest,
)
from policies.documents.model.codec import document_from_json, document_to_json
from tests.unit.policies.documents.trees import documents

DOCUMENT = Document(
    "A policy",
    "en",
    (Variable("company", "Example AB"),),
    (
        Provision(
            "why", Kind.HEADING, None, "1.", "Why", children=(Provision("part", Kind.OBLIGATION, None, "", "Part."),)
        ),
        Provision(
            "list",
            Kind.PROHIBITION,
            None,
            "2",
            "You shall not:",
            children=(Provision("spam", Kind.PROHIBITION, "spam_email", "(b)", "spam"),),
        ),
    ),
)


@given(document=documents())
def test_what_is_written_is_read_again(document: Document) -> None:
    assert document_from_json(document_to_json(document)) == document
    assert loads(canonical_bytes(document)) == document


def test_the_digest_is_of_canonical_json_and_never_changes_by_itself() -> None:
    assert (
        digest(Document("A policy", "en", (), ())) == "1ca89ee8a9bf826d3b277cffef1f44d2e1d79fa5b007933213cd78acc288146f"
    )
    assert (
        canonical_bytes(Document("A", "en", (), ())) == b'{"language":"en","provisions":[],"title":"A","variables":[]}'
    )


def test_a_provisions_digest_leaves_its_children_out() -> None:
    listed = DOCUMENT.provisions[1]
    assert provision_digest(listed) == provision_digest(
        Provision("list", Kind.PROHIBITION, None, "2", "You shall not:")
    )
    assert provision_digest(listed) != provision_digest(
        Provision("list", Kind.PROHIBITION, None, "3", "You shall not:")
    )


def test_paths_read_as_lawyers_cite() -> None:
    assert [placed.path for placed in DOCUMENT.walk()] == ["1", "1(¶1)", "2", "2(b)"]


@pytest.mark.parametrize(
    ("where", "value", "sentence"),
    [
        (("title",), 3, "document.title must be a text"),
        (("title",), "", "document.title is empty"),
        (("title",), "a\x07", "document.title holds a control character"),
        (("title",), "e\u0301", "document.title is not in Unicode normal form C"),
        (("title",), "a\u202eb", "reading direction"),
        (("title",), "a\u2028b", "line separator"),
        (("language",), "English!", "language tag"),
        (("more",), 1, "has a field that no document has"),
        (("variables",), {}, "document.variables must be a list"),
        (("variables", 0, "name"), "Company", r"variables\[0\].name"),
        (("variables", 0, "value"), 1.5, r"variables\[0\].value must be a text, not a fraction"),
        (("provisions", 1, "kind"), "rule", r"provisions\[1\].kind must be one of"),
        (("provisions", 1, "key"), "No Slug", r"provisions\[1\].key"),
        (("provisions", 1, "key"), "why", "“why” stands in the document twice"),
        (("provisions", 1, "discretionary"), 1, "must be true or false, not a number"),
        (("provisions", 1, "children", 0, "category"), "theft", r"provisions\[1\].children\[0\].category"),
        (("provisions", 1, "children", 0, "category"), [], r"provisions\[1\].children\[0\].category"),
        (("provisions", 1, "children", 0, "text"), "two\nlines", "control character"),
        (("provisions", 1, "children", 0), None, "must be an object, not nothing"),
    ],
)
def test_what_is_not_canonical_is_refused_by_place(where: tuple[Any, ...], value: object, sentence: str) -> None:
    raw: Any = deepcopy(json.loads(canonical_bytes(DOCUMENT)))
    target = raw
    for step in where[:-1]:
        target = target[step]
    target[where[-1]] = value
    with pytest.raises(Malformed, match=sentence):
        document_from_json(raw)


def test_a_missing_field_is_refused() -> None:
    raw = document_to_json(DOCUMENT)
    del raw["language"]
    with pytest.raises(Malformed, match="lacks the field “language”"):
        document_from_json(raw)


def test_a_field_named_twice_is_refused() -> None:
    with pytest.raises(Malformed, match="twice"):
        loads('{"title":"A","title":"B","language":"en","variables":[],"provisions":[]}')


def test_a_document_nested_beyond_sense_is_refused() -> None:
    inner = Provision("k0", Kind.OBLIGATION, None, "", "x")
    for number in range(1, 25):
        inner = Provision(f"k{number}", Kind.OBLIGATION, None, "", "x", children=(inner,))
    with pytest.raises(Malformed, match="levels deep"):
        document_from_json(document_to_json(Document("A", "en", (), (inner,))))


def test_what_is_not_json_is_refused() -> None:
    with pytest.raises(Malformed, match="not JSON"):
        loads("{")


@given(documents())
def test_provisions_without_their_paths_stand_where_they_do_with_them(document: Document) -> None:
    assert list(document.unplaced()) == [replace(placed, path="") for placed in document.walk()]
