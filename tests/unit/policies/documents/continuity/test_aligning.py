"""A translated document is laid beside the governing one, or refused at the place where they part."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Provision, import_document
from policies.documents.continuity.aligning import Misaligned, aligned
from policies.documents.model.editions import TITLE, in_language
from policies.documents.reading.outline import sentences
from tests.factories.versions import GENERAL, SPAM, document, without


def translated(whole: Document) -> dict[str, str]:
    return {TITLE: "Gebruiksregels", **{one.key: f"nl {one.text}" for one in whole.each()}}


def rekeyed(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    return tuple(replace(one, key=f"x-{one.key}", children=rekeyed(one.children)) for one in provisions)


def test_a_translation_of_the_same_build_is_read_in_order() -> None:
    ours = document()
    theirs = in_language(ours, "nl", translated(ours))
    assert aligned(ours, replace(theirs, provisions=rekeyed(theirs.provisions))) == translated(ours)


@pytest.mark.parametrize("gone", [SPAM, GENERAL, "recording"])
def test_one_built_otherwise_is_refused_with_the_place(gone: str) -> None:
    ours = document()
    with pytest.raises(Misaligned) as caught:
        aligned(ours, without(ours, gone))
    assert caught.value.key in ours.placed()
    with pytest.raises(Misaligned):
        aligned(without(ours, gone), ours)


def test_paragraphs_that_an_import_cut_by_their_english_words_are_laid_beside_uncut_ones() -> None:
    english = (
        b'# Rules\n\n## 1. Scope\n\nThese rules form part of the Agreement. In these rules, "Host" means a server.'
        b" Company is not liable for what others do. You shall not:\n\n- send bulk mail; or\n- scan networks.\n"
    )
    dutch = (
        b"# Regels\n\n## 1. Reikwijdte\n\nDeze regels horen bij de koop. Een host is een server. Het bedrijf staat"
        b" niet in voor anderen. U mag niet:\n\n- post in bulk sturen; of\n- netwerken aftasten.\n"
    )
    ours = import_document(english, filename="en.md").document
    theirs = import_document(dutch, filename="nl.md", language="nl").document
    assert len(list(ours.each())) > len(list(theirs.each()))
    words = aligned(ours, theirs)
    by_text = {one.text: words[one.key] for one in ours.each()}
    assert by_text["Company is not liable for what others do."] == "Het bedrijf staat niet in voor anderen."
    assert by_text["You shall not:"] == "U mag niet:"
    assert by_text["scan networks."] == "netwerken aftasten."
    fewer = dutch.replace(b" Het bedrijf staat niet in voor anderen.", b"")
    with pytest.raises(Misaligned):
        aligned(ours, import_document(fewer, filename="nl.md", language="nl").document)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=6), st.data())
def test_however_the_paragraphs_are_cut_no_sentence_is_lost_or_leaves_its_order(
    counts: list[int], data: st.DataObject
) -> None:
    def paragraphs(sizes: list[int]) -> tuple[Provision, ...]:
        one, number, found = document().provisions[0], 0, []
        for place, size in enumerate(sizes):
            text = " ".join(f"Sentence {number + offset} here." for offset in range(size))
            found.append(replace(one, key=f"p{place}", text=text))
            number += size
        return tuple(found)

    left, other = sum(counts), []
    while left:
        other.append(data.draw(st.integers(1, left)))
        left -= other[-1]
    ours = replace(document(), provisions=paragraphs(counts))
    words = aligned(ours, replace(document(), provisions=paragraphs(other)))
    got = [sentence for one in ours.each() for sentence in sentences(words[one.key])]
    assert got == [f"Sentence {number} here." for number in range(sum(counts))]
