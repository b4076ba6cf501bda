"""Company names and addresses are proposed as variables where they are one's own, and only there (R3)."""

import pytest

from policies.documents import import_document


def found(text: str) -> dict[str, str]:
    result = import_document(f"# Terms\n\n{text}\n".encode(), filename="terms.md")
    return {one.name: one.found_text for one in result.proposals}


def texts(text: str) -> list[str]:
    result = import_document(f"# Terms\n\n{text}\n".encode(), filename="terms.md")
    return [one.text for one in result.document.each()]


@pytest.mark.parametrize(
    "text",
    [
        "PLEASE READ THESE TERMS CAREFULLY BEFORE REGISTERING AS A CUSTOMER. You must not spam.",
        "EXCEPT AS SET OUT HERE, NOTHING IS PROMISED.",
        "EXCEPT AS A GUEST, YOU MUST PAY.",
        "OUR LIABILITY IS LIMITED TO TEN EURO.",
        "ACT IN YOUR CAPACITY AS DIRECTOR.",
    ],
)
def test_ordinary_words_in_capitals_are_no_company(text: str) -> None:
    assert "company" not in found(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Danske Vand A/S may close accounts.", "Danske Vand A/S"),
        ("NORDLYS AS is the provider.", "NORDLYS AS"),
        ("The provider is Nordlys AS, in the north.", "Nordlys AS"),
        ("Nordwind Cloud AB may close accounts.", "Nordwind Cloud AB"),
        ("THESE TERMS BIND YOU AND HOLLOW HILL LLC FROM TODAY.", "HILL LLC"),
        ("Kleine Wolke GmbH may close accounts.", "Kleine Wolke GmbH"),
    ],
)
def test_a_name_with_a_legal_form_is_one(text: str, name: str) -> None:
    assert found(text)["company"].endswith(name)


def test_an_address_inside_a_longer_one_stays() -> None:
    text = (
        "The web site https://www.example.com is ours. The rules are at https://www.example.com/rules/2026, the list at"
        " https://www.example.com/?all=1, the front at https://www.example.com/."
    )
    assert " ".join(texts(text)) == (
        "The web site {{website}} is ours. The rules are at https://www.example.com/rules/2026, the list at"
        " https://www.example.com/?all=1, the front at {{website}}/."
    )


def test_a_mailbox_inside_a_longer_one_stays() -> None:
    text = "Report abuse to abuse@h.example. Do not write to abuse@h.example.org or to net-abuse@h.example."
    assert " ".join(texts(text)) == (
        "Report abuse to {{abuse_mailbox}}. Do not write to {{mailbox_2}} or to {{mailbox_3}}."
    )
    assert found(text)["mailbox_2"] == "abuse@h.example.org"
