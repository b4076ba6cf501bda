"""Pages of long lists that begin after a row, not after a number of rows: the last costs what the first does."""

import base64
import binascii
import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

M = TypeVar("M", bound=Model)
SIZE: Final = 50
MOST: Final = 200
_LONGEST = 200  # characters of a cursor


@dataclass(frozen=True, slots=True)
class Order:
    """By which instant the rows of a list come, and which way; rows of one instant come by their id."""

    column: str
    newest_first: bool = True


Orders = Mapping[str, Order]


class NotACursor(ValueError):
    """The text is not one that a page gave out."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A row that a page begins after or, with `backwards`, ends before."""

    at: dt.datetime
    pk: uuid.UUID
    backwards: bool = False

    def __str__(self) -> str:
        text = f"{'<' if self.backwards else '>'}{self.at.isoformat()}|{self.pk}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor of a text; raises NotACursor."""
        try:
            plain = base64.urlsafe_b64decode(text[:_LONGEST] + "=" * (-len(text[:_LONGEST]) % 4)).decode()
            at, _bar, pk = plain[1:].partition("|")
            moment = parse_datetime(at)
            if moment is None or moment.tzinfo is None or plain[0] not in "<>":
                raise NotACursor(text)
            return cls(moment.astimezone(dt.UTC), uuid.UUID(pk), backwards=plain[0] == "<")
        except (ValueError, IndexError, OverflowError, binascii.Error) as error:
            raise NotACursor(text) from error


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[M]):
    """Some rows of a list, with the cursors of the pages on either side; empty where there is none."""

    rows: list[M]
    previous: str = ""
    next: str = ""


def keyset_page(rows: QuerySet[M], order: Order, *, cursor: str = "", size: int = SIZE) -> KeysetPage[M]:
    """Returns the page of `rows` at the cursor (empty: the first); raises NotACursor."""
    place = Cursor.read(cursor) if cursor else None
    backwards = place is not None and place.backwards
    descending = order.newest_first is not backwards
    sign = "-" if descending else ""
    found = rows.order_by(f"{sign}{order.column}", f"{sign}pk")
    if place is not None:
        found = found.filter(_beyond(order.column, place, descending=descending))
    shown = list(found[: size + 1])
    more, shown = len(shown) > size, shown[:size]
    if backwards:
        if not more:  # what came in meanwhile belongs to the first page, which is then a whole one
            return keyset_page(rows, order, size=size)
        shown.reverse()
    ends = [Cursor(getattr(one, order.column), one.pk) for one in (shown[:1] + shown[-1:])]
    return KeysetPage(
        shown,
        previous=str(Cursor(ends[0].at, ends[0].pk, backwards=True)) if ends and place is not None else "",
        next=str(ends[1]) if ends and (more or backwards) else "",
    )


def _beyond(column: str, place: Cursor, *, descending: bool) -> Q:
    """The rows after the place; the bound on the column alone is what an index is entered by."""
    past, upto = ("lt", "lte") if descending else ("gt", "gte")
    same = Q(**{column: place.at, f"pk__{past}": place.pk})
    return Q(**{f"{column}__{upto}": place.at}) & (Q(**{f"{column}__{past}": place.at}) | same)


def order_asked(orders: Orders, said: Mapping[str, str]) -> Order:
    """The order that a request asks for by `sort`, else the first there is."""
    return orders.get(said.get("sort", ""), next(iter(orders.values())))


def sorted_by(order: Order, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows in that order, those of one instant by their id, as the pages show them."""
    sign = "-" if order.newest_first else ""
    return rows.order_by(f"{sign}{order.column}", f"{sign}pk")


def page_asked(rows: QuerySet[M], orders: Orders, said: QueryDict, *, size: int = SIZE) -> KeysetPage[M]:
    """The page that a request asks for by `sort` and `cursor`; a cursor that is none begins anew."""
    order = order_asked(orders, said)
    try:
        return keyset_page(rows, order, cursor=said.get("cursor", ""), size=size)
    except NotACursor:
        return keyset_page(rows, order, size=size)


class KeysetPages(BasePagination):
    """Fifty rows a page, two hundred at most, by cursor; the view names its `orders`, the first of which is usual."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page asked for; a cursor that is none is not found."""
        orders: Orders = view.orders
        said = request.query_params
        asked = said.get("page_size", "")
        size = min(MOST, max(1, int(asked))) if asked.isdecimal() and len(asked) < 5 else SIZE  # noqa: PLR2004 - digits
        try:
            page = keyset_page(queryset, order_asked(orders, said), cursor=said.get("cursor", ""), size=size)
        except NotACursor as error:
            raise NotFound("This is not a cursor that a page of this list gave out.") from error
        self._links = {"next": self._link(request, page.next), "previous": self._link(request, page.previous)}
        return page.rows

    def _link(self, request: Request, cursor: str) -> str | None:
        if not cursor:
            return None
        said = [(name, value) for name, values in request.query_params.lists() for value in values if name != "cursor"]
        return f"{request.build_absolute_uri(request.path)}?{urlencode([*said, ('cursor', cursor)])}"

    def get_paginated_response(self, data: Any) -> Response:
        """The rows, and the addresses of the pages on either side."""
        return Response({**self._links, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """What the answer looks like."""
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """What a request may ask for."""
        words = {
            "cursor": "Where the page begins: from `next` or `previous` of another page.",
            "page_size": "How many rows, 200 at most.",
            "sort": "The order.",
        }
        kinds: dict[str, dict[str, Any]] = {
            "cursor": {"type": "string"},
            "page_size": {"type": "integer"},
            "sort": {"type": "string", "enum": list(view.orders)},
        }
        return [
            {"name": name, "in": "query", "required": False, "description": words[name], "schema": kinds[name]}
            for name in words
        ]
