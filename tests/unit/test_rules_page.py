"""docs/rules.md names every rule and invariant that code cites, and nothing that is not there."""

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text()
ROOMS = ("portal", "enforcement", "policies", "tenants")
HEADINGS = set(re.findall(r"^### (R\d+|Invariant \d+)\b", PAGE, flags=re.MULTILINE))
QUOTED = set(re.findall(r"`([^`\n]+)`", PAGE))
PATHS = {quoted for quoted in QUOTED if "/" in quoted}
CITED_RULE = re.compile(r"\bR(\d+)(?: to R(\d+))?\b")
CITED_INVARIANT = re.compile(r"\binvariants? (\d+)((?:(?:,| and) \d+)*)", re.IGNORECASE)


@cache
def code(*folders: str) -> dict[Path, str]:
    files = (
        path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".sql", ".html"}
    )
    return {path.relative_to(ROOT): path.read_text() for path in files if "__pycache__" not in path.parts}


def cited(text: str) -> set[str]:
    rules = {f"R{number}" for found in CITED_RULE.findall(text) for number in found if number}
    invariants = {
        f"Invariant {number}"
        for first, more in CITED_INVARIANT.findall(text)
        for number in re.findall(r"\d+", first + more)
    }
    return rules | invariants


def test_every_rule_and_invariant_stands_on_the_page() -> None:
    assert {*(f"R{number}" for number in range(1, 19)), *(f"Invariant {number}" for number in range(1, 17))} == HEADINGS


def test_every_number_that_code_cites_stands_on_the_page() -> None:
    missing = {path.as_posix(): cited(text) - HEADINGS for path, text in code(*ROOMS, "tests").items()}
    del missing["tests/unit/test_rules_page.py"]
    assert {path: numbers for path, numbers in missing.items() if numbers} == {}


def test_a_citation_is_found_however_it_is_written() -> None:
    text = "What bound (R1, R5); R9 to R11; invariants 2, 3 and 14; Invariant 6 and R19."
    assert cited(text) == {
        "R1", "R5", "R9", "R11", "R19", "Invariant 2", "Invariant 3", "Invariant 14", "Invariant 6",
    }  # fmt: skip


def test_every_path_on_the_page_exists() -> None:
    files = {path.partition("::")[0] for path in PATHS}
    assert {path for path in files if not (ROOT / path).exists()} == set()
    assert len(files) > len(HEADINGS)


def test_every_test_on_the_page_exists() -> None:
    named = [path.partition("::")[::2] for path in PATHS if "::" in path]
    lost = [f"{path}::{name}" for path, name in named if f"\ndef {name}(" not in code("tests").get(Path(path), "")]
    assert lost == []
    assert len(named) > len(HEADINGS)


def test_every_database_name_on_the_page_exists() -> None:
    everything = "\n".join(code(*ROOMS).values())
    names = {quoted for quoted in QUOTED - PATHS if re.fullmatch(r"[a-z_]+", quoted)}
    assert {name for name in names if not re.search(rf"\b{name}\b", everything)} == set()
    assert names


def test_every_rule_is_kept_and_tested_or_said_to_come() -> None:
    for section in PAGE.split("\n### ")[1:]:
        heading = section.splitlines()[0]
        done = "- Kept" in section and "- Tested" in section
        assert done or "- Not yet:" in section, heading
