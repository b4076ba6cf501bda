"""What a statement of reasons says, as JSON that is frozen: the fields of Article 17 of the Digital Services Act."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from enforcement.cases.models import CaseProposal, Citation, Determination
from enforcement.holds.kinds import Effect, kind_of
from enforcement.holds.models import Extension, Ground, Measure, MeasureKind, Restricted
from enforcement.reports.models import Source
from policies.versions.company import this_reseller
from policies.versions.models import PostedProvision
from tenants.customers.models import Deviation, Service


def content_of(
    measure: Measure,
    *,
    remedy: PostedProvision,
    begins: dt.datetime,
    at: dt.datetime,
    extension: Extension | None = None,
) -> dict[str, Any]:
    """Returns the statement; every provision by its words as posted, with their digest and version.

    `begins` is when its holds begin, `at` when it is issued (UTC).
    """
    agreed = Deviation.objects.filter(customer=measure.customer, digest=measure.remedy_digest)
    disclaimers = PostedProvision.objects.filter(version=remedy.version_id, kind="disclaimer")
    days = this_reseller().appeal_days
    until = at + dt.timedelta(days=days)
    services = [_service(one) for one in measure.services.order_by("reference")]
    return {
        "customer": {"reference": measure.customer.reference, "name": measure.customer.name},
        "service": services[0],
        "services": services,
        "case": str(measure.case),
        "measure": {
            "id": str(measure.pk),
            "kind": measure.kind,
            "label": str(MeasureKind(measure.kind).label),
            "from": begins.isoformat(),
            "until": measure.ends_at.isoformat() if measure.ends_at else None,
            "without_notice": measure.without_notice,
            "ground": str(Ground(measure.ground).label) if measure.ground else "",
            "restricts": _restricted(measure),
            "reason": measure.reason,
            "territory": _("Everywhere: it applies wherever the services are reached from.")
            if kind_of(measure.kind).effect != Effect.NOTHING
            else "",
        },
        "extension": {"was": extension.was.isoformat(), "reason": extension.reason} if extension else None,
        "remedy": _words(remedy, agreed.select_related("agreement").first()),
        "determination": _determined(measure.determination) if measure.determination else None,
        "finding": measure.finding,
        "basis": _basis(measure),
        "automated": _automated(measure),
        "legal_ground": {
            "type": "contract",
            "words": _(
                "The ground is contractual: what was found breaks the provisions below of the policy that is part of"
                " the agreement, and the remedy provision allows the measure."
            ),
        },
        "provisions": _provisions(measure.determination),
        "disclaimers": [_words(provision) for provision in disclaimers],
        "appeal": {"days": days, "until": until.isoformat(), "path": "/my/appeals/"},
        "redress": [
            _appeal(measure, until),
            {
                "kind": "out_of_court",
                "words": _(
                    "Bring it before a certified out-of-court dispute settlement body (Article 21 of the Digital"
                    " Services Act), where that applies to you."
                ),
                "until": None,
            },
            {
                "kind": "court",
                "words": _("Go to court at any time; an appeal here is not required first."),
                "until": None,
            },
        ],
        "issued_at": at.isoformat(),
    }


def _service(service: Service) -> dict[str, str]:
    return {"reference": service.reference, "name": service.name}


def _restricted(measure: Measure) -> dict[str, str] | None:
    if not measure.restricts:
        return None
    what = Restricted(measure.restricts)
    return {"what": what.value, "label": str(what.label), "detail": measure.restricts_detail}


def _determined(determination: Determination) -> dict[str, Any]:
    return {
        "id": str(determination.pk),
        "decided_at": determination.decided_at.isoformat(),
        "actor": determination.actor,
        "intent": str(determination.get_intent_display()),
        "conduct": str(determination.get_conduct_display()),
        "act_from": determination.act_started_at.isoformat(),
        "act_until": determination.act_ended_at.isoformat(),
        "facts": determination.facts,
        "rationale": determination.rationale,
    }


def _appeal(measure: Measure, until: dt.datetime) -> dict[str, str | None]:
    """How the measure is appealed; an interim suspension too, though it lapses by itself."""
    words = _("Appeal here, free of charge; a person who took no part in the decision reviews it.")
    if measure.determination is None:
        words = _(
            "Appeal here, free of charge, though it lapses by itself; a person who took no part in it reviews your"
            " appeal. If a violation is determined, you can appeal against that too."
        )
    return {"kind": "appeal", "words": words, "until": until.isoformat()}


def _basis(measure: Measure) -> dict[str, Any]:
    """Whether a notice led to it or the reseller's own initiative; never who gave the notice."""
    count = measure.case.reports.exclude(source=Source.STAFF).count()
    if count:
        return {"by": "notice", "reports": count, "words": _("It follows a notice that was submitted to us.")}
    return {"by": "own_initiative", "reports": 0, "words": _("It follows our own observation; nobody reported it.")}


def _automated(measure: Measure) -> dict[str, Any]:
    """Whether a meter found it (R15); a person decides, always."""
    if CaseProposal.objects.filter(case=measure.case_id).exists():
        words = _("A meter found that an allowance was exceeded. A person decided, without automated means.")
        return {"detection": True, "decision": False, "words": words}
    words = _("A person decided. No automated means were used in deciding.")
    return {"detection": False, "decision": False, "words": words}


def _provisions(determination: Determination | None) -> list[dict[str, Any]]:
    if determination is None:
        return []
    citations = Citation.objects.filter(determination=determination)
    cited = citations.select_related("provision__version", "version", "deviation__agreement")
    return [_cited(citation) for citation in cited.order_by("provision__position", "pk")]


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
