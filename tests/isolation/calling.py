"""Reads from the source which verbs a view, an endpoint or a command calls, through the helpers beside it."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from tenants.people.verbs import Verb

OURS = ("portal.", "enforcement.", "policies.", "tenants.")
#: Only asks who may, or whether it would be refused, or names the verb that a link leads to: nothing is done yet.
ASKS = {"may", "why_not", "Act"}


def called(view: Callable[..., Any]) -> list[Verb[..., Any]]:
    """The verbs that the function calls, or hands to a helper that does."""
    found = {id(one): one for one in _called(inspect.unwrap(view), set())}
    return list(found.values())


def used_by(view: Callable[..., Any]) -> set[str]:
    """Names of our functions and verbs that the function itself uses, without following them."""
    function = inspect.unwrap(view)
    if not isinstance(function, FunctionType):
        return set()
    used = [_value(node, _known(function)) for node in ast.walk(_tree(function))]
    return {one.__name__ for one in used if isinstance(one, FunctionType | Verb) and one.__module__.startswith(OURS)}


def _called(function: Callable[..., Any], seen: set[int]) -> Iterator[Verb[..., Any]]:
    if not isinstance(function, FunctionType) or id(function) in seen:
        return
    seen.add(id(function))
    tree, known = _tree(function), _known(function)
    body = tree.body if isinstance(tree, ast.FunctionDef) else [tree]
    for node in (one for statement in body for one in _walk(statement)):
        found = _value(node, known)
        if isinstance(found, Verb):
            yield found
        elif isinstance(found, FunctionType) and found.__module__.startswith(OURS):
            yield from _called(inspect.unwrap(found), seen)


def _tree(function: FunctionType) -> ast.stmt:
    return ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]


def _known(function: FunctionType) -> dict[str, Any]:
    """What its names stand for."""
    return {**function.__globals__, **inspect.getclosurevars(function).nonlocals}


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Every node beneath, but what stands in a call that only asks."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKS:
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _walk(child)


def _value(node: ast.AST, known: dict[str, Any]) -> object:
    """What a name or a module's attribute stands for."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return known.get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        module = known.get(node.value.id)
        return getattr(module, node.attr, None) if isinstance(module, ModuleType) else None
    return None
