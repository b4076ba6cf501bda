"""A version as PDF/A: every word in order, tagged, the same bytes each time; what no font holds is named."""

import datetime as dt
import re
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision
from policies.documents.printing.typesetting import Imprint, to_pdf

IMPRINT = Imprint(
    publisher="Acme Telecom B.V.",
    facts=["Version 3, in effect from 1 October 2026, 12:00:00 UTC", "https://acme.example/aup/versions/3/"],
    footer="Version 3, SHA-256 " + "ab" * 32,
    digest="ab" * 32,
    accent="#1f5f8b",
    made_at=dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC),
)


def document(*texts: str, title: str = "Acceptable Use Policy") -> Document:
    listed = tuple(Provision(f"k{index}", Kind.PROHIBITION, None, "", text) for index, text in enumerate(texts))
    heading = Provision("h", Kind.HEADING, None, "1.", "What You shall not do", children=listed)
    deep = Provision("d", Kind.HEADING, None, "", "Deeper", children=(replace(heading, key="hh", children=()),))
    return Document(title, "en", (), (heading, deep))


def text_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in pages)


def test_every_word_stands_in_it_in_order_with_what_it_is() -> None:
    pdf = to_pdf(document("send junk “mail”;", "scan naïve networks – café, ½ €, Ελλάδα, Москва."), IMPRINT)
    text = " ".join(text_of(pdf).split())
    places = [text.index(part) for part in ("Acme Telecom B.V.", "Acceptable Use Policy", "Version 3, in effect")]
    places += [text.index(part) for part in ("1. What You shall not do", "send junk “mail”;", "Ελλάδα, Москва.")]
    assert places == sorted(places)
    assert "ab" * 32 in text


def test_it_is_tagged_pdf_a_for_archives_and_screen_readers() -> None:
    pdf = to_pdf(document("send junk mail;"), IMPRINT)
    assert re.search(rb"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>A</pdfaid:conformance>", pdf)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/MarkInfo" in pdf
    assert b"/Lang(en)" in pdf
    assert pypdfium2.PdfDocument(pdf).get_metadata_value("Title") == "Acceptable Use Policy"


def test_equal_words_give_equal_bytes() -> None:
    assert to_pdf(document("send junk mail;"), IMPRINT) == to_pdf(document("send junk mail;"), IMPRINT)
    assert to_pdf(document("send junk mail;"), IMPRINT) != to_pdf(document("send bulk mail;"), IMPRINT)


@pytest.mark.parametrize("character", ["中", "😀", "\ue000", "\u0e01"])
def test_what_no_font_holds_is_named_in_its_place(character: str) -> None:
    text = text_of(to_pdf(document(f"before {character} after", title=f"AUP {character}"), IMPRINT))
    assert f"before [U+{ord(character):04X}] after" in text


def test_words_are_data_and_never_markup() -> None:
    hostile = '#panic("x") $a$ *b* _c_ `d` <label> @ref = h \\ "quoted" // comment'
    assert hostile in text_of(to_pdf(document(hostile), IMPRINT))


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_no_text_aborts_it(text: str) -> None:
    assert to_pdf(document(text), IMPRINT).startswith(b"%PDF-1.7")


def test_a_long_policy_has_its_name_and_number_on_every_page() -> None:
    pages = pypdfium2.PdfDocument(to_pdf(document(*["word " * 120] * 30), IMPRINT))
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        text = page.get_textpage().get_text_range()
        assert f"{number} / {len(pages)}" in text
        assert "Acceptable Use Policy" in text
