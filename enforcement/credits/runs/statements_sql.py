"""The SQL that computes and writes statements, from the files beside.

In them `microseconds(x)` is an interval as an integer, exact for decades, `since(x)` those since the month began, and
`withdrawn()` the query of that file.
"""

import re
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "sql"
#: The rules that cover a second, the least first.
_PLACE: Final = 'kind, reason, decided_at, determination, key COLLATE "C", digest COLLATE "C", version, cause'
_WITHDRAWN: Final = (_FOLDER / "withdrawn.sql").read_text()


def _read(name: str) -> str:
    text = (_FOLDER / f"{name}.sql").read_text()
    text = text.replace("withdrawn()", _WITHDRAWN)
    text = re.sub(r"\bsince\(([\w.]+)\)", r"microseconds(\1 - %(start)s)", text)
    return re.sub(
        r"\bmicroseconds\(([^()]*(?:\([^()]*\)[^()]*)*)\)", r"(date_part('epoch', \1) * 1000000)::bigint", text
    )


_FACTS: Final = _read("facts")

WINDOWS: Final = _read("windows")
LINKS: Final = _read("links")
COVERS: Final = _read("covers").format()
LINES: Final = _read("lines").format(facts=_FACTS.format(swept="false"), place=_PLACE)
SWEEP: Final = _read("sweep").format(facts=_FACTS.format(swept="true"), place=_PLACE)
RESULT: Final = _read("statements").format()
WRITTEN: Final = _read("written")
ENTRIES: Final = _read("entries")
_TOUCHED: Final = _read("touched")
COUNT_TOUCHED: Final = f"SELECT count(*) FROM ({_TOUCHED}) touched"  # noqa: S608 - from the file beside
ADD_TOUCHED: Final = f"""
INSERT INTO credits_runcustomer (run_id, customer_id, failure)
SELECT %(run)s, customer_id, '' FROM ({_TOUCHED}) touched
WHERE %(only)s::uuid[] IS NULL OR customer_id = ANY(%(only)s)
ON CONFLICT (run_id, customer_id) DO NOTHING
"""  # noqa: S608 - likewise
DONE: Final = "DELETE FROM credits_runcustomer WHERE run_id = %s AND customer_id = ANY(%s)"
PREVIEWED: Final = _read("previewed")
