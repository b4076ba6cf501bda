"""The statement of reasons a customer gets: provisions with text and digest, facts, duration, how to appeal."""

import datetime as dt
import hashlib
from typing import Any

import rfc8785
from django.urls import reverse
from django.utils.translation import gettext as _

from enforcement.cases.models import Citation
from enforcement.holds.models import Ground, Hold, Measure, MeasureKind, StatementOfReasons
from enforcement.reports.numbering import next_number
from policies.notices.actions import announce
from policies.versions.company import this_reseller
from policies.versions.models import PostedProvision
from tenants.customers.models import Customer, Deviation
from tenants.people.models import User

MEASURE, LIFTED = "measure", "measure_lifted"


def issue_statement_of_reasons(
    *, measure: Measure, remedy: PostedProvision, begins: dt.datetime, by: User, at: dt.datetime
) -> StatementOfReasons:
    """Writes the frozen statement for a measure that has just become active, and tells the customer.

    `remedy` is the provision in force now, `begins` when its hold begins (UTC).
    """
    content = content_of(measure, remedy=remedy, begins=begins, at=at)
    statement = StatementOfReasons.objects.create(
        number=next_number(StatementOfReasons),
        measure=measure,
        customer=measure.customer,
        content=content,
        digest=hashlib.sha256(rfc8785.dumps(content)).hexdigest(),
        issued_at=at,
        appeal_until=at + dt.timedelta(days=content["appeal"]["days"]),
    )
    announce(
        kind=MEASURE,
        by=by.pseudonym,
        at=at,
        subject=statement,
        title=_("%(kind)s of %(service)s: the reasons, and how to appeal")
        % {"kind": content["measure"]["label"], "service": measure.service.reference},
        path=reverse("my-statement", args=[statement.pk]),
        content=content,
        customers=Customer.objects.filter(pk=measure.customer_id),
    )
    return statement


def announce_lifting(*, measure: Measure, hold: Hold | None, by: User | None, at: dt.datetime, appealed: bool) -> None:
    """Tells the customer that a measure has ended, and whether the service runs again."""
    others = hold is not None and Hold.objects.filter(service=measure.service, lifted_at=None).exclude(pk=hold.pk)
    announce(
        kind=LIFTED,
        by=by.pseudonym if by else None,
        at=at,
        subject=measure,
        title=_("%(kind)s of %(service)s has ended")
        % {"kind": MeasureKind(measure.kind).label, "service": measure.service.reference},
        path=reverse("my-services"),
        content={
            "service": _service(measure),
            "kind": str(MeasureKind(measure.kind).label),
            "ended_at": at.isoformat(),
            "appealed": appealed,
            "still_on_hold": bool(others),
        },
        customers=Customer.objects.filter(pk=measure.customer_id),
    )


def content_of(measure: Measure, *, remedy: PostedProvision, begins: dt.datetime, at: dt.datetime) -> dict[str, Any]:
    """Returns the statement as JSON; every provision by its words as posted, with their digest and version."""
    determination = measure.determination
    citations = Citation.objects.filter(determination=determination)
    cited = citations.select_related("provision__version", "version", "deviation__agreement")
    agreed = Deviation.objects.filter(customer=measure.customer, digest=measure.remedy_digest)
    disclaimers = PostedProvision.objects.filter(version=remedy.version_id, kind="disclaimer")
    days = this_reseller().appeal_days
    return {
        "customer": {"reference": measure.customer.reference, "name": measure.customer.name},
        "service": _service(measure),
        "case": str(determination.case),
        "measure": {
            "id": str(measure.pk),
            "kind": measure.kind,
            "label": str(MeasureKind(measure.kind).label),
            "from": begins.isoformat(),
            "until": measure.ends_at.isoformat() if measure.ends_at else None,
            "without_notice": measure.without_notice,
            "ground": str(Ground(measure.ground).label) if measure.ground else "",
        },
        "remedy": _words(remedy, agreed.select_related("agreement").first()),
        "determination": {
            "id": str(determination.pk),
            "decided_at": determination.decided_at.isoformat(),
            "actor": determination.actor,
            "intent": str(determination.get_intent_display()),
            "conduct": str(determination.get_conduct_display()),
            "act_from": determination.act_started_at.isoformat(),
            "act_until": determination.act_ended_at.isoformat(),
            "facts": determination.facts,
            "rationale": determination.rationale,
        },
        "provisions": [_cited(citation) for citation in cited.order_by("provision__position", "pk")],
        "disclaimers": [_words(provision) for provision in disclaimers],
        "appeal": {"days": days, "until": (at + dt.timedelta(days=days)).isoformat(), "path": "/my/appeals/"},
        "issued_at": at.isoformat(),
    }


def _service(measure: Measure) -> dict[str, str]:
    return {"reference": measure.service.reference, "name": measure.service.name}


def _cited(citation: Citation) -> dict[str, Any]:
    """Returns the words that a determination cites; those agreed with the customer name the agreement."""
    if citation.provision is not None:
        return _words(citation.provision, citation.deviation)
    return {
        "key": citation.key,
        "number": citation.number,
        "text": citation.text,
        "lead_in": "",
        "digest": citation.digest,
        "version": citation.version.number,
        "version_digest": citation.version.digest,
        "agreed_in": citation.deviation.agreement.number if citation.deviation else "",
    }


def _words(provision: PostedProvision, agreed: Deviation | None = None) -> dict[str, Any]:
    """A provision as it was posted, or agreed instead; a listed one brings the words that lead into the list."""
    above = PostedProvision.objects.filter(version=provision.version_id, key=provision.parent_key).first()
    lead_in = above.text if above is not None and above.kind == provision.kind else ""
    return {
        "key": provision.key,
        "number": provision.number,
        "text": agreed.text if agreed else provision.text,
        "lead_in": lead_in,
        "digest": agreed.digest if agreed else provision.digest,
        "version": provision.version.number,
        "version_digest": provision.version.digest,
    } | ({"agreed_in": agreed.agreement.number} if agreed else {})
