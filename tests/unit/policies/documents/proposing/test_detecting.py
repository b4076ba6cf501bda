"""A text's language is told from its small words; where they tell none, what is said of it counts."""

import pytest

from policies.documents.proposing.languages.detecting import language_of

TEXTS = {
    "en": "Guests must not feed the foxes, and they shall keep the doors of the house shut at night.",
    "nl": "Gasten mogen de vossen niet voeren en moeten de deuren van het huis in de nacht dicht houden.",
    "de": "Gäste dürfen die Füchse nicht füttern und müssen die Türen des Hauses in der Nacht geschlossen halten.",
    "fr": "Les clients ne doivent pas nourrir les renards et doivent garder les portes de la maison fermées la nuit.",
    "es": "Los clientes no deben alimentar a los zorros y deben cerrar las puertas de la casa por la noche.",
    "it": "Gli ospiti non devono dare da mangiare alle volpi e devono chiudere le porte della casa di notte.",
    "pt": "Os hóspedes não devem alimentar as raposas e devem fechar as portas da casa à noite.",
    "sv": "Gästerna får inte mata rävarna och måste hålla husets dörrar stängda under natten för alla.",
    "da": "Gæsterne må ikke fodre rævene og skal holde husets døre lukkede om natten for alle.",
    "pl": "Goście nie mogą karmić lisów i muszą w nocy zamykać drzwi do domu, jak i okna.",
    "af": "Gaste mag nie die jakkalse voer nie en moet die deure van die huis in die nag toe hou.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language_whatever_it_is_said_to_be(language: str) -> None:
    assert language_of([TEXTS[language]]) == language
    assert language_of([TEXTS[language]], "en") == language
    assert language_of([TEXTS[language]], f"{language}-XX") == language


@pytest.mark.parametrize(
    "text",
    ["여우에게 먹이를 주지 마십시오.", "お客様はキツネに餌を与えてはいけません。", "Гостям нельзя кормить лис."],
)
def test_another_script_is_none_of_them(text: str) -> None:
    assert language_of([text]) == ""
    assert language_of([text], "en") == ""


def test_of_too_few_words_the_language_is_as_declared() -> None:
    assert language_of(["Be kind."], "en") == "en"
    assert language_of(["Geen spam."], "nl") == "nl"
    assert language_of([""], "") == ""
