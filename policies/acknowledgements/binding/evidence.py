"""The evidence for what bound a customer: postings, notices, views, acknowledgements and declines."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policies.acknowledgements.coverage.queries import FOR_ALL
from policies.acknowledgements.models import Acknowledgement, View
from policies.acknowledgements.queries import acknowledgements_of, covering, declines_of, names_of
from policies.notices.models import Channel, Delivery
from policies.versions.editions import governing_language
from policies.versions.languages import language_name
from policies.versions.models import PolicyVersion, PostingProof
from tenants.customers.models import Capacity, Customer, Membership


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows what was posted, told, shown or acknowledged; `at` is UTC."""

    kind: str
    at: dt.datetime
    title: str
    detail: str = ""
    digest: str = ""
    later: bool = False
    receipt: uuid.UUID | None = None  # the acknowledgement whose receipt it is


def evidence_for(*, customer: Customer, version: PolicyVersion, at: dt.datetime) -> tuple[Evidence, ...]:
    """Returns what was posted, told, shown and answered about the version, in order of time; `at` is UTC."""
    found = [*_posting(version), *_told(customer, version), *_read(customer, version)]
    found.sort(key=lambda one: one.at)
    return tuple(replace(one, later=one.at > at) for one in found)


def _posting(version: PolicyVersion) -> list[Evidence]:
    found = [Evidence("posted", version.posted_at, _("Version %d was posted") % version.number, version.summary)]
    found += [
        Evidence("postponed", moved.at, _("Its effect was put off"), moved.reason)
        for moved in version.postponements.all()
    ]
    proofs = list(PostingProof.objects.filter(version=version).defer("body").order_by("fetched_at"))
    for before, proof in zip([None, *proofs], proofs, strict=False):
        shows = proof.shows_version
        # It is fetched every day: only what changed is told, and the last one.
        if before is not None and before.shows_version == shows and proof is not proofs[-1]:
            continue
        title = _("%s showed these words") % proof.url if shows else _("%s did not show these words") % proof.url
        found.append(
            Evidence("proof" if shows else "proof_failed", proof.fetched_at, title, proof.problem, proof.digest)
        )
    return found


def _told(customer: Customer, version: PolicyVersion) -> list[Evidence]:
    """Notices to the customer, and those to everyone that a person who acted for it then got for another one."""
    acted = Membership.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("queued_at")),
        customer=customer,
        user=OuterRef("recipient"),
        since__lte=OuterRef("queued_at"),
    )
    theirs = Q(customer=customer) | (Q(notice__kind__in=FOR_ALL) & Exists(acted))
    found = []
    for delivery in Delivery.objects.filter(theirs, notice__version=version).select_related("recipient", "notice"):
        who = str(delivery.recipient)
        if delivery.channel == Channel.MAIL:
            instant = delivery.ended_at or delivery.sent_at or delivery.queued_at
            title = _("Notice to %s by mail") % who
        elif delivery.channel == Channel.INBOX:
            instant = delivery.sent_at or delivery.queued_at
            title = _("Notice to %s in the inbox") % who
        else:
            instant = delivery.ended_at or delivery.sent_at or delivery.queued_at
            title = _("Notice to %(who)s: %(channel)s") % {"who": who, "channel": delivery.get_channel_display()}
        status = delivery.get_status_display()
        found.append(Evidence("delivery", instant, title, f"{delivery.notice.title} · {status}"))
        if delivery.seen_at:
            found.append(Evidence("seen", delivery.seen_at, _("Notice seen by %s") % who, delivery.notice.title))
    return found


def _read(customer: Customer, version: PolicyVersion) -> list[Evidence]:
    views = list(View.objects.filter(customer=customer, version=version))
    rows = list(acknowledgements_of(customer).filter(version__in=covering(version)))
    declines = list(declines_of(customer).filter(version=version))
    people = {view.person for view in views} | {row.person for row in rows} | {one.person for one in declines}
    names = names_of(people | {row.paper.attested_by for row in rows if row.paper})
    found = [
        Evidence(
            "view",
            view.at,
            _("Shown to %s") % names.get(view.person, view.person),
            _in_language(version, view.edition_language),
            digest=view.digest,
        )
        for view in views
    ]
    found += [_acknowledged(row, version, names) for row in rows]
    for one in declines:
        title = _("Declined by %s, which undoes nothing") % names.get(one.person, one.person)
        found.append(Evidence("decline", one.at, title, one.reason, digest=one.digest))
    return found


def _acknowledged(row: Acknowledgement, version: PolicyVersion, names: Mapping[uuid.UUID, str]) -> Evidence:
    """One acknowledgement: in which capacity, on what authority, of which version, by which means."""
    who = {"who": names.get(row.person, row.person)}
    binding = row.capacity == Capacity.REPRESENTATIVE
    title = _("Acknowledged by %(who)s") if binding else _("Read and acknowledged by %(who)s, an account user")
    said = []
    if binding:
        said.append(str(row.authority) if row.authority else _("no authority on record"))
    if row.version_id != version.pk:
        said.append(_("version %d, since which only editorial words changed") % row.version.number)
    if language := _in_language(row.version, row.edition_language):
        said.append(language)
    if row.paper:
        attester = names.get(row.paper.attested_by, row.paper.attested_by)
        words = _("%(means)s of %(day)s, recorded and attested by %(attester)s, file %(digest)s")
        said.append(
            words
            % {
                "means": row.paper.get_means_display(),
                "day": date_format(row.paper.signed_on, "j F Y"),
                "attester": attester,
                "digest": row.paper.document_digest,
            }
        )
    kind = "paper" if row.paper else "acknowledgement"
    return Evidence(kind, row.at, title % who, " · ".join(said), digest=row.digest, receipt=row.pk)


def _in_language(version: PolicyVersion, language: str) -> str:
    if language in {"", governing_language(version)}:
        return ""
    digest = version.edition_digests.get(language, "")
    return _("in the edition in %(language)s (%(digest)s)") % {"language": language_name(language), "digest": digest}
