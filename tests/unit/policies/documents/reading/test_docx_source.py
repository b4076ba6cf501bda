"""A Word document is imported with the numbers that Word prints, its notes, tables and boxes, and no furniture."""

import zipfile
import zlib
from io import BytesIO

import pytest

from policies.documents import Imported, NotImportable, import_document
from tests.unit.policies.documents.reading.word_files import W, docx, link, p, run


def imported(data: bytes) -> Imported:
    return import_document(data, filename="policy.docx")


NOTES = (
    f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
    f'<w:footnote w:id="7"><w:p><w:r><w:footnoteRef/></w:r>{run(" Of any kind.")}</w:p></w:footnote></w:footnotes>'
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + p("Words in a box.") + "</w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" + p("Words in a box.") + "</w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText> HYPERLINK "https://old.example/" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + run("an old link")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BODY = (
    p("Fair use at Hollow Hill", style="Title")
    + p("Scope 1", style="TOC1")
    + p("Scope", style="berschrift1")
    + p(run("Part of the ") + link("terms", "Terms") + run(" and of ") + FIELD + run("."))
    + p("Rules", style="berschrift1")
    + p("You shall not:", numbered=(1, 1))
    + p(run("send spam") + '<w:r><w:footnoteReference w:id="7"/></w:r>' + run(";"), numbered=(1, 2))
    + p("scan:", numbered=(1, 2))
    + p("hosts; or", numbered=(1, 3))
    + p("lines.", numbered=(1, 3))
    + p("Nor may You resell.", numbered=(1, 1))
    + p("Between two clauses.")
    + p(run("gifts;") + BOX, numbered=(2, 0))
    + p("loans;", numbered=(2, 1))
    + "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>" + p("Plan") + "</w:tc><w:tc>" + p("Most") + "</w:tc></w:tr></w:tbl>"
    + p(
        "<w:ins>" + run("Kept as ") + "</w:ins><w:del><w:r><w:delText>never</w:delText></w:r></w:del>"
        "<w:fldSimple>" + run("field") + "</w:fldSimple><w:smartTag>" + run(" and tag.") + "</w:smartTag>"
    )
)  # fmt: skip
MADE = docx(
    BODY,
    links={"terms": "https://terms.example/a?b=1&amp;c=2"},
    footnotes=NOTES,
    header1=f"<w:hdr {W}>{p('Hollow Hill, confidential')}</w:hdr>",
)


def test_a_word_document_becomes_the_tree_it_shows() -> None:
    result = imported(MADE)
    assert result.words.differences == ()
    assert result.document.title == "Fair use at Hollow Hill"
    assert [(placed.depth, placed.provision.number, placed.provision.text) for placed in result.document.walk()] == [
        (0, "1.", "Scope"),
        (1, "", "Part of the Terms (https://terms.example/a?b=1&c=2) and of an old link (https://old.example/)."),
        (0, "2.", "Rules"),
        (1, "2.1", "You shall not:"),
        (2, "(a)", "send spam[1];"),
        (2, "(b)", "scan:"),
        (3, "(i)", "hosts; or"),
        (3, "(ii)", "lines."),
        (1, "2.2", "Nor may You resell."),
        (1, "", "Between two clauses."),
        (2, "", "gifts;"),
        (1, "", "Words in a box."),
        (2, "", "loans;"),
        (1, "", "Plan | Most"),
        (1, "", "Kept as field and tag."),
        (1, "", "[1] Of any kind."),
    ]


def test_furniture_of_a_word_document_is_named() -> None:
    assert [(one.text, one.reason) for one in imported(MADE).left_out] == [
        ("Scope 1", "the table of contents"),
        ("Hollow Hill, confidential", "the head of the pages"),
    ]


def test_the_stricter_edition_of_the_format_reads_the_same() -> None:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(MADE)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
            new.writestr(
                name, text.replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", strict)
            )
    assert imported(made.getvalue()).document == imported(MADE).document


def repacked(**changed: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(MADE)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return made.getvalue()


def lying(data: bytes) -> bytes:
    """The same archive, whose main part says that it unpacks to ten bytes."""
    name = b"word/document.xml"
    changed = bytearray(data)
    central = data.rindex(name) - 46
    changed[central + 24 : central + 28] = (10).to_bytes(4, "little")
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (repacked(document=b"<w:document>" + b" " * 11_000_000), "unpack to more than 10 MB"),
        (repacked(theme=b"", styles=b" " * 120_000_000), "unpacks to far more than it holds"),
        (lying(repacked(document=b"<a>" + b" " * 5_000_000)), "is damaged"),
        (MADE[: len(MADE) // 2], "is damaged"),
        (repacked(document=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "declares a document type"),
        (repacked(document=b"<a>" * 5_000), "nests its parts too deep"),
        (repacked(document=b"<a>" + b"<b/>" * 90_001 + b"</a>"), "more than can be read at once"),
        (repacked(document=b"not XML"), "is damaged"),
        (docx(""), "holds no words"),
    ],
)
def test_what_is_no_sound_word_document_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(NotImportable, match=sentence):
        imported(data)


def test_a_word_document_with_a_password_on_its_parts_is_refused() -> None:
    locked = bytearray(MADE)
    at = 0
    while (at := locked.find(b"PK\x01\x02", at)) >= 0:
        locked[at + 8] |= 1
        at += 4
    with pytest.raises(NotImportable, match="password"):
        imported(bytes(locked))
    assert zlib.crc32(MADE) != zlib.crc32(locked)
