"""What the database refused is told by the constraint's name, never by words of its message."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[4]
ROOMS = ("portal", "enforcement", "policies", "tenants")


def with_an_error(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each handler and function that has an IntegrityError in hand, with its name for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and node.name and node.type and "IntegrityError" in ast.dump(node.type):
            yield node.name, node
        if isinstance(node, ast.FunctionDef):
            for one in [*node.args.args, *node.args.kwonlyargs]:
                if one.annotation is not None and "IntegrityError" in ast.dump(one.annotation):
                    yield one.arg, node


def reads_words(name: str, scope: ast.AST) -> bool:
    """Whether the message, the arguments or the driver's report of the error are read."""
    dumped = [ast.unparse(node) for node in ast.walk(scope) if isinstance(node, ast.Call | ast.Attribute)]
    return bool({f"str({name})", f"repr({name})", f"{name}.args", f"{name}.__cause__"} & set(dumped))


def test_only_one_function_asks_the_database_what_it_refused() -> None:
    read = {
        str(file.relative_to(ROOT))
        for room in ROOMS
        for file in (ROOT / room).rglob("*.py")
        for name, scope in with_an_error(ast.parse(file.read_text()))
        if reads_words(name, scope)
    }
    assert read == {"tenants/resellers/constraints.py"}


def test_every_constraint_that_a_refusal_names_is_one_that_the_database_has() -> None:
    verbs = (ROOT / "enforcement/holds/actions/steps.py").read_text()
    named = re.findall(r'^    "(\w+)": \($', verbs, re.MULTILINE)
    files = (
        "enforcement/holds/models.py",
        *(f"enforcement/{room}/triggers.sql" for room in ("holds", "cases", "appeals")),
    )
    kept = "".join((ROOT / file).read_text() for file in files)
    assert len(named) > 10
    assert [name for name in named if f'name="{name}"' not in kept and f"CONSTRAINT = '{name}'" not in kept] == []
