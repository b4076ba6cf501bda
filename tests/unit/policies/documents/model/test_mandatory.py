"""What keeps a mandatory provision and what alters it."""

from dataclasses import replace

import pytest

from policies.documents import Document, Kind, Provision
from policies.documents.model.mandatory import Alteration, adds_only, altered, guarded


def provision(key: str, text: str, *below: Provision, kind: Kind = Kind.PROHIBITION) -> Provision:
    """One provision."""
    return Provision(key=key, kind=kind, category=None, number="", text=text, children=below)


def document(*provisions: Provision) -> Document:
    """A document of these."""
    return Document("AUP", "en", (), provisions)


MAIL = provision("mail", "sending bulk mail;")
RELEASE = document(
    provision("duties", "Duties", provision("general", "You shall not:", MAIL), kind=Kind.HEADING),
    provision("remedy", "Company may suspend.", kind=Kind.REMEDY),
    provision("other", "Anything else."),
)


@pytest.mark.parametrize(
    ("old", "new", "adds"),
    [
        ("Company may suspend.", "Company may suspend.", True),
        ("Company may suspend.", "Company may suspend. It tells You first.", True),
        ("Company may suspend.", "Company may suspend. “You” are told.", True),
        ("Company may suspend.", "Company may suspend. unless You object.", False),
        ("Company may suspend.", "Company may suspend.It tells You first.", False),
        ("Company may suspend.", "As agreed, Company may suspend.", False),
        ("Company may suspend.", "Company may not suspend.", False),
        ("Company may suspend.", "Company may suspend. ", False),
        ("sending bulk mail;", "sending bulk mail; Except to friends.", False),
        ("sending bulk mail;", "sending bulk mail; except to friends;", False),
        ("(Company may suspend.)", "(Company may suspend.) It tells You first.", True),
    ],
)
def test_only_whole_sentences_are_added_and_only_after_one(old: str, new: str, *, adds: bool) -> None:
    assert adds_only(old, new) is adds


def test_what_stands_above_a_mandatory_provision_is_part_of_what_it_says_but_a_heading_is_not() -> None:
    assert guarded(RELEASE, ["mail"]) == {"mail", "general"}
    assert guarded(RELEASE, ["gone"]) == frozenset()


def ways(ours: Document, *marked: str) -> dict[str, Alteration]:
    return {one.placed.key: one.how for one in altered(RELEASE, marked, ours)}


def test_each_way_of_altering_one_is_named() -> None:
    marks = ("mail", "remedy")
    assert ways(RELEASE, *marks) == {}
    assert ways(document(*RELEASE.provisions[:1]), *marks) == {"remedy": Alteration.DELETED}
    softer = document(provision("general", "You should not:", MAIL), RELEASE.provisions[1])
    assert ways(softer, *marks) == {"general": Alteration.WORDS}
    allowed = document(provision("general", "You shall not:", replace(MAIL, discretionary=True)), RELEASE.provisions[1])
    assert ways(allowed, *marks) == {"mail": Alteration.MEANING}
    elsewhere = document(
        provision("general", "You shall not:"), provision("free", "You may freely be", MAIL), RELEASE.provisions[1]
    )
    assert ways(elsewhere, *marks) == {"mail": Alteration.MOVED}


def test_what_may_be_done_is_done() -> None:
    ours = document(
        provision("remedy", "Company may suspend. It tells You first.", kind=Kind.REMEDY),
        provision("rules", "Rules", kind=Kind.HEADING),
        provision(
            "general",
            "You shall not:",
            provision("more", "resell;"),
            replace(MAIL, number="b", children=(provision("below", "also to friends;"),)),
        ),
    )
    assert ways(ours, "mail", "remedy") == {}
