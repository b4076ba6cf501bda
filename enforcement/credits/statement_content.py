"""The content of a statement's page, from its frozen assessment: every interval, and what excludes it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from enforcement.cases.models import Determination
from enforcement.credits.models import CreditStatement, Interruption
from policies.versions.models import PostedProvision
from tenants.customers.models import Service


@dataclass(frozen=True)
class Stretch:
    """One interval as the uptime bar takes it."""

    start: dt.datetime
    end: dt.datetime
    kind: str
    reason: str


@dataclass(frozen=True)
class CitedProvision:
    """A provision that excludes time, and the determination that cites it."""

    case: str
    decided_at: dt.datetime | None
    determination: str
    key: str
    text: str
    digest: str
    version: int


@dataclass(frozen=True)
class ServiceCredit:
    """What a statement says of one service."""

    reference: str
    name: str
    level: str
    start: dt.datetime
    end: dt.datetime
    price: str
    tiers: Sequence[Sequence[str]]
    counted: dt.timedelta
    excluded: dt.timedelta
    availability: str
    percent: str
    amount: str
    stretches: tuple[Stretch, ...]
    provisions: tuple[CitedProvision, ...]


def services_of(statement: CreditStatement) -> list[ServiceCredit]:
    """Returns what the statement says of each service; names of services as they are now."""
    services = statement.assessment["services"]
    cited = [basis for line in services for piece in line["pieces"] for basis in piece["excluded"]]
    determinations = {
        str(one.pk): one
        for one in Determination.objects.filter(pk__in={basis["determination"] for basis in cited}).select_related(
            "case"
        )
    }
    words = {
        one.digest: one.text
        for one in PostedProvision.objects.filter(digest__in={basis["provision"]["digest"] for basis in cited})
    }
    names = dict(Service.objects.filter(customer=statement.customer_id).values_list("reference", "name"))
    causes = {
        f"interruption {reference}": cause
        for reference, cause in Interruption.objects.filter(service__customer=statement.customer_id).values_list(
            "reference", "cause"
        )
    }
    return [_service_credit(line, names, causes, determinations, words) for line in services]


def _service_credit(
    line: dict[str, Any],
    names: dict[str, str],
    causes: dict[str, str],
    determinations: dict[str, Determination],
    words: dict[str, str],
) -> ServiceCredit:
    provisions = {}
    for piece in line["pieces"]:
        for basis in piece["excluded"]:
            found = determinations.get(basis["determination"])
            provision = basis["provision"]
            provisions[basis["determination"], provision["digest"]] = CitedProvision(
                case=str(found.case) if found else "",
                decided_at=found.decided_at if found else None,
                determination=basis["determination"],
                key=provision["key"],
                text=words.get(provision["digest"], ""),
                digest=provision["digest"],
                version=provision["version"],
            )
    return ServiceCredit(
        reference=line["service"]["reference"],
        name=names.get(line["service"]["reference"], ""),
        level=line["level"],
        start=dt.datetime.fromisoformat(line["window"][0]),
        end=dt.datetime.fromisoformat(line["window"][1]),
        price=line["price"],
        tiers=line["tiers"],
        counted=dt.timedelta(microseconds=line["counted_microseconds"]),
        excluded=dt.timedelta(microseconds=line["excluded_microseconds"]),
        availability=line["availability_percent"],
        percent=line["percent"],
        amount=line["amount"],
        stretches=tuple(_stretch(piece, causes, determinations) for piece in line["pieces"]),
        provisions=tuple(provisions.values()),
    )


def _stretch(piece: dict[str, Any], causes: dict[str, str], determinations: dict[str, Determination]) -> Stretch:
    what = ", ".join(_fact(fact, causes) for fact in piece["facts"])
    named = []
    for basis in piece["excluded"]:
        found = determinations.get(basis["determination"])
        named.append(
            _("%(case)s, provision %(key)s of version %(version)s")
            % {
                "case": str(found.case) if found else basis["determination"],
                "key": basis["provision"]["key"],
                "version": basis["provision"]["version"],
            }
        )
    start, end = (dt.datetime.fromisoformat(text) for text in piece["interval"])
    if named:
        return Stretch(start, end, "excluded", f"{what}: {'; '.join(named)}")
    return Stretch(start, end, "counted", what)


def _fact(fact: str, causes: dict[str, str]) -> str:
    kind, _space, reference = fact.partition(" ")
    if kind == "hold":
        return _("Suspension")
    cause = causes.get(fact, "")
    return f"{reference} ({cause})" if cause else reference
