"""Kinds of Word documents that policies come as: every format of numbers, tracked changes, headings by their looks."""

import pytest

from policies.documents import Imported, import_document
from policies.documents.reading.docx.number_forms import printed_number
from tests.unit.policies.documents.reading.outlines import left_out, lines
from tests.unit.policies.documents.reading.word_files import W, docx, p


def imported(body: str, **parts: str) -> Imported:
    result = import_document(docx(body, links=None, **parts), filename="policy.docx")
    assert result.words.differences == ()
    return result


def plain(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def clause(text: str, depth: int, *, name: int = 1) -> str:
    return p(plain(text), numbered=(name, depth))


def numbering(*levels: str, nums: str = "") -> str:
    listed = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f"{listed}{nums}</w:numbering>"
    )


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{pattern}"/>'
        "</w:lvl>"
    )


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 44, "xliv"),
        ("upperRoman", 1_990, "MCMXC"),
        ("upperRoman", 4_000, "4000"),
        ("ordinal", 1, "1st"),
        ("ordinal", 12, "12th"),
        ("ordinal", 23, "23rd"),
        ("ordinal", 111, "111th"),
        ("cardinalText", 1, "One"),
        ("cardinalText", 21, "Twenty-one"),
        ("cardinalText", 340, "Three Hundred Forty"),
        ("ordinalText", 2, "Second"),
        ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 35, "Thirty-fifth"),
        ("ordinalText", 101, "One Hundred First"),
        ("chicago", 5, "**"),
        ("hex", 255, "FF"),
        ("numberInDash", 3, "- 3 -"),
        ("decimalEnclosedCircle", 2, "②"),
        ("lowerLetter", 0, "0"),
        ("unheardOf", 5, "5"),
    ],
)
def test_numbers_are_written_as_word_prints_them(form: str, number: int, printed: str) -> None:
    assert printed_number(form, number) == printed


def test_a_custom_format_gives_its_own_width() -> None:
    assert printed_number("custom", 7, pattern="001, 002, 003, ...") == "007"


def test_legal_numbering_writes_the_numbers_above_in_figures() -> None:
    legal = numbering(
        level(0, "upperRoman", "Article %1."),
        level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>"),
        level(2, "upperLetter", "%1.%2.%3", '<w:isLgl w:val="1"/>'),
        level(3, "upperLetter", "%1-%4", '<w:isLgl w:val="0"/>'),
    )
    body = clause("Scope", 0) + clause("All are bound.", 1) + clause("Their users too.", 2) + clause("Always.", 3)
    result = imported(body, numbering=legal)
    assert [provision.number for provision in result.document.each()] == [
        "Article I.",
        "Section 1.01",
        "1.01.1",
        "I-A",
    ]


def test_levels_begin_anew_as_they_say_and_lists_go_on_or_begin_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerRoman", "%1)")}</w:lvlOverride>'
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="0"/>{override}</w:num>'
        f'<w:num w:numId="4"><w:abstractNumId w:val="0"/>{changed}</w:num>'
    )
    listed = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/>'), nums=nums)
    body = (
        clause("One", 0)
        + clause("of it", 1)
        + clause("Two", 0)
        + clause("of it", 1)
        + p(plain("Between."))
        + clause("Three", 0, name=2)
        + clause("Anew", 0, name=3)
        + clause("In roman", 0, name=4)
    )
    result = imported(body, numbering=listed)
    numbers = [provision.number for provision in result.document.each() if provision.number]
    assert numbers == ["1.", "1.1", "2.", "2.2", "3.", "1.", "ii)"]


def test_a_list_may_be_defined_by_the_style_it_names() -> None:
    listed = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Clauses"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Clauses"/>{level(0, "lowerLetter", "%1)")}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {W}><w:style w:type="numbering" w:styleId="Clauses"><w:name w:val="Clauses"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    result = imported(clause("One", 0) + clause("Two", 0), numbering=listed, styles=styles)
    assert [provision.number for provision in result.document.each()] == ["a)", "b)"]


def test_what_is_hidden_struck_out_or_deleted_is_left_out_and_named() -> None:
    deleted = "<w:del><w:r><w:delText>always </w:delText></w:r></w:del>"
    hidden = plain(" secret", "<w:vanish/>") + plain(" note", "<w:vanish/>")
    body = [
        p(plain("You must ") + f"<w:ins>{plain('not ')}</w:ins>{deleted}" + plain("spam.")),
        p(plain("No fee.") + hidden + plain(" of 5", "<w:strike/>")),
        p(plain("Kept", '<w:vanish w:val="0"/>') + plain(" whole.", '<w:dstrike w:val="false"/>')),
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{plain('You shall ')}</w:p>" + p(plain("not resell.")),
        f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>{plain('One more.')}</w:p>",
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{deleted}</w:p>",
        p(plain("The end.")),
    ]
    result = imported("".join(body))
    assert lines(result) == [
        "You must not spam.",
        "No fee.",
        "Kept whole.",
        "You shall not resell.",
        "One more.",
        "The end.",
    ]
    assert left_out(result) == [("secret note", "hidden on the page"), ("of 5", "struck out")]
    assert [one.line for one in result.left_out] == [2, 2]


def test_raised_figures_are_powers_or_the_marks_of_notes() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    body = p(plain("No more than 10") + plain("6", up) + plain(" packets.") + plain("2", up)) + p(
        plain("CO")
        + plain("2", '<w:vertAlign w:val="subscript"/>')
        + plain(" on the 1")
        + plain("st", up)
        + plain(" day.")
    )
    assert lines(imported(body)) == ["No more than 10⁶ packets.[2]", "CO₂ on the 1st day."]


def test_short_bold_paragraphs_are_headings_beside_each_other() -> None:
    bold = "<w:b/>"
    body = (
        p(plain("Mail", bold))
        + p(plain("You must not send spam, not even once."))
        + p(plain("Note:", bold) + plain(" words."))
        + p(plain("Limits", bold))
        + p(plain("No more than ten."))
    )
    assert lines(imported(body)) == [
        "Mail #",
        "  You must not send spam, not even once.",
        "  Note: words.",
        "Limits #",
        "  No more than ten.",
    ]


STYLES = (
    f"<w:styles {W}>"
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Our part"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'
)


def test_styles_based_on_headings_and_outline_levels_are_headings() -> None:
    body = (
        p(plain("House rules"), style="Title")
        + p(plain("Preamble."))
        + p(plain("Conduct"), style="Part")
        + p(plain("Mail"), style="Own")
        + p(plain("No spam."))
        + p(plain("Remedies"), style="H1")
        + p(plain("We may suspend."))
    )
    result = imported(body, styles=STYLES)
    assert result.document.title == "House rules"
    assert lines(result) == [
        "Preamble.",
        "Conduct #",
        "  Mail #",
        "    No spam.",
        "Remedies #",
        "  We may suspend.",
    ]


def test_a_clause_that_has_the_style_of_headings_is_a_clause() -> None:
    listed = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))

    def styled(text: str, style: str, depth: int) -> str:
        return p(plain(text), style=style, numbered=(1, depth))

    body = (
        styled("Conduct", "H1", 0)
        + styled("The customer shall not send any mail to those who never asked.", "H2", 1)
        + styled("The customer shall not scan any host of anybody else at all.", "H2", 1)
        + styled("Remedies", "H1", 0)
    )
    assert lines(imported(body, numbering=listed, styles=STYLES)) == [
        "1. Conduct #",
        "  1.1 The customer shall not send any mail to those who never asked.",
        "  1.2 The customer shall not scan any host of anybody else at all.",
        "2. Remedies #",
    ]


def test_a_table_that_lays_clauses_out_is_read_as_clauses() -> None:
    def cell(*paragraphs: str) -> str:
        return f"<w:tc>{''.join(p(plain(text)) for text in paragraphs)}</w:tc>"

    rows = [cell("1.") + cell("You shall not:", "(a) send spam;", "(b) scan."), cell("2.") + cell("You pay.")]
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert lines(imported(body)) == ["1. You shall not:", "  (a) send spam;", "  (b) scan.", "2. You pay."]


def test_signs_of_ours_in_a_document_say_nothing() -> None:
    assert lines(imported(p(plain("\ue0009.\ue001\ue0021 You shall not spam.")))) == ["9.1 You shall not spam."]
