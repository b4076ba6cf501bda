"""How senders are compared, and whom muting a domain covers."""

import pytest

from enforcement.reports.senders.rules import covering, same_organisation, sender_form


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (" Robot@Sender.Example. ", "robot@sender.example"),
        ("@Sender.Example", "sender.example"),
        ("sender.example..", "sender.example"),
        ("mx-1.sender_x.example", "mx-1.sender_x.example"),
        ("example", ""),
        ("robot@example", "robot@example"),
        ("xx@xx.example xx@xx.example", ""),
        ("Robot <robot@sender.example>", ""),
        ("@@sender.example", ""),
        ("x" * 65 + "@sender.example", ""),
        ("x.sender.examplex", "x.sender.examplex"),
        ("", ""),
    ],
)
def test_an_address_or_domain_has_one_form_and_anything_else_none(text: str, form: str) -> None:
    assert sender_form(text) == form


def test_an_address_is_covered_by_itself_its_domain_and_every_domain_above() -> None:
    assert covering("Robot@mx.sender.example") == ["robot@mx.sender.example", "mx.sender.example", "sender.example"]
    assert covering("robot@sender.example") == ["robot@sender.example", "sender.example"]
    assert covering("no address") == []
    assert {"mx.sender.example", "sender.example"} == set(covering("mx.sender.example"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("robot@sender.example", "Person@SENDER.example", True),
        ("Robot@SENDER.example", "person@sender.example", True),
        ("robot@sender.example", "person@other.example", False),
        ("a@b@sender.example", "c@sender.example", True),
        ("c@sender.example", "a@b@sender.example", True),
        ("", "robot@", False),
        ("robot@", "", False),
        ("robot@sender.example", "", False),
        ("", "robot@sender.example", False),
        ("", "", False),
    ],
)
def test_a_machine_answers_for_those_of_its_own_domain(
    one: str,
    other: str,
    same: bool,  # noqa: FBT001 - a case of the table
) -> None:
    assert same_organisation(one, other) is same
