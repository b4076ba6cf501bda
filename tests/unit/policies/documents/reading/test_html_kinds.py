"""Kinds of web pages that policies come as: exports of word processors, layout tables, sheets that print numbers."""

import pytest

from policies.documents import import_document
from tests.unit.policies.documents.reading.outlines import left_out, lines, page

GOOGLE = """
<style>.lst-kix_x-0>li:before{content:"" counter(lst-ctn-kix_x-0,decimal) ". "}
.lst-kix_x-1>li:before{content:"" counter(lst-ctn-kix_x-1,lower-latin) ") "}
.lst-kix_x-0>li{counter-increment:lst-ctn-kix_x-0}.lst-kix_x-1>li{counter-increment:lst-ctn-kix_x-1}
ol.lst-kix_x-0.start{counter-reset:lst-ctn-kix_x-0 0}ol.lst-kix_x-1.start{counter-reset:lst-ctn-kix_x-1 0}
ol{list-style-type:none} .c4{font-weight:700} .c5{text-decoration:line-through} .c6{vertical-align:super}</style>
"""


def test_a_page_from_google_docs_has_its_lists_one_inside_another() -> None:
    result = page(
        '<p class="c1"><span class="c4">Conduct</span></p>'
        '<ol class="c0 lst-kix_x-0 start" start="1"><li class="c1 li-bullet-0"><span>You may not:</span></li></ol>'
        '<ol class="c0 lst-kix_x-1 start" start="1"><li><span>send spam;</span></li>'
        '<li><span>scan </span><span class="c5">all </span><span>hosts.</span></li></ol>'
        '<ol class="c0 lst-kix_x-0" start="2">'
        '<li><span>You pay for 10</span><span class="c6">6</span> calls.</li></ol>',
        head=GOOGLE,
    )
    assert lines(result) == [
        "Conduct #",
        "  1. You may not:",
        "    a) send spam;",
        "    b) scan hosts.",
        "  2. You pay for 10⁶ calls.",
    ]
    assert left_out(result) == [("all", "struck out")]


WORD = """<p class=MsoListParagraph style='margin-left:{left}in;text-indent:-.25in;mso-list:l0 level{level} lfo1'>
<![if !supportLists]><span style='mso-list:Ignore'>{label}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span><![endif]>{text}<o:p></o:p></p>"""


def test_a_page_from_word_keeps_the_numbers_and_levels_of_its_lists() -> None:
    items = [("1", "1.", "You may not:"), ("2", "(a)", "send spam;"), ("2", "(b)", "scan:")]
    items += [
        ("3", "<span style='font-family:Symbol'>·</span>", "hosts;"),
        ("3", "o", "lines."),
        ("1", "2.", "You pay."),
    ]
    body = "".join(WORD.format(level=level, left=level, label=label, text=text) for level, label, text in items)
    assert lines(page(f"<div class=WordSection1>{body}</div>")) == [
        "1. You may not:",
        "  (a) send spam;",
        "  (b) scan:",
        "    hosts;",
        "    lines.",
        "2. You pay.",
    ]


def test_bullets_of_a_filtered_page_from_word_are_told_apart_by_their_indent_alone() -> None:
    item = (
        "<p class=MsoListParagraphCxSpMiddle style='margin-left:{}pt'>"
        "<span style='font-family:Symbol'>·<span>&nbsp;</span></span>{}</p>"
    )
    body = "<p>You may not:</p>" + "".join(
        item.format(left, text) for left, text in ((36, "scan:"), (72, "hosts;"), (72, "lines;"), (36, "resell."))
    )
    assert lines(page(body)) == ["You may not:", "  scan:", "    hosts;", "    lines;", "  resell."]


def test_lists_beside_each_other_are_nested_by_their_indent() -> None:
    body = (
        "<p>You may not:</p><ul><li>scan:</li></ul><ul style='margin-left: 40px'><li>hosts;</li><li>lines;</li></ul>"
        "<ul><li>resell.</li></ul>"
    )
    assert lines(page(body)) == ["You may not:", "  scan:", "    hosts;", "    lines;", "  resell."]


@pytest.mark.parametrize(
    ("listed", "numbers"),
    [
        ("<ol type=A><li>x<li>y</ol>", ["A.", "B."]),
        ("<ol type=i start=4><li>x<li value=9>y</ol>", ["iv.", "ix."]),
        ("<ol reversed><li>x<li>y<li>z</ol>", ["3.", "2.", "1."]),
        ("<ol start=27 type=a><li>x<li>y</ol>", ["aa.", "ab."]),
        ("<ol class=r><li>x<li>y</ol>", ["I.", "II."]),
        ("<ol style='list-style: inside lower-greek'><li>x<li>y</ol>", ["\N{GREEK SMALL LETTER ALPHA}.", "β."]),
        ("<ol style='list-style-type: decimal-leading-zero'><li>x<li>y</ol>", ["01.", "02."]),
        ("<ol style='list-style: none'><li>x<li>y</ol>", ["", ""]),
        ("<ol><li type=I value=1400>x</ol>", ["MCD."]),
        ("<ul style='list-style-type: lower-alpha'><li>x<li>y</ul>", ["a.", "b."]),
        ("<ol start=0><li>x<li>y</ol>", ["0.", "1."]),
    ],
)
def test_a_list_has_the_numbers_that_a_browser_prints(listed: str, numbers: list[str]) -> None:
    result = page(listed, head="<style>ol.r { list-style-type: upper-roman }</style>")
    assert [provision.number for provision in result.document.each()] == numbers


def test_counters_of_a_sheet_number_headings_and_items() -> None:
    sheet = """<style>/* h2 { color: red } */ body { counter-reset: part }
    h2 { counter-reset: clause } h2::before { counter-increment: part; content: "§\\A0" counter(part) ". " }
    ol > li { counter-increment: clause; list-style: none }
    ol > li::before { content: counter(part) "." counter(clause, decimal) "\\20" }
    @media print { h2 { display: none } } .note:before { content: "→" }</style>"""
    body = "<h2>Scope</h2><ol><li>All.</li></ol><h2>Conduct</h2><ol><li>No spam.</li><li>No scans.</li></ol>"
    assert lines(page(body + "<p class=note>You pay.</p>", head=sheet)) == [
        "§ 1. Scope #",
        "  1.1 All.",
        "§ 2. Conduct #",
        "  2.1 No spam.",
        "  2.2 No scans.",
        "  You pay.",
    ]


def test_legal_lists_count_all_their_levels() -> None:
    sheet = "<style>ol{list-style:none} li::before{content:counters(list-item, '.') ' '}</style>"
    assert lines(page("<ol><li>One<ol><li>of it</li><li>more</li></ol></li><li>Two</li></ol>", head=sheet)) == [
        "1 One",
        "  1.1 of it",
        "  1.2 more",
        "2 Two",
    ]


def test_a_table_that_only_lays_out_is_read_as_if_it_were_not_there() -> None:
    body = (
        "<table><tr><td>1.</td><td>You may not:</td></tr>"
        "<tr><td></td><td><p>(a) send spam;</p><p>(b) scan.</p></td></tr>"
        "<tr><td>2.</td><td>You pay.</td></tr></table>"
        "<table role=presentation><tr><td>Left column.</td><td>Right column.</td></tr></table>"
    )
    assert [line.strip() for line in lines(page(body))] == [
        "1. You may not:",
        "(a) send spam;",
        "(b) scan.",
        "2. You pay.",
        "Left column.",
        "Right column.",
    ]


def test_a_list_inside_a_cell_hangs_below_its_row() -> None:
    body = (
        "<table><tr><th>Act</th><th>Examples</th></tr>"
        "<tr><td>Spam</td><td>You may not send:<ul><li>mail;</li><li>faxes.</li></ul></td></tr></table>"
    )
    assert lines(page(body)) == ["Act | Examples", "Spam | You may not send:", "  mail;", "  faxes."]


def test_line_breaks_part_paragraphs_heads_and_items() -> None:
    body = (
        "<div><span><b>1. Scope</b><br/>This policy binds you<br/>and your users.<br>&nbsp;<br><b>2. Conduct</b><br>"
        "You may not:<br>(a) send spam;<br>(b) scan.<br><br>Write to us:<br>Hollow Hill<br>1 Long Lane</span></div>"
    )
    assert lines(page(body)) == [
        "1. Scope #",
        "  This policy binds you and your users.",
        "2. Conduct #",
        "  You may not:",
        "    (a) send spam;",
        "    (b) scan.",
        "  Write to us: Hollow Hill 1 Long Lane",
    ]


def test_short_bold_paragraphs_are_headings_unless_all_is_bold() -> None:
    body = (
        "<p>{0}Illegal use{1}</p><p>You may not use it for crime{2}.</p>"
        "<p>{0}You may note this.{1}</p><p>More words of it.</p>"
    )
    assert lines(page(body.format("<strong>", "</strong>", ""))) == [
        "Illegal use #",
        "  You may not use it for crime.",
        "  You may note this.",
        "  More words of it.",
    ]
    styled = page(body.format("<span class=h>", "</span>", ""), head="<style>.h { font-weight: 600 }</style>")
    assert lines(styled)[0] == "Illegal use #"
    whole = page("<b style='font-weight: normal'>" + body.format("<b>", "</b>", "") + "</b>")
    assert lines(whole)[0] == "Illegal use #"
    every = page("<div style='font-weight: bold'>" + body.format("", "", "") + "</div>")
    assert [line for line in lines(every) if line.endswith("#")] == []


def test_bold_first_lines_of_all_items_are_headings_with_their_numbers() -> None:
    body = "<ol><li><b>Scope</b><p>All are bound.</p></li><li><p><strong>Conduct</strong></p><p>No spam.</p></li></ol>"
    assert lines(page(body)) == ["1. Scope #", "  All are bound.", "2. Conduct #", "  No spam."]


def test_what_opens_and_closes_is_a_heading_with_its_words_below() -> None:
    body = (
        "<h2>1. Scope</h2><p>All.</p><section><h2>2. Conduct</h2><p>No spam.</p></section>"
        "<details><summary>Remedies</summary><p>We may suspend.</p></details>"
        '<h3><button aria-expanded="false" aria-controls="more">Appeals</button></h3>'
        '<div id="more" hidden><p>You may appeal.</p></div>'
        '<div role="heading" aria-level="2">3. Changes</div><p>We may change it.</p><button>Print</button>'
    )
    result = page(body)
    assert lines(result) == [
        "1. Scope #",
        "  All.",
        "2. Conduct #",
        "  No spam.",
        "  Remedies #",
        "    We may suspend.",
        "  Appeals #",
        "    You may appeal.",
        "3. Changes #",
        "  We may change it.",
    ]
    assert left_out(result) == [("Print", "a button")]


def test_heads_inside_parts_stay_and_the_page_s_own_furniture_goes() -> None:
    body = (
        '<div role="banner">Hollow Hill</div><header>The home of hosting</header>'
        "<article><header><h2>1. Scope</h2></header><p>All.</p><footer>Of 2026.</footer></article>"
        '<nav>Prices</nav><ul role="menu"><li>Contact</li></ul><div role="alertdialog">Cookies?</div>'
        '<div id="cookie-banner">Accept all</div><div role="contentinfo">© 2026</div><footer>Foot</footer>'
    )
    result = page(body)
    assert lines(result) == ["1. Scope #", "  All.", "  Of 2026."]
    assert [text for text, _ in left_out(result)] == [
        "Hollow Hill",
        "The home of hosting",
        "Prices",
        "Contact",
        "Cookies?",
        "Accept all",
        "© 2026",
        "Foot",
    ]


def test_hidden_and_struck_words_are_named_with_their_line() -> None:
    result = page(
        "\n<p>You pay <s>five</s> <strike>six</strike> <del>seven</del>\n<span hidden>eight</span>"
        "<span class=gone>nine</span>\n<span style='visibility: hidden'>ten</span><span class=sr-only>eleven</span>"
        "<span style='text-decoration: underline'>twelve</span> <ins>euros</ins>.</p>",
        head="<style>.gone { display: none !important }</style>",
    )
    assert lines(result) == ["You pay twelve euros."]
    assert [(one.text, one.line) for one in result.left_out] == [
        ("five", 2),
        ("six", 2),
        ("seven", 2),
        ("eight", 3),
        ("nine", 3),
        ("ten", 4),
        ("eleven", 4),
    ]


def test_a_page_that_hides_nearly_all_of_itself_shows_it_by_a_script() -> None:
    result = import_document(
        b"<html><body style='visibility: hidden'><h1>Fair use</h1><p>You may not send spam.</p></body>",
        filename="a.html",
    )
    assert lines(result) == ["You may not send spam."]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10<sup>6</sup> packets", "10⁶ packets"),
        ("10<sup>-3</sup> s", "10⁻³ s"),
        ("20 m<sup>2</sup>", "20 m²"),
        ("CO<sub>2</sub>", "CO₂"),
        ("the 1<sup>st</sup> day", "the 1st day"),
        ("Proviso<sup>TM</sup>", "ProvisoTM"),
        ("packets.<sup>2</sup>", "packets.[2]"),
        ("packets<sup>[3]</sup>", "packets[3]"),
        ("clause 4<sup>1</sup>", "clause 4[1]"),
        ("packets<sup>*</sup>", "packets[*]"),
        ("<sup>3</sup>/<sub>4</sub>", "³/₄"),
        ("<span style='vertical-align: super'>1</span> A unit", "[1] A unit"),
    ],
)
def test_raised_words_are_powers_or_the_marks_of_notes(written: str, read: str) -> None:
    assert lines(page(f"<p>No {written}.</p>")) == [f"No {read}."] or lines(page(f"<p>{written}.</p>")) == [f"{read}."]


def test_a_note_begins_with_the_mark_that_leads_to_it() -> None:
    body = (
        '<p>You pay per unit<sup><a href="#fn1" id="r1">1</a></sup> and call<sup><a href="#fn2">[b]</a></sup>.</p>'
        '<p id="fn1">1. A unit is one call. <a href="#r1">↩</a></p><ol><li id="fn2">A call is a call.</li></ol>'
        '<h2>Rules <a href="#rules">¶</a></h2><p>See <a href="#fn1">above</a>.</p>'
    )
    assert lines(page(body)) == [
        "You pay per unit[1] and call[b].",
        "[1] A unit is one call.",
        "  [b] A call is a call.",
        "Rules #",
        "  See above.",
    ]


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">', "iso8859-15"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ("", "utf-16"),
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=windows-1252>", "utf-8"),
    ],
)
def test_a_page_is_read_as_what_it_declares_to_be_written_in(declared: str, name: str) -> None:
    text = f"{declared}<html><h1>Fair use</h1><p>Das Café kostet 5 €.</p></html>"
    assert lines(import_document(text.encode(name), filename="a.html")) == ["Das Café kostet 5 €."]


def test_joiners_stay_where_they_spell_and_soft_hyphens_go() -> None:
    words = "un&shy;solicit&#173;ed ma&#8203;il, Auf&zwnj;lage, \u0646\u0645\u06cc&zwnj;\u062a\u0648, क्&zwj;ष"
    read = "unsolicited mail, Auflage, \u0646\u0645\u06cc\u200c\u062a\u0648, क्\u200dष"
    assert lines(page(f"<p>{words}</p>")) == [read]


def test_terms_of_a_definition_list_stand_above_what_they_mean() -> None:
    body = (
        "<dl><dt>Customer</dt><dd>who buys</dd><div><dt>Spam</dt><dt>Bulk</dt><dd><p>mail</p><p>any</p></dd></div></dl>"
    )
    assert lines(page(body + "<p>You pay.</p>")) == [
        "Customer",
        "  who buys",
        "Spam / Bulk",
        "  mail",
        "  any",
        "You pay.",
    ]
