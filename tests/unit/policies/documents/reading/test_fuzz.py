"""No file of 60 kB takes a second of the processor's time, whatever sign it repeats and whatever format it is in."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from pathlib import Path

from policies.documents.reading.formats import Format
from tests.unit.policies.documents.reading.pdf_bombs import pdf_of
from tests.unit.policies.documents.reading.word_files import docx, p

SIZE = 60_000
MOST_SECONDS = 1.0
#: Reads each file named in a list, in one process with bounds, and tells the seconds of the processor that each took:
#: the least of three readings where the first took too many, since beside other work a processor takes longer.
MEASURE = """
import json, resource, sys, time
from policies.documents import NotImportable
from policies.documents.importing import imported_from
from policies.documents.reading.formats import Format
from policies.documents.reading.readers import read
resource.setrlimit(resource.RLIMIT_CPU, (280, 280))
for line in sys.stdin:
    name, path = json.loads(line)
    data = open(path, "rb").read()
    took = []
    while len(took) < 3 and min(took, default=2) > 1:
        start = time.process_time()
        try:
            imported_from(read(data, Format(name), limit=2_000_000), filename="a.txt")
        except NotImportable:
            pass
        took.append(time.process_time() - start)
    print(json.dumps([name, path, min(took)]), flush=True)
"""
#: What is repeated; a number in braces counts up.
SIGNS = """
a a. a, 1 1. 1) (a) (a (i) ( ) (( )) [ ] [] [a] [[a]] [a](b) ![a](b) { } {} {{a}} < > <> << <a </a> <!-- -->
<!--a--> <! <a <a> <b> <p> <div> <i><p> <table> <tr><td> <ul><li> <ol><li> <li> <dl><dt> <br> <br><br>
<sup>1</sup> <a href="#b">1</a> <b id={0}> <s> <style>a{ <script> <title> <h1> <h1>A</h1> <b>A</b><br>
<p><b>A</b></p> <details><summary> <svg> <math> <select> <textarea> <template> <form> <button> <nav> <header>
<font>a <table><b>x <p><table> </p> </b> </ul> <![CDATA[ <?xml & &amp; &amp &# &#1 &#x &#x1; &a; &lt; &nbsp;
&shy; &zwnj; " ' ` `` ``` ~~~ ~ * ** *** *a* **a **a** _ __ _a_ \\ \\* | |a|b| |-|-| - -- --- - a -a + # ## #a
= == > >> >a : :: ; . .. ... .1 1.1 1.1. 1.1.1. 1. 1.2.3.4.5.6.7.8 0 00 9 9.9 ! ? @ a@b a@b.c http: http://a
https://a.b/ mailto: www.a. / // \\/ /Filter[ /Filter /Fl << >> endstream stream obj \xa7 \xa71 \xa7 Section
ARTICLE Article I. I II. iv. x. (iv) (x) A. (A) \u201c \u201d \u201ca\u201d \u2018 \u2019 \u2013 \u2014 \u2022
\xb7 o \xe9 \ufb01 \u200c \u200d \xad \u200b \ufdfa \u0936\u093f \u6f22 \U0001f642 \U0001f468\u200d\U0001f469
\u0301 a- ab- a-b -a- a_b a'b ''' "" "a" No. e.g. i.e. etc. shall not may not: You must not: unless authorized
in writing means includes and or ; and, or Inc. Ltd. B.V. company Company.
"""
LINES = [
    "a",
    "1.",
    "- a",
    "(a) b",
    "a:",
    "A B",
    "A",
    "#",
    "a-",
    ". . . 1",
    "---",
    "a\n---",
    "Page {0}",
    "{0}",
    "* ",
    "> ",
    "    a",
    "\t-",
]

#: Pages whose parts multiply each other: rules by elements, notes by marks, tables inside tables.
PAGES = [
    "<style>" + "div~p b{display:block}" * 400 + "</style>" + "<p><b>x</b>" * 4_500,
    "<style>" + "* * *{display:block}" * 900 + "</style>" + "<p><b><i>x</i></b>" * 2_500,
    "<style>" + "div div div{display:block}" * 400 + "</style>" + "<div>" * 190 + "<p><b><i>x</i></b>" * 2_500,
    "<style>p{counter-reset:a b c}p:before{content:counters(a,'.')}</style>" + "<p>x" * 12_000,
    "".join(f"<sup><a href=#n{n}>{n}</a></sup><p><a id=n{n}></a>{n}. x" for n in range(1_000)),
    "<div hidden>x" * 190 + "<p hidden>y</p>" * 3_000,
    ("<table><tr><td>" * 60 + "<p>x</p><p>y</p>" + "</td></tr></table>" * 60) * 30,
    "<ul style='margin-left:20px'><li>a</ul><ul style='margin-left:90px'><li>b</ul>" * 750,
    "".join(f"<b id=b{n}>" for n in range(190)) + "<p>x" * 14_000,
    "<a href=x><p>" * 150 + "<table><td>x" * 40 + "</a><p>y" * 7_000,
]


def repeated(unit: str, between: str = "") -> str:
    count = SIZE // len((unit + between).encode()) + 1
    return between.join(unit.replace("{0}", str(number)) for number in range(count))[:SIZE]


def texts() -> list[str]:
    signs = list(dict.fromkeys(SIGNS.split()))
    between = ("", " ", "\n")
    once = [repeated(unit, between[number % 3]) for number, unit in enumerate(signs)]
    lined = [repeated(unit, "\n" * (1 + number % 2)) for number, unit in enumerate(LINES)]
    nested = ["".join(f"{sign * depth}- a\n" for depth in range(240)) for sign in ("  ", "> ")]
    return [*once, *lined, *nested]


def files() -> list[tuple[Format, bytes]]:
    """Each text as a page, and in turn as a text, as Markdown, as a Word document and as a PDF; and broken archives."""
    made: list[tuple[Format, bytes]] = [(Format.HTML, text.encode()) for text in PAGES]
    for number, text in enumerate(texts()):
        if any(sign in text[:20] for sign in "<&") or number % 3 == 0:
            made.append((Format.HTML, text.encode()))
        match number % 4:
            case 0:
                made.append((Format.TEXT, text.encode()))
            case 1:
                made.append((Format.MARKDOWN, text.encode()))
            case 2 if number % 3 == 0:
                made.append((Format.DOCX, word(text)))
            case 3 if number % 3 == 0:
                made.append((Format.PDF, pdf(text)))
    raw = [b"/Filter[", b"<<", b"[", b"(", b"stream\n", b"1 0 obj", b"/Kids[1 0 R]", b"%", b"BT "]
    for unit in raw:
        made.append((Format.PDF, b"%PDF-1.4\n" + unit * (40_000 // len(unit))))
        made.append((Format.PDF, pdf_of(unit * (40_000 // len(unit)), b"")))
    for piece in ("<w:p>", "<w:r/>", "<w:tbl><w:tr><w:tc>", "<w:hyperlink>", "<w:sdt>", "<w:rPr>"):
        closed = "" if piece.endswith("/>") else "".join(f"</{tag}" for tag in reversed(piece.split("<")[1:]))
        made.append((Format.DOCX, docx((piece + closed) * 3_000)))
    return made


def word(text: str) -> bytes:
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return docx(p(f'<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>'))


def pdf(text: str) -> bytes:
    written = text.encode("latin-1", "replace").translate(None, b"\\()")
    drawn = b"".join(b"(%s) Tj T* " % written[at : at + 90] for at in range(0, 30_000, 90))
    return pdf_of(zlib.compress(b"BT /F1 8 Tf 10 700 Td 9 TL " + drawn + b"ET"), b"/FlateDecode")


def test_no_file_takes_a_second(tmp_path: Path) -> None:
    listed = []
    for number, (name, data) in enumerate(files()):
        file = tmp_path / str(number)
        file.write_bytes(data)
        listed.append(json.dumps([name.value, str(file)]))
    done = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input="\n".join(listed),
        cwd=Path(__file__).parents[5],
        capture_output=True,
        text=True,
        check=False,
    )
    took = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(took) == len(listed), done.stderr[-2_000:]
    slow = [
        (name, round(seconds, 2), Path(path).read_bytes()[:40])
        for name, path, seconds in took
        if seconds > MOST_SECONDS
    ]
    assert slow == []
