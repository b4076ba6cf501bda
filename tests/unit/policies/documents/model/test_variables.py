"""A reseller's own names are filled in, and another company's are found (R3)."""

import pytest

from policies.documents import Document, Kind, Provision, Unresolved, Variable, fill, foreign_names, variables_in


def document(text: str, title: str = "A policy", value: str | None = "Vendor BV") -> Document:
    return Document(title, "en", (Variable("company", value),), (Provision("one", Kind.OBLIGATION, None, "", text),))


def test_filling_replaces_every_mention_and_records_the_values() -> None:
    filled = fill(
        document("{{company}} or {{company}}, {{website}}."),
        {"company": "Acme AB", "website": "acme.example", "idle": "x"},
    )
    assert filled.provisions[0].text == "Acme AB or Acme AB, acme.example."
    assert filled.variables == (Variable("company", "Acme AB"), Variable("website", "acme.example"))


@pytest.mark.parametrize("values", [{}, {"company": " "}, {"company": "{{company}}"}])
def test_a_proposed_value_never_counts_as_given(values: dict[str, str]) -> None:
    with pytest.raises(Unresolved) as refusal:
        fill(document("{{company}} may."), values)
    assert refusal.value.names == ("company",)


def test_braces_that_are_no_variable_are_not_posted() -> None:
    with pytest.raises(Unresolved, match="Company"):
        fill(document("{{ Company }} may."), {"company": "Acme AB"})


def test_variables_are_named_once_in_order_of_mention() -> None:
    assert variables_in(document("{{website}} {{company}}", title="{{company}} policy")) == ("company", "website")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Write to VENDOR  bv today.", "Vendor BV"),
        ("Write to legal@mail.vendor.example.", "vendor.example"),
        ("Write to Legal@Vendor.example now", "legal@vendor.example"),
    ],
)
def test_another_companys_name_is_found_in_any_case(text: str, name: str) -> None:
    (found,) = foreign_names(document(text, value=None), [name, "", "Nobody"])
    assert (found.key, found.name) == ("one", name)
    assert found.excerpt == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vendors BVs", "Vendor"),
        ("my-vendor.example", "vendor.example"),
        ("vendor.example.org", "vendor.example"),
        ("renec", "NEC"),
    ],
)
def test_a_part_of_a_longer_name_is_not_it(text: str, name: str) -> None:
    assert foreign_names(document(text, value=None), [name]) == []


def test_names_are_found_in_titles_and_values_too() -> None:
    found = foreign_names(document("x" * 100 + " Vendor BV " + "y" * 100, title="Vendor BV policy"), ["Vendor BV"])
    assert [one.key for one in found] == ["(title)", "{{company}}", "one"]
    assert found[2].excerpt.startswith("…")
    assert found[2].excerpt.endswith("…")
