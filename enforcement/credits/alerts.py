"""What of credits waits for somebody: large drafts for a second person, and objections for an answer."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from enforcement.credits.actions import approve_statement
from enforcement.credits.objections.actions import answer_objection
from enforcement.credits.objections.queries import waiting
from enforcement.credits.queries import drafts_for_a_second_person
from tenants.alerts.models import Kind
from tenants.alerts.sources import Source, Waiting


def _contested(_at: dt.datetime) -> Iterator[Waiting]:
    for one in waiting():
        title = f"{one}: {one.statement}, {one.statement.customer}"
        yield Waiting(one.pk, one.filed_at, title, reverse("desk-objection", args=[one.pk]))


def _to_approve(_at: dt.datetime) -> Iterator[Waiting]:
    for one in drafts_for_a_second_person():
        yield Waiting(
            one.pk,
            one.computed_at,
            f"{one}, {one.customer}",
            reverse("desk-credit", args=[one.pk]),
            not_for=frozenset({one.computed_by} if one.computed_by else ()),
            by=one.computed_by,
        )


SOURCES = (
    Source(Kind.CONTESTED, "credits.objection", answer_objection, _contested),
    Source(Kind.TO_APPROVE, "credits.creditstatement", approve_statement, _to_approve),
)
