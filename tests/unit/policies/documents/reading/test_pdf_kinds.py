"""Kinds of PDFs that policies come as: columns, tables, notes, tables of contents, headings by their looks."""

import typst

from policies.documents import Imported, import_document
from tests.unit.policies.documents.reading.outlines import left_out, lines

PAGE = "#set page(width: 420pt, height: 560pt, margin: 40pt)\n#set text(size: 10pt)\n"


def imported(source: str) -> Imported:
    result = import_document(bytes(typst.compile((PAGE + source).encode())), filename="policy.pdf")
    assert result.words.differences == ()
    return result


def test_columns_written_line_by_line_are_read_one_after_the_other() -> None:
    left = [
        "You may not send any mail to",
        "those who never asked for it,",
        "nor have it sent by somebody",
        "else who is paid for doing it,",
        "whether in money or in kind.",
    ]
    right = [
        "We may suspend the service if",
        "we find that somebody did so,",
        "and nobody is owed any money",
        "for the time in which it does",
        "not run for that very reason.",
    ]
    rows = "".join(
        f"#place(dx: 0pt, dy: {14 * n}pt)[{a}]\n#place(dx: 180pt, dy: {14 * n}pt)[{b}]\n"
        for n, (a, b) in enumerate(zip(left, right, strict=True))
    )
    assert [line.strip() for line in lines(imported(rows))] == [" ".join(left), " ".join(right)]


def test_rows_of_a_table_keep_their_cells_together() -> None:
    table = (
        "*What follows*\n\n#table(columns: (60pt, 150pt, 90pt), stroke: none, [Act], [First time], [Again],"
        "[Spam], [Warning, by mail to the address that the customer gave us], [Suspension],"
        "[Scanning of all], [Warning], [End of contract])\nWe may suspend the service."
    )
    assert lines(imported(table))[-4:] == [
        "Act | First time | Again",
        "Spam | Warning, by mail to the address that the customer gave us | Suspension",
        "Scanning of all | Warning | End of contract",
        "We may suspend the service.",
    ]


def test_raised_figures_are_powers_and_marks_of_notes_stand_apart() -> None:
    result = imported("No more than 10#super[6] packets.#footnote[A packet is one unit.] H#sub[2]O is water.")
    assert lines(result) == ["No more than 10⁶ packets.[1] H₂O is water.", "[1] A packet is one unit."]


def test_a_table_of_contents_and_the_only_page_s_number_are_left_out() -> None:
    result = imported('#set page(numbering: "1")\n#outline()\n= Scope\nAll are bound.\n= Conduct\nNo spam.')
    assert lines(result) == ["Scope #", "  All are bound.", "Conduct #", "  No spam."]
    assert {reason for _, reason in left_out(result)} == {"the table of contents", "the number of a page"}


def test_headings_are_told_by_their_looks_and_nested_by_size() -> None:
    body = (
        "= Conduct\n== Mail\nYou may not send spam.\n\nThe End of it\n\n*Faxes too*\n\nNor any fax.\n"
        "= Remedies which we have and may use as we see fit\nWe may suspend the service.\n"
    )
    assert lines(imported(body)) == [
        "Conduct #",
        "  Mail #",
        "    You may not send spam.",
        "    The End of it",
        "    Faxes too #",
        "      Nor any fax.",
        "Remedies which we have and may use as we see fit #",
        "  We may suspend the service.",
    ]


def test_a_word_cut_before_a_comma_takes_the_comma_with_it() -> None:
    result = imported("#set page(width: 200pt)\nOn re-\\ quest, we do. A request.")
    assert [line.partition(".")[0] for line in lines(result)] == ["On request, we do"]
