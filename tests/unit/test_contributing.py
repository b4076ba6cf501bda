"""CONTRIBUTING says what is: its paths exist, and its rooms and layers are those of the import contracts."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text()
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
FOLDERS = ("portal/", "enforcement/", "policies/", "tenants/", "tests/", "docs/")
QUOTED = set(re.findall(r"`([^`\n]+)`", PAGE))


def layers(words: str) -> list[str]:
    [found] = [contract["layers"] for contract in CONTRACTS if contract["name"].startswith(words)]
    return list(found)


def test_every_path_exists() -> None:
    paths = {quoted for quoted in QUOTED if quoted.startswith(FOLDERS)}
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    assert len(paths) > 10


def test_each_decision_has_a_number_of_its_own() -> None:
    files = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    titles = [file.read_text().split(".", 1)[0].removeprefix("# ") for file in files]
    assert [int(title) for title in titles] == [int(file.name[:4]) for file in files]
    assert len(set(titles)) == len(files) > 20


def test_every_dotted_name_exists() -> None:
    for name in (
        quoted.partition("(")[0] for quoted in QUOTED if re.match(r"(tenants|policies|enforcement|portal)\.", quoted)
    ):
        module, _dot, attribute = name.rpartition(".")
        assert hasattr(import_module(module), attribute) or import_module(name), name


def test_the_rooms_stand_in_the_order_that_imports_follow() -> None:
    for package in ("enforcement", "policies", "tenants"):
        [drawn] = re.findall(rf"^{package}/ +(.+)$", PAGE, flags=re.MULTILINE)
        rooms = [one.split()[0] for one in drawn.split(" > ")]
        assert rooms == [name.rpartition(".")[2] for name in layers(f"Inside {package}")]


def test_the_layers_of_a_room_are_those_that_imports_follow() -> None:
    [drawn] = re.findall(r"^urls > .+$", PAGE, flags=re.MULTILINE)
    kept = [re.findall(r"\w+", layer) for layer in layers("Inside a room")]
    assert [re.findall(r"\w+", layer) for layer in drawn.split(" > ")] == [layer for layer in kept if layer != ["apps"]]
