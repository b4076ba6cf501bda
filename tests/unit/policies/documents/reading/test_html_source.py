"""A web page is imported as a browser shows it: lists with the numbers it prints, links, tables, quotes."""

import pytest

from policies.documents import Imported, NotImportable, import_document

PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Hollow Hill | Fair use</title>
<style>p { color: red }</style></head>
<body>
<header><a href="/">Hollow Hill</a> The home of hosting</header>
<nav><ul><li><a href="/prices/">Prices</a><li>Contact</ul></nav>
<main>
<h1>Fair use &amp; you</h1>
<h2 id="scope">1. Scope</h2>
<p>Part of the <a href="https://terms.example/a?b=1&amp;c=2">Terms</a>, see <a href="#rules">below</a>.
<blockquote><p>Quoted <em>words</em> stay.</p></blockquote>
<h2 id="rules">2. Rules</h2>
<p>You may not:</p>
<ol type="a">
  <li>send spam, such as
    <ul><li>mail<li>faxes</ul>
  <li><p>resell:</p><ol style="list-style-type: lower-roman" start="3"><li>hosts; or<li>lines.</ol>
      <p>That includes gifts.</p></li>
</ol>
<p>(a) A clause by hand;<br>(b) and its sister.</p>
<table><tr><th>Plan</th><th>Most</th></tr><tr><td>Small</td><td><p>one</p><p>two</p></td></tr></table>
<dl><dt>Abuse</dt><dd>means harm.</dd></dl>
<img src="x.png" alt="A lock"> <script>var lost = "never a word";</script>
<p onclick="x()">Write to <a href="mailto:abuse@hollow.example">abuse@hollow.example</a> or
<a href="javascript:alert(1)">press</a>.</p>
</main>
<footer>© 2026 Hollow Hill</footer>
</body></html>
"""


def imported(text: str, name: str = "policy.html") -> Imported:
    return import_document(text.encode(), filename=name)


def test_a_web_page_becomes_the_tree_it_shows() -> None:
    result = imported(PAGE)
    assert result.words.differences == ()
    assert result.document.title == "Fair use & you"
    assert [(placed.depth, placed.provision.number, placed.provision.text) for placed in result.document.walk()] == [
        (0, "1.", "Scope"),
        (1, "", "Part of the Terms (https://terms.example/a?b=1&c=2), see below."),
        (1, "", "Quoted words stay."),
        (0, "2.", "Rules"),
        (1, "", "You may not:"),
        (2, "a.", "send spam, such as"),
        (3, "", "mail"),
        (3, "", "faxes"),
        (2, "b.", "resell:"),
        (3, "iii.", "hosts; or"),
        (3, "iv.", "lines."),
        (3, "", "That includes gifts."),
        (2, "(a)", "A clause by hand;"),
        (2, "(b)", "and its sister."),
        (1, "", "Plan | Most"),
        (1, "", "Small | one two"),
        (1, "", "Abuse"),
        (2, "", "means harm."),
        (1, "", "Write to {{abuse_mailbox}} or press."),
    ]


def test_furniture_of_a_web_page_is_named_by_line() -> None:
    left_out = imported(PAGE).left_out
    assert [(one.line, one.text) for one in left_out] == [
        (2, "Hollow Hill | Fair use"),
        (5, "Hollow Hill The home of hosting"),
        (6, "Prices Contact"),
        (23, "A lock"),
        (27, "© 2026 Hollow Hill"),
    ]
    assert left_out[1].where == "line 5"
    assert all(one.reason for one in left_out)


def test_a_page_without_headings_is_called_what_its_window_says() -> None:
    result = imported("<html><title>House rules</title><p>Be kind.<p>You shall not shout.")
    assert result.document.title == "House rules"
    assert [placed.provision.text for placed in result.document.walk()] == ["Be kind.", "You shall not shout."]


def test_preformatted_text_is_read_as_text() -> None:
    result = imported("<pre>You shall not:\n\n* copy the\n  website; or\n\n* scan hosts.\n</pre>", "policy.htm")
    assert [placed.path for placed in result.document.walk()] == ["¶1", "¶1(¶1)", "¶1(¶2)"]
    assert result.words.equal


def test_elements_left_open_and_lists_without_items_lose_nothing() -> None:
    result = imported("<p>One <b>two<p>three</i> <ul>four<li>five<ol><ol><li>six</ul><table><td>seven<table><td>eight")
    assert result.words.equal
    assert result.words.source == 9  # the number that the ordered list prints is a word


@pytest.mark.parametrize("bomb", ["<div>" * 5000, "".join(f"<b id={number}>" for number in range(900)) + "<p>x" * 900])
def test_elements_nested_without_end_are_refused(bomb: str) -> None:
    with pytest.raises(NotImportable, match="nests its elements too deep"):
        imported(bomb)
