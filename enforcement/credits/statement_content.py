"""The content of a statement's page, from its frozen assessment: every interval, and what excludes it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enforcement.cases.models import Determination
from enforcement.credits.answers import Tier, answer_of, tiers_of
from enforcement.credits.deciding import Kind
from enforcement.credits.models import CreditStatement, Interruption
from enforcement.credits.rules import Withheld
from enforcement.credits.terms import Cause, Measured, Rounding
from policies.versions.models import PolicyVersion, PostedProvision
from policies.versions.queries import document_of
from tenants.customers.models import Service

_ROUNDING: Final = {
    Rounding.EXACT: gettext_lazy("cut, never rounded"),
    Rounding.HALF_EVEN: gettext_lazy("rounded as agreed"),
    Rounding.FLOOR: gettext_lazy("cut as agreed"),
}


@dataclass(frozen=True)
class Stretch:
    """One interval as the uptime bar takes it: `url` leads to what decided it, `contest_url` to contesting it."""

    start: dt.datetime
    end: dt.datetime
    kind: str
    reason: str
    url: str = ""
    contest_url: str = ""


@dataclass(frozen=True)
class CitedProvision:
    """A provision that excludes time, and the determination that cites it."""

    case: str
    decided_at: dt.datetime | None
    determination: str
    key: str
    path: str
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
    tiers: Sequence[Tier]
    answer: str
    counted: dt.timedelta
    excluded: dt.timedelta
    availability: str
    rounding: str
    percent: str
    amount: str
    notes: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    provisions: tuple[CitedProvision, ...]


def services_of(statement: CreditStatement, *, desk: bool = False) -> list[ServiceCredit]:
    """Returns what the statement says of each service; names of services as they are now.

    A stretch leads to what decided it: on the `desk` to the case, the hold or the interruption, else to the words.
    """
    services = statement.assessment["services"]
    cited = [one["rule"] for line in services for one in line["stretches"] if one["rule"]["kind"] == Kind.AUP]
    determinations = {
        str(one.pk): one
        for one in Determination.objects.filter(pk__in={rule["determination"] for rule in cited}).select_related("case")
    }
    words = {
        one.digest: one.text
        for one in PostedProvision.objects.filter(digest__in={rule["provision"]["digest"] for rule in cited})
    }
    paths = _printed_paths([rule["provision"] for rule in cited])
    names = dict(Service.objects.filter(customer=statement.customer_id).values_list("reference", "name"))
    causes = {
        f"interruption {reference}": cause
        for reference, cause in Interruption.objects.filter(service__customer=statement.customer_id).values_list(
            "reference", "cause"
        )
    }
    return [
        _service_credit(statement, line, names, causes, determinations, words, paths, desk=desk) for line in services
    ]


def _printed_paths(provisions: Sequence[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """The path that its version prints for each provision, by key and version; what an agreement added has none."""
    keys = {one["key"] for one in provisions}
    versions = PolicyVersion.objects.filter(number__in={one["version"] for one in provisions})
    return {
        (key, version.number): placed.path
        for version in versions
        for key, placed in document_of(version).placed().items()
        if key in keys
    }


def _service_credit(
    statement: CreditStatement,
    line: dict[str, Any],
    names: dict[str, str],
    causes: dict[str, str],
    determinations: dict[str, Determination],
    words: dict[str, str],
    paths: dict[tuple[str, int], str],
    *,
    desk: bool,
) -> ServiceCredit:
    provisions = {}
    for rule in (one["rule"] for one in line["stretches"] if one["rule"]["kind"] == Kind.AUP):
        found = determinations.get(rule["determination"])
        provision = rule["provision"]
        provisions[rule["determination"], provision["digest"]] = CitedProvision(
            case=str(found.case) if found else "",
            decided_at=found.decided_at if found else None,
            determination=rule["determination"],
            key=provision["key"],
            path=paths.get((provision["key"], provision["version"]), provision["key"]),
            text=words.get(provision["digest"], ""),
            digest=provision["digest"],
            version=provision["version"],
        )
    return ServiceCredit(
        reference=line["service"]["reference"],
        name=names.get(line["service"]["reference"], ""),
        level=_("%(name)s, version %(version)s") % line["level"],
        start=dt.datetime.fromisoformat(line["window"][0]),
        end=dt.datetime.fromisoformat(line["window"][1]),
        price=line["price"],
        tiers=tiers_of(line),
        answer=answer_of(line, statement.currency),
        counted=dt.timedelta(microseconds=line["counted_microseconds"]),
        excluded=dt.timedelta(microseconds=line["excluded_microseconds"]),
        availability=line["availability_percent"],
        rounding=str(_ROUNDING[Rounding(line["terms"]["rounding"])]),
        percent=line["percent"],
        amount=line["amount"],
        notes=tuple(_notes(line)),
        stretches=tuple(
            _with_links(_stretch(one, causes, determinations, paths), one, determinations, statement, line, desk=desk)
            for one in line["stretches"]
        ),
        provisions=tuple(provisions.values()),
    )


def _notes(line: dict[str, Any]) -> Iterator[str]:
    """Yield what of the terms made the amount another than the tier's, or the availability another than the month's."""
    terms = line["terms"]
    if line["withheld"] == Withheld.PAST_DUE:
        yield (
            _("Nothing is due, because the customer was past due when the month ended (clause %s).")
            % terms["past_due_clause"]
        )
    elif line["withheld"] == Withheld.UNCLAIMED:
        yield _("Nothing is due, because it was not claimed within %s days after the month.") % terms["claim_days"]
    elif line["withheld"] == Withheld.SMALLEST:
        yield _("Nothing is due, because credits below %(smallest_credit)s %(currency)s are not paid.") % terms
    elif line["capped"]:
        yield _("The credit is as much as the service level gives at most.")
    if terms["measured"] == Measured.SERVICE_HOURS:
        yield _("Availability is measured in service hours only.")
    if not terms["excluded_stays"]:
        yield _("Excluded time is no part of the time that availability is measured in.")


def _with_links(
    stretch: Stretch,
    written: dict[str, Any],
    determinations: dict[str, Determination],
    statement: CreditStatement,
    line: dict[str, Any],
    *,
    desk: bool,
) -> Stretch:
    rule = written["rule"]
    if not desk:
        asked = urlencode({"service": line["service"]["reference"], "starts_at": stretch.start.isoformat()})
        contest = reverse("my-credit-contest", args=[statement.pk]) + f"?{asked}"
        url = f"#words-{rule['provision']['digest'][:12]}" if rule["kind"] == Kind.AUP else ""
        return replace(stretch, url=url, contest_url=contest)
    found = determinations.get(rule.get("determination") or "")
    if found is not None:
        return replace(stretch, url=reverse("desk-case", args=[found.case_id]))
    kind, _space, reference = written["facts"][0].partition(" ")
    if rule["kind"] == Kind.CLAUSE and rule["cause"] != Cause.MAINTENANCE:
        return replace(stretch, url=reverse("desk-levels"))
    if kind == "hold":
        return replace(stretch, url=reverse("desk-hold", args=[reference]))
    return replace(stretch, url=f"{reverse('desk-interruptions')}?{urlencode({'reference': reference})}")


def _stretch(
    stretch: dict[str, Any],
    causes: dict[str, str],
    determinations: dict[str, Determination],
    paths: dict[tuple[str, int], str],
) -> Stretch:
    what = ", ".join(_fact(fact, causes) for fact in stretch["facts"])
    start, end = (dt.datetime.fromisoformat(text) for text in stretch["interval"])
    rule = stretch["rule"]
    kind = {Kind.COUNTED: "counted", Kind.AUP: "excluded", Kind.CLAUSE: "excluded"}.get(rule["kind"], "not_counted")
    if rule["kind"] == Kind.CLAUSE and rule["cause"] == Cause.MAINTENANCE:
        kind = "maintenance"
    why = _why(rule, determinations, paths)
    return Stretch(start, end, kind, f"{what}: {why}" if why else what)


def _why(rule: dict[str, Any], determinations: dict[str, Determination], paths: dict[tuple[str, int], str]) -> str:
    if rule["kind"] == Kind.AUP:
        found, provision = determinations.get(rule["determination"]), rule["provision"]
        return _("%(case)s, provision %(path)s of version %(version)s") % {
            "case": str(found.case) if found else rule["determination"],
            "path": paths.get((provision["key"], provision["version"]), provision["key"]),
            "version": provision["version"],
        }
    if rule["kind"] == Kind.CLAUSE:
        said = {"cause": Cause(rule["cause"]).label, "clause": rule["clause"]}
        return _("%(cause)s, clause %(clause)s of the service level") % said
    if rule["kind"] == Kind.TOO_SHORT:
        return _("shorter than the shortest interruption that counts")
    return _("outside service hours") if rule["kind"] == Kind.OUTSIDE_HOURS else ""


def _fact(fact: str, causes: dict[str, str]) -> str:
    kind, _space, reference = fact.partition(" ")
    if kind == "hold":
        return _("Suspension")
    cause = causes.get(fact, "")
    return f"{reference} ({cause})" if cause else reference
