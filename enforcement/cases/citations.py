"""Which provisions may be cited for an act of a customer: in force then, binding that customer then (invariant 5)."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enforcement.cases.rules import Cited
from policies.documents.agreed.deviations import Effect
from policies.versions.effective_terms import applied_words
from policies.versions.models import PolicyVersion, PostedProvision
from policies.versions.queries import citable_between, in_force, standing_versions, the_policy
from tenants.customers.models import Agreement, Customer, Deviation
from tenants.customers.queries import deviations_between
from tenants.resellers.refusals import Refused

_TICK = dt.timedelta(microseconds=1)


def citable_for(*, customer: Customer, start: dt.datetime, end: dt.datetime) -> QuerySet[PostedProvision]:
    """What may be cited for an act from `start` to `end` (aware, both included): only while an agreement ran (R1).

    Left out is what the customer's agreement says does not apply to it. Each has `general`, whether it is a general
    clause. Raises Refused (`nothing_bound`, 422) where none ran.
    """
    rows = _in_force_for(customer=customer, start=start, end=end)
    applied = words_for(rows, customer=customer, start=start, end=end)
    return rows.filter(pk__in=list(applied))


def words_for(
    provisions: Iterable[PostedProvision], *, customer: Customer, start: dt.datetime, end: dt.datetime
) -> dict[uuid.UUID, Deviation | None]:
    """For each provision that applied to the customer at some instant of the act: the words agreed instead, if any.

    Where both bound during the act the general words are cited.
    """
    deviations = list(deviations_between(customer=customer, start=start, end=end))
    found: dict[uuid.UUID, Deviation | None] = {}
    for one in provisions:
        begun = max(start, one.version.effective_at)
        later = end_of(one.version)
        until = min(end + _TICK, later) if later else end + _TICK
        words = _bound(applied_words(deviations=deviations, keys=_path(one), start=begun, end=until), customer)
        if words:
            found[one.pk] = None if None in words else words[0]
    return found


def added_for(*, customer: Customer, start: dt.datetime, end: dt.datetime) -> list[Deviation]:
    """Returns the prohibitions that the customer's agreement added and that applied during the act."""
    found = deviations_between(customer=customer, start=start, end=end).filter(effect=Effect.ADDED, kind="prohibition")
    return list(found)


def version_for(deviation: Deviation, *, start: dt.datetime, end: dt.datetime) -> PolicyVersion:
    """Returns the version in force with an added provision during the act; raises Refused (`not_in_force`, 422)."""
    policy = the_policy()
    first = max(start, deviation.starts_at)
    found = in_force(policy=policy, at=first) or in_force(policy=policy, at=end) if policy else None
    if found is None:
        raise Refused("not_in_force", _("No version of the policy was in force during the act."), status=422)
    return found


def _bound(
    stretches: Iterable[tuple[dt.datetime, dt.datetime, Deviation | None]], customer: Customer
) -> list[Deviation | None]:
    """Returns the words of the stretches in which an agreement of the customer ran (R1)."""
    agreements = list(Agreement.objects.filter(customer=customer))
    return [
        words
        for begun, ended, words in stretches
        if any(one.starts_at < ended and (one.ends_at is None or one.ends_at > begun) for one in agreements)
    ]


def _path(provision: PostedProvision) -> list[str]:
    """Returns the provision's key and those above it."""
    parents = dict(PostedProvision.objects.filter(version=provision.version_id).values_list("key", "parent_key"))
    keys = [provision.key]
    while above := parents.get(keys[-1]):
        keys.append(above)
    return keys


def _in_force_for(*, customer: Customer, start: dt.datetime, end: dt.datetime) -> QuerySet[PostedProvision]:
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


def cited(
    provisions: Iterable[PostedProvision],
    added: Iterable[Deviation],
    *,
    customer: Customer,
    start: dt.datetime,
    end: dt.datetime,
) -> list[Cited]:
    """Returns what the rules ask of what is cited; raises Refused.

    `nothing_bound`, `nothing_cited`, `not_in_force`, `not_citable`, `not_applied`.
    """
    wanted, agreed = list(provisions), list(added)
    if not wanted and not agreed:
        raise Refused("nothing_cited", _("Cite at least one provision."), status=422)
    ours = {one.pk for one in added_for(customer=customer, start=start, end=end)}
    if any(one.pk not in ours for one in agreed):
        raise Refused("not_in_force", _("This was not agreed with the customer at the time of the act."), status=422)
    citable = citable_for(customer=customer, start=start, end=end)
    allowed = {one.pk: one for one in citable.filter(pk__in=[one.pk for one in wanted])}
    in_force_then = _in_force_for(customer=customer, start=start, end=end)
    general, versions = {one.pk for one in in_force_then}, {one.version_id for one in in_force_then}
    for provision in wanted:
        if provision.pk in allowed:
            continue
        if provision.pk in general:
            raise not_applied(provision, customer)
        raise not_citable(provision) if provision.version_id in versions else not_in_force(provision)
    rules = [Cited(one.discretionary, bool(getattr(one, "general", False))) for one in allowed.values()]
    return rules + [Cited(one.discretionary, general=False) for one in agreed]


def not_applied(provision: PostedProvision, customer: Customer) -> Refused:
    """The customer's agreement says that it does not apply to it (invariant 5)."""
    sentence = _("%(provision)s does not apply to %(customer)s: its agreement says so.")
    named = {"provision": named_as(provision), "customer": customer.name}
    return Refused("not_applied", sentence % named, status=422, details={"provision": provision.key})


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
    """Returns when another version took over; None while none did."""
    later = standing_versions(version.policy).filter(effective_at__gt=version.effective_at).order_by("effective_at")
    return later.values_list("effective_at", flat=True).first()


def spoken(moment: dt.datetime) -> str:
    """Returns an instant in UTC, in words."""
    return f"{date_format(moment.astimezone(dt.UTC), 'j F Y, H:i:s')} UTC"


def named_as(provision: PostedProvision, most: int = 60) -> str:
    """Returns how a person recognises a provision: its number, or the beginning of its words."""
    if provision.number:
        return _("Provision %s") % provision.number
    text = provision.text
    return f"“{text if len(text) <= most else text[: most - 1].rstrip() + '…'}”"


def provisions_by_id(ids: Collection[str]) -> list[PostedProvision]:
    """Returns the provisions with these ids, in reading order."""
    rows = PostedProvision.objects.filter(pk__in=ids).select_related("version__policy")
    return list(rows.order_by("version__effective_at", "position"))


def added_by_id(ids: Collection[str]) -> list[Deviation]:
    """Returns the added provisions of agreements with these ids."""
    return list(Deviation.objects.filter(pk__in=ids, effect=Effect.ADDED).select_related("agreement"))
