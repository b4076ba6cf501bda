"""Lists as CSV for spreadsheets, which must not take a cell for a formula."""

import csv
import io
import tempfile
from collections.abc import Iterable, Sequence
from typing import TextIO

from django.http import FileResponse, HttpResponse

_IN_MEMORY = 1_000_000  # bytes
#: What makes a spreadsheet run a cell instead of showing it.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """The cell as text; one that a spreadsheet would run is shown with an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS) or text.startswith(_RUNS) else text


def csv_file(filename: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> FileResponse:
    """A long file to download, otherwise as `csv_response`: written beside memory before the answer begins.

    What is streamed is read once the request has left its tenant, so that no row can be asked for then.
    """
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the answer closes it
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    _write(text, head, rows)
    text.detach()
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=filename, content_type="text/csv; charset=utf-8")


def csv_response(filename: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file to download."""
    response = HttpResponse(csv_bytes(head, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The file in UTF-8 with a byte order mark, since spreadsheets guess otherwise."""
    out = io.StringIO(newline="")
    _write(out, head, rows)
    return out.getvalue().encode("utf-8-sig")


def _write(out: TextIO, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
