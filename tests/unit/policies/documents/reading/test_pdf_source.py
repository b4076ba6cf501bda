"""A PDF is imported from the places of its lines: wrapped lines joined, lists nested, heads and feet left out."""

import re
import zlib
from io import BytesIO

import pytest
import typst
from PIL import Image

from policies.documents import Imported, NotImportable, import_document
from tests.unit.policies.documents.reading.pdf_bombs import disguised_bomb, hidden_bomb

SOURCE = r"""
#set page(width: 300pt, height: 260pt, margin: 36pt, header: [Hollow Hill B.V. #h(1fr) Fair use],
          footer: context [Page #counter(page).display() of 9])
#set text(size: 10pt, hyphenate: true)
#set par(justify: true)
= Fair use
This policy forms part of the agreement between You and Hollow Hill B.V., who may amend it at any time.

== 1. Rules
You shall not:
- send spam to anyone who has not asked for it, in any form or by any means, nor have it sent by others;
- scan:
  + hosts
  + networks of other customers, of Hollow Hill B.V. or of anybody else, unless authorized in writing
- resell.

You are responsible for what your users do. Report abuse to #link("mailto:abuse@hollow.example")[our desk], see
#link("https://hollow.example/rules")[the rules].

== 2. Enforcement
Hollow Hill B.V. may suspend Your account if it determines that You are in violation of this policy.
No credit will be given for interruptions that follow from it.
"""


def made(source: str) -> bytes:
    return bytes(typst.compile(source.encode()))


def imported(data: bytes, limit: int = 2_000_000) -> Imported:
    return import_document(data, filename="policy.pdf", limit=limit)


def test_a_pdf_becomes_the_tree_it_shows() -> None:
    result = imported(made(SOURCE))
    assert result.words.differences == ()
    assert result.document.title == "Fair use"
    assert [(placed.depth, placed.provision.number, placed.provision.text) for placed in result.document.walk()] == [
        (0, "", "This policy forms part of the agreement between You and {{company}}, who may amend it at any time."),
        (0, "1.", "Rules"),
        (1, "", "You shall not:"),
        (
            2,
            "",
            "send spam to anyone who has not asked for it, in any form or by any means, nor have it sent by others;",
        ),
        (2, "", "scan:"),
        (3, "1.", "hosts"),
        (3, "2.", "networks of other customers, of {{company}} or of anybody else, unless authorized in writing"),
        (2, "", "resell."),
        (1, "", "You are responsible for what your users do."),
        (1, "", "Report abuse to our desk (mailto:{{abuse_mailbox}}), see the rules (https://hollow.example/rules)."),
        (0, "2.", "Enforcement"),
        (
            1,
            "",
            "{{company}} may suspend Your account if it determines that You are in violation of this policy.",
        ),
        (1, "", "No credit will be given for interruptions that follow from it."),
    ]


def test_heads_and_feet_of_a_pdf_are_named_by_page_and_line() -> None:
    left_out = imported(made(SOURCE)).left_out
    pages = {one.page for one in left_out}
    assert len(pages) > 1
    assert [one.text for one in left_out if one.page == 1 and one.line] == ["Hollow Hill B.V. Fair use", "Page 1 of 9"]
    assert all(one.reason for one in left_out)


def test_a_word_cut_by_a_line_end_is_joined_and_a_compound_keeps_its_hyphen() -> None:
    cut = (
        r"#set page(height: auto, width: 200pt, margin: 20pt)"
        "\nWe deter-\\ mine a well-\\ known fact. A well is known."
    )
    result = imported(made(cut))
    assert [placed.provision.text for placed in result.document.walk()] == [
        "We determine a well-known fact. A well is known."
    ]
    assert result.words.differences == ()
    assert [(one.text, one.reason) for one in result.left_out] == [
        ("deter-", "the hyphen of a line end: read as “determine”")
    ]


def scanned() -> bytes:
    picture = BytesIO()
    Image.new("L", (200, 280), 255).save(picture, "PDF")
    return picture.getvalue()


def encrypted() -> bytes:
    """A PDF that says it is encrypted and opens with no password that anybody has."""
    key = "<" + "41" * 32 + ">"
    plain = made("Words.").decode("latin-1")
    locked = f"999 0 obj\n<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>\nendobj\n"
    start = plain.rindex("startxref")
    trailer = re.search(r"trailer\s*<<", plain)
    assert trailer
    whole = plain[: trailer.end()] + " /Encrypt 999 0 R " + plain[trailer.end() : start] + plain[start:]
    at = whole.rindex("xref\n0 ") if "xref\n0 " in whole else 0
    return (whole[:at] + locked + whole[at:]).encode("latin-1")


def bomb() -> bytes:
    packed = zlib.compress(b" " * 30_000_000)
    return b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (scanned(), "pictures of pages and no text"),
        (encrypted(), "is encrypted: save it without a password"),
        (bomb(), "unpacks to far more than it holds"),
        (hidden_bomb(), "unpacks to far more than it holds"),
        (disguised_bomb(), "unpacks to far more than it holds"),
        (b"%PDF-1.7\n<< /Filter [/FlateDecode /FlateDecode] >>", "packs its text twice"),
        (b"%PDF-1.7\nnothing else", "is damaged"),
        (made("#for _ in range(1001) [.#pagebreak()]"), "more than 1000 pages"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(NotImportable, match=sentence):
        imported(data)


def test_more_text_than_the_limit_is_refused_though_it_is_packed_small() -> None:
    data = made("#for _ in range(4000) [many words of one policy ]")
    limit = len(data) + 1
    assert limit < 4_000 * len("many words of one policy ")
    with pytest.raises(NotImportable, match="of text: import it in parts"):
        imported(data, limit=limit)
