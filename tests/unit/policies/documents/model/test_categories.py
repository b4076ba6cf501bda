"""The list of categories maps to what XARF and the Digital Services Act know, and its page says the same."""

from pathlib import Path

from policies.documents import CATEGORIES
from policies.documents.model.categories import DSA_CATEGORIES, XARF_TYPES

PAGE = Path(__file__).parents[5] / "docs" / "categories.md"


def test_every_category_maps_to_statement_categories_that_exist() -> None:
    assert len(DSA_CATEGORIES) == len(set(DSA_CATEGORIES)) == 16
    for category in CATEGORIES.values():
        assert category.dsa, category.name
        assert set(category.dsa) <= set(DSA_CATEGORIES)


def test_every_statement_category_can_be_reached() -> None:
    assert {name for category in CATEGORIES.values() for name in category.dsa} == set(DSA_CATEGORIES)


def test_every_xarf_type_leads_to_a_category_and_none_is_invented() -> None:
    known = {(category, kind) for category, kinds in XARF_TYPES.items() for kind in kinds}
    used = {pair for category in CATEGORIES.values() for pair in category.xarf}
    assert used == known


def test_the_page_says_what_the_code_does() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    told = [
        (
            f"`{category.name}`",
            category.title,
            ", ".join(f"{name}/{kind}" for name, kind in category.xarf) or "none",
            ", ".join(name.removeprefix("STATEMENT_CATEGORY_") for name in category.dsa),
        )
        for category in CATEGORIES.values()
    ]
    assert [tuple(row) for row in rows] == told
