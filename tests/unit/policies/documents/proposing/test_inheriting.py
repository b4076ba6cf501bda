"""A provision does what its own words say; without any, what its lead-in, heading or neighbour says."""

import pytest

from policies.documents import Document, Kind, import_document, suggestions
from policies.documents.proposing.inheriting import Doubt


def document(text: str, previous: Document | None = None) -> Document:
    return import_document(text.encode(), filename="rules.md", previous=previous).document


def kinds(text: str) -> dict[str, str]:
    return {one.text: one.kind.value for one in document(text).each() if one.kind is not Kind.HEADING}


def doubts(text: str) -> dict[str, Doubt | None]:
    made = document(text)
    proposed = suggestions(made)
    return {one.text: proposed[one.key].doubt for one in made.each()}


def test_a_lead_in_hands_down_what_it_does() -> None:
    found = kinds(
        "# Pool\n\nBathers must not:\n\n- dive from the edge;\n- bring glass, such as\n  - bottles\n  - jars\n\n"
        "If you break a rule, we may:\n\n- warn you;\n- send you home.\n\nBathers must:\n\n- shower first.\n"
    )
    assert [words for words, kind in found.items() if kind == "prohibition"] == [
        "Bathers must not:",
        "dive from the edge;",
        "bring glass, such as",
        "bottles",
        "jars",
    ]
    assert [words for words, kind in found.items() if kind == "remedy"] == [
        "If you break a rule, we may:",
        "warn you;",
        "send you home.",
    ]
    assert found["shower first."] == "obligation"


def test_own_words_count_below_any_parent() -> None:
    found = kinds(
        "# Pool\n\nIn this policy:\n\n- “Bather” means anyone in the water.\n- Bathers must not run.\n"
        "- We may close the pool.\n- The pool opens at nine.\n"
    )
    assert list(found.values()) == ["obligation", "definition", "prohibition", "remedy", "obligation"]
    found = kinds(
        "# Pool\n\nBathers must not:\n\n- run;\n- We may ask you to leave if you do: we may close the pool.\n"
    )
    assert list(found.values()) == ["prohibition", "prohibition", "remedy"]


def test_words_inside_an_item_do_not_end_what_its_lead_in_forbids() -> None:
    found = kinds(
        "# Host\n\nCustomers may not:\n\n"
        "- store code that may disable a machine;\n- open an account while theirs may be suspended;\n"
        "- report others without cause, which is abuse.\n"
    )
    assert set(found.values()) == {"prohibition"}


def test_a_lead_in_that_lists_conduct_forbids_it_whatever_it_says_itself() -> None:
    found = kinds(
        "# Host\n\nWe may close the accounts of users who take part in activities that breach our rules, including:\n\n"
        "- posting stolen pictures.\n- stalking.\n"
    )
    assert list(found.values()) == ["remedy", "prohibition", "prohibition"]


@pytest.mark.parametrize(
    "heading", ["Prohibited uses", "Unacceptable behaviour", "What you may not do", "Don’ts", "Restrictions on use"]
)
def test_a_heading_forbids_what_is_only_named_below_it(heading: str) -> None:
    below = "### Mail\n\nUnasked newsletters.\n\nOur staff are happy to help.\n\n## Service\n\nLong hours.\n"
    text = f"# Host\n\n## {heading}\n\n{below}"
    assert list(kinds(text).values()) == ["prohibition", "obligation", "obligation"]
    assert doubts(text)["Unasked newsletters."] is Doubt.BY_HEADING


def test_another_heading_ends_what_a_heading_above_it_forbids() -> None:
    text = "# Host\n\n## Prohibited uses\n\n### Mail\n\nChain letters.\n\n### Exceptions\n\nLetters to friends.\n"
    assert list(kinds(text).values()) == ["prohibition", "obligation"]


def test_what_stands_below_definitions_defines() -> None:
    text = "# Host\n\n## Definitions\n\nGuest: whoever visits.\n\nHouse rules\n\n## Duties\n\nSweep the stairs.\n"
    assert list(kinds(text).values()) == ["definition", "definition", "obligation"]


def test_a_sentence_that_adds_to_a_prohibition_forbids_too() -> None:
    text = (
        "# Host\n\nDo not send junk.\n\nSuch junk includes, among others:\n\n- flyers;\n- coupons.\n\n"
        "We answer within a day.\n"
    )
    assert list(kinds(text).values()) == [*["prohibition"] * 4, "obligation"]
    assert doubts(text)["Such junk includes, among others:"] is Doubt.BY_NEIGHBOUR


def test_a_lead_in_followed_by_paragraphs_leads_them() -> None:
    text = "# Host\n\nYou must not:\n\nsend junk;\n\nsell your seat; or\n\nsleep here.\n\nWe are open all day.\n"
    assert list(kinds(text).values()) == [*["prohibition"] * 4, "obligation"]


def test_whoever_is_called_company_and_is_bound_is_forbidden_things() -> None:
    vendor = "# Supply\n\nCompany shall deliver daily. Company shall not resell the goods. Company agrees to pay.\n"
    assert "prohibition" in kinds(vendor).values()
    ours = "# Host\n\nCompany may close accounts. Company reserves all rights. Company shall not pay for lost data.\n"
    assert "prohibition" not in kinds(ours).values()


def test_what_says_two_things_and_what_only_hints_is_doubtful() -> None:
    found = doubts(
        "# Host\n\n"
        "- Do not send junk or we may close your account.\n- Only adults.\n- You must not smoke.\n- Open daily.\n"
    )
    assert list(found.values()) == [Doubt.TWO_KINDS, Doubt.WEAK_WORDS, None, None]


def test_a_decision_stays_where_the_words_propose_what_they_did() -> None:
    before = document("# Host\n\n1. Customers must not:\n\n   - shout;\n   - sing.\n\n2. Only adults may come in.\n")
    (lead, adults) = before.provisions
    decided = Document(
        before.title,
        before.language,
        before.variables,
        (lead, adults.__class__(adults.key, Kind.PROHIBITION, "other", adults.number, adults.text)),
    )
    after = document(
        "# Host\n\n1. Customers must not:\n\n   - shout;\n   - sing at night.\n\n2. Only adults may come in.\n", decided
    )
    found = {one.text: (one.kind.value, one.category) for one in after.each()}
    assert found["Only adults may come in."] == ("prohibition", "other")
    assert found["sing at night."][0] == "prohibition"
    turned = document(
        "# Host\n\n1. Customers may:\n\n   - shout;\n   - sing.\n\n2. Only adults may come in.\n", decided
    )
    assert {one.text: one.kind.value for one in turned.each()}["shout;"] == "obligation"


LISTS = {
    "nl": "# Huisregels\n\n## Verboden gedrag\n\nGasten mogen niet:\n\n"
    "- in de kamers roken;\n- de vossen voeren.\n\nLawaai in de nacht.\n\n"
    "## Handhaving\n\nBij overtreding kunnen wij:\n\n- u waarschuwen;\n- de kamer afsluiten.\n\n"
    "De receptie is altijd open.\n",
    "de": "# Hausordnung\n\n## Verbotenes Verhalten\n\nGäste dürfen nicht:\n\n"
    "- in den Zimmern rauchen;\n- die Füchse füttern.\n\nLärm in der Nacht.\n\n"
    "## Durchsetzung\n\nBei Verstößen können wir folgende Maßnahmen ergreifen:\n\n"
    "- eine Ermahnung;\n- die Sperrung des Zimmers.\n\nDer Empfang steht allen offen.\n",
    "fr": "# Règlement\n\n## Comportements interdits\n\nLes clients ne doivent pas :\n\n"
    "- fumer dans les chambres ;\n- nourrir les renards.\n\nBruit de nuit.\n\n"
    "## Application\n\nEn cas de manquement, nous pouvons prendre les mesures suivantes :\n\n"
    "- un avertissement ;\n- la fermeture de la chambre.\n\nL’accueil est ouvert à tous.\n",
}


@pytest.mark.parametrize("language", LISTS)
def test_lists_and_headings_of_other_languages_hand_down_too(language: str) -> None:
    made = document(LISTS[language])
    assert made.language == language
    kinds = [one.kind.value for one in made.each() if one.kind is not Kind.HEADING]
    assert kinds == [*["prohibition"] * 4, *["remedy"] * 3, "obligation"]


def test_of_a_language_that_is_not_read_nothing_is_proposed() -> None:
    made = document("# Reglas\n\nLos clientes no deben enviar spam. Podemos cerrar la cuenta de quien no cumpla.\n")
    assert made.language == "es"
    proposed = list(suggestions(made).values())
    assert {one.kind for one in proposed} == {Kind.OBLIGATION}
    assert {one.doubt for one in proposed} == {Doubt.LANGUAGE}
