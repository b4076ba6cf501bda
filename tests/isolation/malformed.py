"""Bodies that no form would send, made from the API's own description: unasked ids, wrong kinds, unstorable text."""

import copy
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from tests.isolation.acme import Acme

Json = Any
UNASKED = "11111111-1111-4111-8111-111111111111"
#: What stands in for one text: empty, short, with a character no database keeps, half a surrogate, and far too long.
TEXTS: tuple[Json, ...] = ("", "a", "a\x00b", "\ud800", "é" * 9_000, None, 7, ["a"])
NUMBERS: tuple[Json, ...] = (-1, 10**30, "a", True, "NaN", "Infinity", "1e400")
INSTANTS: tuple[Json, ...] = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z", "now")
OTHERS: tuple[Json, ...] = (None, "a", 7, [], {}, [None], [{}], ["a"], {"a": 7})


@dataclass(frozen=True)
class Operation:
    """One verb of the API: its path as described, and the schema of what it takes."""

    method: str
    path: str
    schema: dict[str, Json]


class Description:
    """The API's description, from which bodies are made."""

    def __init__(self) -> None:
        self.whole: dict[str, Json] = SchemaGenerator(urlconf="portal.urls").get_schema(request=None, public=True)

    def operations(self) -> list[Operation]:
        """Every verb that takes a JSON body, and every one that takes none."""
        found = []
        for path, verbs in self.whole["paths"].items():
            for method, said in verbs.items():
                content = said.get("requestBody", {}).get("content", {"application/json": {"schema": {}}})
                if method != "get" and "application/json" in content:
                    found.append(Operation(method.upper(), path, self.resolved(content["application/json"]["schema"])))
        return found

    def resolved(self, schema: dict[str, Json]) -> dict[str, Json]:
        """The schema itself where it is only named."""
        while "$ref" in schema or "allOf" in schema:
            named = schema["$ref"] if "$ref" in schema else schema["allOf"][0]["$ref"]
            schema = self.whole["components"]["schemas"][named.rpartition("/")[2]]
        return schema

    def plausible(self, schema: dict[str, Json], name: str, acme: Acme) -> Json:
        """A value that the schema takes; an id is one of acme's where the property is named after a model."""
        schema = self.resolved(schema)
        if options := schema.get("oneOf"):
            return self.plausible(options[0], name, acme)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema.get("type", "object")
        kind = next(one for one in kind if one != "null") if isinstance(kind, list) else kind
        if kind == "object":
            inside = schema.get("properties", {}).items()
            return {key: self.plausible(value, key, acme) for key, value in inside if not value.get("readOnly")}
        if kind == "array":
            return [self.plausible(schema.get("items", {}), name.removesuffix("s"), acme)]
        return _plain(kind, schema, name, acme)

    def bodies(self, operation: Operation, acme: Acme) -> Iterator[Json]:
        """The plausible body with an unasked `id`, with one property after the other replaced, and other shapes.

        Where a list is asked for, each of them as its one item.
        """
        schema = self.resolved(operation.schema)
        several = schema.get("type") == "array"
        schema = self.resolved(schema["items"]) if several else schema
        body = self.plausible(schema, "", acme)
        for one in self._broken(body, schema):
            yield [one] if several else one
        yield from ([], [body], "a", 7, None, body)

    def _broken(self, body: dict[str, Json], schema: dict[str, Json]) -> Iterator[Json]:
        for unasked in (UNASKED, "a"):
            yield {**body, "id": unasked, "pk": unasked, "created_at": unasked}
        for name, one in schema.get("properties", {}).items():
            for value in self._instead(one):
                yield {**copy.deepcopy(body), name: value}
            yield {key: value for key, value in body.items() if key != name}

    def _instead(self, schema: dict[str, Json]) -> Iterator[Json]:
        schema = self.resolved(schema)
        kind = schema.get("type", "object")
        kinds = kind if isinstance(kind, list) else [kind]
        if "date" in schema.get("format", ""):
            yield from INSTANTS
        if {"number", "integer"} & set(kinds) or schema.get("format") == "decimal":
            yield from NUMBERS
        if "string" in kinds:
            yield from TEXTS
        else:
            yield from OTHERS


def _plain(kind: str, schema: dict[str, Json], name: str, acme: Acme) -> Json:
    if kind == "boolean":
        return False
    if kind in {"integer", "number"}:
        return 1
    known: dict[str, str] = {
        "uuid": next(iter(acme.ids.get(name) or [UNASKED])),
        "date-time": "2026-10-10T12:00:00Z",
        "date": dt.date(2026, 10, 10).isoformat(),
        "email": "try@acme.example",
        "uri": "https://acme.example/",
        "decimal": "1.00",
    }
    return known.get(schema.get("format", ""), acme.receipt if name == "receipt" else "Try")
