"""Which provisions may be cited for an act of a customer: in force then, binding that customer then (invariant 5)."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enforcement.cases.rules import Cited
from policies.versions.models import PolicyVersion, PostedProvision
from policies.versions.queries import citable_between, standing_versions, the_policy
from tenants.customers.models import Agreement, Customer
from tenants.resellers.refusals import Refused


def citable_for(*, customer: Customer, start: dt.datetime, end: dt.datetime) -> QuerySet[PostedProvision]:
    """What may be cited for an act from `start` to `end` (aware, both included): only while an agreement ran (R1).

    Each has `general`, whether it is a general clause. Raises Refused (`nothing_bound`, 422) where none ran.
    """
    agreements = Agreement.objects.filter(customer=customer, starts_at__lte=end)
    spans = [
        (max(start, one.starts_at), min(end, one.ends_at - dt.timedelta(microseconds=1)) if one.ends_at else end)
        for one in agreements.filter(Q(ends_at=None) | Q(ends_at__gt=start))
    ]
    if not spans:
        sentence = _("%s had no agreement at the time of the act, so nothing bound it then (R1).") % customer
        raise Refused("nothing_bound", sentence, status=422)
    policy = the_policy()
    allowed = Q(pk__in=[])
    if policy is not None:
        for begun, ended in spans:
            allowed |= Q(pk__in=[one.pk for one in citable_between(policy=policy, start=begun, end=ended)])
    below = PostedProvision.objects.filter(version=OuterRef("version"), parent_key=OuterRef("key"), kind="prohibition")
    rows = PostedProvision.objects.filter(allowed).select_related("version").annotate(general=Exists(below))
    return rows.order_by("-version__effective_at", "position")


def cited(provisions: Iterable[PostedProvision], citable: QuerySet[PostedProvision]) -> list[Cited]:
    """What the rules ask of the cited provisions; raises Refused (`nothing_cited`, `not_in_force`, `not_citable`)."""
    wanted = list(provisions)
    if not wanted:
        raise Refused("nothing_cited", _("Cite at least one provision."), status=422)
    allowed = {one.pk: one for one in citable.filter(pk__in=[one.pk for one in wanted])}
    versions = {one.version_id for one in citable}
    for provision in wanted:
        if provision.pk not in allowed:
            raise not_citable(provision) if provision.version_id in versions else not_in_force(provision)
    return [Cited(one.discretionary, bool(getattr(one, "general", False))) for one in allowed.values()]


def not_citable(provision: PostedProvision) -> Refused:
    """It was in force, but forbids nothing."""
    sentence = _("%s forbids nothing, so it cannot be violated; cite a prohibition.") % named_as(provision)
    return Refused("not_citable", sentence, status=422, details={"provision": provision.key})


def not_in_force(provision: PostedProvision) -> Refused:
    """Why a provision cannot be cited, with the instants its words were in force."""
    version = provision.version
    begun, ended = version.effective_at, end_of(version)
    details = {
        "provision": provision.key,
        "version": version.number,
        "in_force_from": begun.isoformat(),
        "in_force_until": ended.isoformat() if ended else None,
    }
    named = {"provision": named_as(provision), "version": version.number, "begun": spoken(begun)}
    if version.withdrawn_at is not None:
        sentence = _("%(provision)s of version %(version)s never came into force: it was withdrawn.")
    elif ended is None:
        sentence = _("%(provision)s of version %(version)s came into force on %(begun)s; cite what bound then.")
    else:
        named["ended"] = spoken(ended)
        sentence = _(
            "%(provision)s of version %(version)s was in force from %(begun)s until %(ended)s; cite what bound then."
        )
    return Refused("not_in_force", sentence % named, status=422, details=details)


def end_of(version: PolicyVersion) -> dt.datetime | None:
    """When another version took over; None while none did."""
    later = standing_versions(version.policy).filter(effective_at__gt=version.effective_at).order_by("effective_at")
    return later.values_list("effective_at", flat=True).first()


def spoken(moment: dt.datetime) -> str:
    """An instant in UTC, in words."""
    return f"{date_format(moment.astimezone(dt.UTC), 'j F Y, H:i:s')} UTC"


def named_as(provision: PostedProvision, most: int = 60) -> str:
    """How a person recognises a provision: its number, or the beginning of its words."""
    if provision.number:
        return _("Provision %s") % provision.number
    text = provision.text
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"


def provisions_by_id(ids: Collection[str]) -> list[PostedProvision]:
    """The provisions with these ids, in reading order."""
    rows = PostedProvision.objects.filter(pk__in=ids).select_related("version__policy")
    return list(rows.order_by("version__effective_at", "position"))
