"""A policy in a text or Markdown file is imported without losing or inventing a word, as a lawyer would cite it."""

from dataclasses import replace
from pathlib import Path

import pytest

from policies.documents import (
    Document,
    Imported,
    Kind,
    NotImportable,
    citable,
    compare,
    general_clauses,
    import_document,
    missing_parts,
    prohibitions,
    remedies,
    to_text,
)
from policies.documents.comparing.compare import Op
from policies.documents.import_report import report
from policies.documents.model.anatomy import credit_remedies, measure_remedies
from policies.documents.reading.words import compare_words

EXAMPLE = Path(__file__).parents[4] / "portal" / "example"
TEXT = """\
This Fair Use Policy is incorporated into the Master
Agreement. In this policy, “You” includes any guest. Hollow
Hill B.V. or its reseller (“Company”) may amend this policy
at any time.

Company may suspend Your account if it determines a breach.
No credit will be given for outages that follow (e.g. from
a breach). Report abuse to abuse@hollow.example. You may not
use the Services for harm, including but not limited to:

\uf0b7 sending spam, or mail that Company determines to be
offensive;

\uf0b7 scanning (a) networks or
(b) hosts, unless authorized in writing; or

\uf0b7 harming Company's network, or
\f
Services.

You shall not:

• copy the website; or

• without Company’s prior written consent, touch:

a. any equipment
of Company; or

b. any well-
known software.

You alone are responsible for lawful recording of calls.
Company disclaims all liability for recordings.
"""


def imported(text: str, name: str = "policy.txt", previous: Document | None = None) -> Imported:
    return import_document(text.encode(), filename=name, previous=previous)


def tree(document: Document) -> list[tuple[str, str]]:
    return [(placed.path, placed.provision.text) for placed in document.walk()]


def test_a_text_out_of_a_pdf_becomes_the_tree_that_its_author_meant() -> None:
    result = imported(TEXT)
    assert result.words.equal
    assert [(placed.path, placed.provision.kind.value) for placed in result.document.walk()] == [
        ("¶1", "incorporation"),
        ("¶2", "definition"),
        ("¶3", "amendment"),
        ("¶4", "remedy"),
        ("¶5", "remedy"),
        ("¶6", "reporting"),
        ("¶7", "prohibition"),
        ("¶7(¶1)", "prohibition"),
        ("¶7(¶2)", "prohibition"),
        ("¶7(¶3)", "prohibition"),
        ("¶8", "prohibition"),
        ("¶8(¶1)", "prohibition"),
        ("¶8(¶2)", "prohibition"),
        ("¶8(¶2)(a)", "prohibition"),
        ("¶8(¶2)(b)", "prohibition"),
        ("¶9", "responsibility"),
        ("¶10", "disclaimer"),
    ]
    texts = dict(tree(result.document))
    assert texts["¶7(¶1)"] == "sending spam, or mail that Company determines to be offensive;"
    assert texts["¶7(¶2)"] == "scanning (a) networks or (b) hosts, unless authorized in writing; or"
    assert texts["¶7(¶3)"] == "harming Company's network, or Services."
    assert texts["¶8(¶2)(b)"] == "any well-known software."


def test_marks_are_proposed_from_the_words() -> None:
    placed = {one.path: one.provision for one in imported(TEXT).document.walk()}
    assert [path for path, one in placed.items() if one.discretionary] == ["¶7(¶1)"]
    needing = [path for path, one in placed.items() if one.needs_authorization]
    assert needing == ["¶7(¶2)", "¶8(¶2)", "¶8(¶2)(a)", "¶8(¶2)(b)"]
    assert [path for path, one in placed.items() if one.acknowledge_separately] == ["¶9"]
    assert placed["¶7(¶2)"].category == "unauthorized_testing"


def test_the_companys_own_names_are_proposed_as_variables_and_not_kept_in_keys() -> None:
    result = imported(TEXT)
    found = {proposal.name: proposal for proposal in result.proposals}
    assert (found["company"].found_text, found["abuse_mailbox"].found_text) == (
        "Hollow Hill B.V.",
        "abuse@hollow.example",
    )
    texts = [placed.provision.text for placed in result.document.walk()]
    assert any(text.startswith("{{company}} or its reseller (“Company”) may") for text in texts)
    assert not any("hollow" in placed.key for placed in result.document.walk())
    assert set(found["company"].places) <= set(result.document.placed())


def test_one_dropped_word_is_a_difference() -> None:
    document = imported(TEXT).document
    last = document.provisions[-1]
    poorer = replace(
        document, provisions=(*document.provisions[:-1], replace(last, text=last.text.replace("all ", "")))
    )
    (difference,) = compare_words(TEXT, poorer).differences
    assert (difference.op, difference.words) == ("lost", ("all",))


def test_an_invented_or_misplaced_word_is_a_difference() -> None:
    document = imported(TEXT).document
    first = document.provisions[0]
    richer = replace(document, provisions=(replace(first, text=f"{first.text} Indeed."), *document.provisions[1:]))
    assert [(one.op, one.words) for one in compare_words(TEXT, richer).differences] == [("invented", ("Indeed",))]
    swapped = replace(document, provisions=(document.provisions[1], first, *document.provisions[2:]))
    assert {one.op for one in compare_words(TEXT, swapped).differences} == {"lost", "invented"}


CLAUSES = """\
ACCEPTABLE USE POLICY

1. Introduction

This policy forms part of the agreement.

2. Rules

2.1 You must not:
(a) send spam;
(b) run
    (i) scanners; or
    (ii) proxies.
2.2 Customers shall not resell.

3. Enforcement

We may suspend your account. Our registered office is 1 High Street, Town AB1 2CD.
"""


def test_numbered_clauses_are_cited_by_the_numbers_they_print() -> None:
    result = imported(CLAUSES)
    assert result.words.equal
    assert [placed.path for placed in result.document.walk()] == [
        *("1", "1(¶1)", "2", "2.1", "2.1(a)", "2.1(b)", "2.1(b)(i)", "2.1(b)(ii)", "2.2", "3", "3(¶1)"),
    ]
    assert [(one.name, one.found_text) for one in result.proposals] == [("address", "1 High Street, Town AB1 2CD")]


MARKDOWN = """\
<!-- not shown -->
# House rules

## 1. Scope

> Part of the [Terms](https://terms.example/a_b "now"), and *binding*.

1.1 You may not:

1. send spam, such as
   - mail
   - faxes
2. resell.

   That includes gifts.

(a) A lettered clause.

(b) Another.

| x | y |
|---|---|
| z | <q@w.example> |
"""


def test_markdown_keeps_numbers_nesting_and_where_links_lead() -> None:
    result = imported(MARKDOWN, "rules.md")
    assert result.words.equal
    assert result.document.title == "House rules"
    texts = [placed.provision.text for placed in result.document.walk()]
    assert 'Part of the Terms (https://terms.example/a_b "now"), and binding.' in texts
    by_text = {placed.provision.text: placed for placed in result.document.walk()}
    parent = by_text["send spam, such as"]
    assert parent.provision.number == "1."
    assert [child.text for child in parent.provision.children] == ["mail", "faxes"]
    assert by_text["That includes gifts."].parent_key == by_text["resell."].key
    assert by_text["Another."].provision.number == "(b)"


def test_reworded_renumbered_and_moved_provisions_keep_their_keys() -> None:
    old = imported(
        "# P\n\nYou shall not:\n\n- send unsolicited bulk mail to anyone;\n"
        "- scan the networks of others;\n- spread worms.\n",
        "p.md",
    ).document
    new = imported(
        "# P\n\nYou shall not:\n\n- spread worms;\n- scan networks or hosts of others;\n- mine coins;\n"
        "- send unsolicited bulk mail to anyone at all;\n",
        "p.md",
        old,
    ).document
    before = {placed.provision.text.split()[0]: placed.key for placed in old.walk()}
    after = {placed.provision.text.split()[0]: placed.key for placed in new.walk()}
    assert {word: key for word, key in after.items() if word != "mine"} == before


def test_the_key_of_a_deleted_provision_is_not_given_to_another() -> None:
    old = imported("# P\n\nUsers alpha beta gamma delta shall be kept apart from the others.\n", "p.md").document
    new = imported("# P\n\nAlpha beta gamma delta? Never.\n\nOr so.\n", "p.md", old).document
    assert not {placed.key for placed in old.walk()} & {
        placed.key for placed in new.walk() if "kept" in placed.provision.text
    }
    keys = [placed.key for placed in new.walk()]
    assert len(keys) == len(set(keys))


def test_the_example_policy_has_every_part_and_version_two_its_three_differences() -> None:
    one = import_document((EXAMPLE / "aup-v1.md").read_bytes(), filename="aup-v1.md")
    two = import_document((EXAMPLE / "aup-v2.md").read_bytes(), filename="aup-v2.md", previous=one.document)
    assert one.words.equal
    assert two.words.equal
    assert {placed.provision.kind for placed in one.document.walk()} == set(Kind) - {Kind.OBLIGATION}
    assert len(prohibitions(one.document)) == 18
    assert len(general_clauses(one.document)) == 1
    assert len(citable(one.document)) == 19
    assert len(measure_remedies(one.document)) == len(credit_remedies(one.document)) == 1
    assert {proposal.name for proposal in one.proposals} == {"company", "abuse_mailbox", "website"}
    assert sorted(change.op for change in compare(one.document, two.document).changes) == [
        Op.ADDED,
        Op.DELETED,
        Op.MODIFIED,
    ]


def test_what_a_policy_lacks_is_named() -> None:
    bare = imported("Be kind.\n").document
    assert missing_parts(bare) == (Kind.PROHIBITION, Kind.REMEDY)
    assert remedies(bare) == ()
    assert missing_parts(imported(TEXT).document) == ()


def test_plain_text_shows_marks_and_indents() -> None:
    text = to_text(imported(TEXT).document)
    assert "  - scanning (a) networks or (b) hosts" in text
    assert "    b. any well-known software." in text
    assert text.endswith("recordings. [¶10]\n")


def test_the_report_counts_and_names_every_difference() -> None:
    result = imported(TEXT)
    assert "differences:           0" in report(result)
    assert "{{company}} for “Hollow Hill B.V.”" in report(result)
    words = compare_words(f"{TEXT}Lost.", result.document)
    assert "lost at word" in report(replace(result, words=words))


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"x", "policy.odt", "neither text"),
        (b" \n", "policy.txt", "empty"),
        (b"---\n", "policy.md", "no words"),
        (b"a\0b", "policy.txt", "NUL"),
        ("für".encode("latin-1"), "policy.txt", "ISO 8859-1"),
        ("“a”".encode("cp1252"), "policy.txt", "Windows-1252"),
        ("abc".encode("utf-16"), "policy.txt", "UTF-16"),
        (b"a " * 1_000_001, "policy.md", "larger than 2 MB"),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_sentence(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(NotImportable, match=sentence):
        import_document(data, filename=name)


PAGED = """\
HOLLOW HILL AUP
                         Page 1 of 2

You shall not send spam to those who
have not asked for it, and you shall
12
\f
HOLLOW HILL AUP
                         Page 2 of 2

not scan hosts.

Company may suspend Your account.
13
"""


def test_running_heads_and_page_numbers_are_left_out_and_named_by_line() -> None:
    result = imported(PAGED)
    assert result.words.equal
    assert [(one.line, one.page, one.text) for one in result.left_out] == [
        (1, 1, "HOLLOW HILL AUP"),
        (2, 1, "Page 1 of 2"),
        (6, 1, "12"),
        (8, 2, "HOLLOW HILL AUP"),
        (9, 2, "Page 2 of 2"),
        (14, 2, "13"),
    ]
    assert [text for _, text in tree(result.document)] == [
        "You shall not send spam to those who have not asked for it, and you shall not scan hosts.",
        "Company may suspend Your account.",
    ]


def test_a_number_that_ends_a_page_by_chance_stays() -> None:
    result = imported("You shall pay within\n30\n\fdays of the bill.\n\fCompany may suspend Your account.\n")
    assert result.left_out == ()
    assert result.document.provisions[0].text == "You shall pay within 30 days of the bill."


def test_page_numbers_are_recognised_without_page_breaks_where_they_count_up() -> None:
    text = "You shall not\n\nPage 4 of 6\n\nsend spam.\n\nPage 5 of 6\n\nCompany may suspend You.\n"
    result = imported(text)
    assert [one.text for one in result.left_out] == ["Page 4 of 6", "Page 5 of 6"]
    assert imported(text.replace("Page 5", "Page 9")).left_out == ()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"%PDF-1.7 ...", "policy.docx", "is named .docx but holds a PDF: name it .pdf"),
        (b"%PDF-1.7 ...", "policy.txt", "is named .txt but holds a PDF"),
        (b"PK\x03\x04 word/document.xml", "policy.pdf", "is named .pdf but holds a Word document: name it .docx"),
        (b"PK\x03\x04 other", "policy.docx", "is an archive and no Word document"),
        (b"Be kind.", "policy.pdf", "holds no PDF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "policy.docx", "without a password"),
        (b"{\\rtf1 Be kind.}", "policy.txt", "rich text"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>x", "policy.txt", "holds a web page: name it .html"),
    ],
)
def test_a_name_that_does_not_fit_the_content_is_refused(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(NotImportable, match=sentence):
        import_document(data, filename=name)


def test_the_limit_is_the_callers() -> None:
    assert import_document(b"a" * 100, filename="a.txt", limit=100).words.equal
    with pytest.raises(NotImportable, match=r"larger than 0\.0001 MB"):
        import_document(b"a" * 101, filename="a.txt", limit=100)


def test_many_differences_in_a_long_text_are_found_where_they_are() -> None:
    long = [f"w{number}" for number in range(30_000)]
    document = import_document(" ".join(long).encode(), filename="a.txt").document
    source = [word for number, word in enumerate(long) if number % 7_000 != 5]
    found = compare_words(" ".join(source), document).differences
    assert [(one.op, one.words) for one in found] == [
        ("invented", (f"w{number}",)) for number in range(5, 30_000, 7_000)
    ]
    (lost,) = compare_words("x " * 9_000 + " ".join(long), document).differences
    assert (lost.op, len(lost.words)) == ("lost", 9_000)


def test_our_own_text_brought_back_says_the_same() -> None:
    clause = "The account may be closed by us at any time for any of the reasons below."
    source = (
        f"# Rules\n\n## 1. Use\n\nBe kind.\n\n{clause}\n\n- rudeness;\n- noise.\n\n1.1 Do not shout. We may close it.\n"
    )
    first = import_document(source.encode(), filename="rules.md").document
    text = to_text(first)
    assert "[1(¶" in text
    again = import_document(text.encode(), filename="rules.txt")
    assert again.words.equal
    assert [one.text for one in again.document.each()] == [one.text for one in first.each()]
