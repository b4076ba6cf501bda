"""A file at the limit, or a bomb, is imported or refused with less than 150 MB more than the process had."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
import typst
from PIL import Image

from policies.documents import NotImportable, import_document
from tests.unit.policies.documents.reading.pdf_bombs import hidden_bomb
from tests.unit.policies.documents.reading.word_files import docx, p

LIMIT = 2_000_000
MOST_MEGABYTES = 150
MOST_CLAUSES = 12_000  # a Word document unpacks to as much as may be read
CLAUSE = "You shall not send number {0} of anything to those who have not asked for {0}, unless authorized in writing. "
MEASURE = """
import resource, sys
from policies.documents import NotImportable, import_document
data = open(sys.argv[1], "rb").read()
import_document(b"You shall not send spam.", filename="a.txt")
def most():
    # The system's own figure goes on from the process that began this one.
    status = open("/proc/self/status").read()
    return int(status.partition("VmHWM:")[2].split()[0])
def child():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
before, before_child = most(), child()
try:
    imported = import_document(data, filename=sys.argv[1])
except NotImportable as error:
    print("refused", error, file=sys.stderr)
else:
    assert imported.words.equal, imported.words.differences[:3]
# The process that reads is gone before anything is made of what it read; of both it counts what this file took.
print(max(most() - before, child() - before_child) / 1024)
"""


def clauses(most: int, wrapped: str = "{}") -> str:
    text, length, number = [], 0, 0
    while length < most:
        number += 1
        one = wrapped.format(CLAUSE.format(number))
        text.append(one)
        length += len(one.encode())
    return "".join(text[:-1])


def word() -> bytes:
    body = "".join(p(CLAUSE.format(number), numbered=(1, 1)) for number in range(MOST_CLAUSES))
    return docx(body)


def pdf() -> bytes:
    text = "#set page(footer: context counter(page).display())\n" + clauses(500_000, "{}\n\n")
    return bytes(typst.compile(text.encode()))


def scanned() -> bytes:
    made = BytesIO()
    pages = [Image.effect_noise((1000, 1400), 60) for _ in range(3)]
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], quality=50)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("items.md", "- x\n"),
        ("bullets.txt", "• x\n\n"),
        ("pages.txt", "a\f"),
        ("headings.txt", "HEADING\n\n"),
        ("table.html", "<tr><td>x</td></tr>"),
    ],
)
def test_more_pieces_than_anybody_reads_are_refused_and_take_little_memory(
    name: str, unit: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text("<table>" * name.endswith("html") + unit * ((LIMIT - 9) // len(unit.encode())))
    done = measured(file)
    told = "The web page has more than 400,000 tags" if name.endswith("html") else "The file h"
    assert f"refused {told}" in done.stderr
    assert float(done.stdout) < MOST_MEGABYTES


@pytest.mark.parametrize("unit", ["Shallnot", "\n", "a\n\n", "ab-\n", "- \n", "a. x\n", "1@", "A-"])
def test_no_text_takes_time_by_the_square_of_its_length(unit: str) -> None:
    def took(size: int) -> float:
        data = f"You shall not spam.\n{unit * (size // len(unit))}".encode()
        start = time.process_time()
        import_document(data, filename="a.txt")
        return time.process_time() - start

    small = min(took(40_000) for _ in range(3))
    assert took(400_000) < 40 * max(small, 0.01)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", clauses(LIMIT, "{}\n\n")),
        ("a.md", clauses(LIMIT, "- {}\n")),
        ("a.html", clauses(LIMIT, "<li>{}</li>\n")),
        ("a.docx", word),
        ("a.pdf", pdf),
        ("scan.pdf", scanned),
        ("bomb.pdf", hidden_bomb),
    ],
)
def test_a_file_at_the_limit_takes_little_memory(name: str, data: object, tmp_path: Path) -> None:
    file = tmp_path / name
    held = data() if callable(data) else str(data).encode()
    assert 50_000 < len(held) <= LIMIT
    file.write_bytes(held)
    done = measured(file)
    assert float(done.stdout) < MOST_MEGABYTES
    assert ("refused" in done.stderr) == (name in {"scan.pdf", "bomb.pdf"})


def measured(file: Path) -> subprocess.CompletedProcess[str]:
    """Import it in a process of its own, which prints the most megabytes that it or its child took."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done


def test_a_page_of_signs_only_is_refused_in_a_sentence() -> None:
    with pytest.raises(NotImportable, match="more than 400,000 tags"):
        import_document(b"<html><body><p>words</p>" + b"<" * 1_900_000, filename="signs.html")
