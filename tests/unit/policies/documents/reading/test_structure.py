"""What a lawyer would cite is the path of each provision, whatever shape its number and the headings have.

Beside each file of `structure` stands its tree, one provision a line: path, `#` where it is a heading, and its words.
"""

from pathlib import Path

import pytest

from policies.documents import Kind, import_document

FOLDER = Path(__file__).parent / "structure"
TREES = sorted(FOLDER.glob("*.tree"))


@pytest.mark.parametrize("tree", TREES, ids=[tree.stem for tree in TREES])
def test_each_provision_stands_where_a_lawyer_would_cite_it(tree: Path) -> None:
    (file,) = [one for one in FOLDER.glob(f"{tree.stem}.*") if one != tree]
    result = import_document(file.read_bytes(), filename=file.name)
    lines = [
        f"{placed.path}{' #' if placed.provision.kind is Kind.HEADING else ''} {placed.provision.text}"
        for placed in result.document.walk()
    ]
    assert lines == tree.read_text().splitlines()
    assert result.words.equal
    assert len({placed.path for placed in result.document.walk()}) == len(lines)
