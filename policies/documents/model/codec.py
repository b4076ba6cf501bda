"""The document as JSON and back, strictly: what is read is exactly what would be written again."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from policies.documents.model.categories import CATEGORIES
from policies.documents.model.document import Document, Kind, Provision, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAX_DEPTH: Final = 20
KEY: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_KEY: Final = 80
VARIABLE_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_FLAGS: Final = ("needs_authorization", "discretionary", "acknowledge_separately")
_DOCUMENT_FIELDS: Final = ("title", "language", "variables", "provisions")
_PROVISION_FIELDS: Final = ("key", "kind", "category", "number", "text", *_FLAGS, "children")
# Direction overrides let a text be shown in another order than it is digested in.
_REORDERING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Malformed(ValueError):
    """The value is not a canonical document; the message is one plain sentence naming the place."""


def provision_to_json(provision: Provision) -> dict[str, object]:
    """Returns the provision's own fields, without its children."""
    return {
        "key": provision.key,
        "kind": provision.kind.value,
        "category": provision.category,
        "number": provision.number,
        "text": provision.text,
        "needs_authorization": provision.needs_authorization,
        "discretionary": provision.discretionary,
        "acknowledge_separately": provision.acknowledge_separately,
    }


def document_to_json(document: Document) -> dict[str, object]:
    """Returns the JSON value of the whole document."""
    return {
        "title": document.title,
        "language": document.language,
        "variables": variables_to_json(document.variables),
        "provisions": [_tree_to_json(provision) for provision in document.provisions],
    }


def variables_to_json(variables: Iterable[Variable]) -> list[dict[str, str | None]]:
    """Returns the variables' names and values, in their order."""
    return [{"name": variable.name, "value": variable.value} for variable in variables]


def document_from_json(value: object) -> Document:
    """Reads a document; raises `Malformed`."""
    fields = _read_object(value, "document", _DOCUMENT_FIELDS)
    language = _read_text(fields["language"], "document.language")
    if not LANGUAGE.fullmatch(language):
        raise Malformed(f"document.language must be a language tag such as “en”, not “{language}”.")
    variables = tuple(
        _read_variable(item, f"variables[{index}]")
        for index, item in enumerate(_read_list(fields["variables"], "document.variables"))
    )
    _refuse_twice([variable.name for variable in variables], "variable")
    provisions = _provisions(fields["provisions"], "provisions", depth=1)
    document = Document(_read_text(fields["title"], "document.title", empty=False), language, variables, provisions)
    _refuse_twice([placed.key for placed in document.walk()], "provision")
    return document


def loads(text: str | bytes) -> Document:
    """Reads a document from JSON text; raises `Malformed`, also where an object names a field twice."""

    def fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
        _refuse_twice([name for name, _ in pairs], "field")
        return dict(pairs)

    try:
        return document_from_json(json.loads(text, object_pairs_hook=fields))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Malformed(f"The document is not JSON: {error}.") from None


def unsuitable(text: str) -> str | None:
    """Says why a text cannot stand in a canonical document, or None where it can."""
    if not text.isascii():
        if any(unicodedata.category(character) in {"Cs", "Zl", "Zp"} for character in text):
            return "holds a line separator or half a character"
        if not unicodedata.is_normalized("NFC", text):
            return "is not in Unicode normal form C"
        if not _REORDERING.isdisjoint(text):
            return "holds a character that changes the reading direction"
    if any(unicodedata.category(character) == "Cc" for character in text):
        return "holds a control character"
    return None


def _tree_to_json(provision: Provision) -> dict[str, object]:
    return {**provision_to_json(provision), "children": [_tree_to_json(child) for child in provision.children]}


def _provisions(value: object, place: str, *, depth: int) -> tuple[Provision, ...]:
    if depth > MAX_DEPTH:
        raise Malformed(f"{place} is nested more than {MAX_DEPTH} levels deep.")
    return tuple(
        _provision(item, f"{place}[{index}]", depth=depth) for index, item in enumerate(_read_list(value, place))
    )


def _provision(value: object, place: str, *, depth: int) -> Provision:
    fields = _read_object(value, place, _PROVISION_FIELDS)
    children = _provisions(fields["children"], f"{place}.children", depth=depth + 1)
    return replace(_own(fields, place), children=children)


def read_provision(value: object, place: str) -> Provision:
    """Reads a provision's own fields, as `provision_to_json` gives them; raises `Malformed`."""
    return _own(_read_object(value, place, _PROVISION_FIELDS[:-1]), place)


def _own(fields: Mapping[str, object], place: str) -> Provision:
    key = _read_text(fields["key"], f"{place}.key")
    if not KEY.fullmatch(key) or len(key) > MAX_KEY:
        raise Malformed(f"{place}.key must be small letters and digits joined by hyphens, at most {MAX_KEY} of them.")
    category = fields["category"]
    if category is not None and (not isinstance(category, str) or category not in CATEGORIES):
        raise Malformed(f"{place}.category is not one of the known categories of conduct.")
    needs_authorization, discretionary, separately = (_read_flag(fields[name], f"{place}.{name}") for name in _FLAGS)
    return Provision(
        key=key,
        kind=_kind(fields["kind"], f"{place}.kind"),
        category=category,
        number=_read_text(fields["number"], f"{place}.number"),
        text=_read_text(fields["text"], f"{place}.text", empty=False),
        needs_authorization=needs_authorization,
        discretionary=discretionary,
        acknowledge_separately=separately,
    )


def _read_variable(value: object, place: str) -> Variable:
    """Reads a variable; raises `Malformed`."""
    fields = _read_object(value, place, ("name", "value"))
    name = _read_text(fields["name"], f"{place}.name")
    if not VARIABLE_NAME.fullmatch(name):
        raise Malformed(f"{place}.name must be small letters, digits and underscores, beginning with a letter.")
    return Variable(name, None if fields["value"] is None else _read_text(fields["value"], f"{place}.value"))


def _kind(value: object, place: str) -> Kind:
    try:
        return Kind(_read_text(value, place))
    except ValueError as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed(f"{place} must be one of {', '.join(Kind)}.") from None


def _read_object(value: object, place: str, names: Sequence[str]) -> dict[str, object]:
    """Reads an object with exactly these fields; raises `Malformed`."""
    if not isinstance(value, dict):
        raise Malformed(f"{place} must be an object, not {_called(value)}.")
    for name in value:
        if name not in names:
            raise Malformed(f"{place} has a field that no document has: {str(name)[:60]!r}.")
    for name in names:
        if name not in value:
            raise Malformed(f"{place} lacks the field “{name}”.")
    return value


def _read_list(value: object, place: str) -> list[object]:
    """Reads a list; raises `Malformed`."""
    if not isinstance(value, list):
        raise Malformed(f"{place} must be a list, not {_called(value)}.")
    return value


def _read_flag(value: object, place: str) -> bool:
    """Reads true or false; raises `Malformed`."""
    if not isinstance(value, bool):
        raise Malformed(f"{place} must be true or false, not {_called(value)}.")
    return value


def _read_text(value: object, place: str, *, empty: bool = True) -> str:
    """Reads a text that may stand in a canonical document; raises `Malformed`."""
    if not isinstance(value, str):
        raise Malformed(f"{place} must be a text, not {_called(value)}.")
    if reason := unsuitable(value):
        raise Malformed(f"{place} {reason}.")
    if not empty and not value.strip():
        raise Malformed(f"{place} is empty.")
    return value


def _refuse_twice(names: list[str], what: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Malformed(f"The {what} “{name}” stands in the document twice.")
        seen.add(name)


def _called(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a fraction", str: "a text", list: "a list"}
    return "nothing" if value is None else names.get(type(value), "an object")
