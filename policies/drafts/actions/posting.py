"""Posting a version: public and binding at one instant, in one transaction (R3, R4); and withdrawing before it."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from policies.documents import Document, digest, provision_digest
from policies.documents.model.codec import document_from_json, document_to_json
from policies.drafts.actions.editions import digests_of, filled_editions, post_editions
from policies.drafts.actions.filling import filled_or_refused
from policies.drafts.actions.reviewing import approved_or_refused
from policies.drafts.mandatory import mandatory_or_refused
from policies.drafts.models import Draft
from policies.versions import events
from policies.versions.actions.posted import pages_changed, version_facts
from policies.versions.actions.releasing import publish_release
from policies.versions.company import this_reseller
from policies.versions.locks import lock_policy_for_update
from policies.versions.models import Policy, PolicyVersion, PostedProvision, Significance
from policies.versions.queries import standing_versions
from policies.versions.rules import earliest_effect, effect
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.refusals import Refused
from tenants.resellers.waking import wake


@verb(Permission.POST_POLICIES)
@transaction.atomic
def post_version(
    *,
    by: User,
    policy: Policy,
    summary: str,
    significance: Significance = Significance.MATERIAL,
    at: dt.datetime | None = None,
    notify: bool | None = None,
) -> PolicyVersion:
    """Posts the draft: in effect at once, or at `at` (UTC, still to come) where one is given (R4).

    `notify` tells whether mails go out (None: for a material version only). Raises Refused: `no_draft`,
    `summary_missing`, `unresolved`, `foreign_name`, `not_in_future`, `scheduled_ahead`, `notice_period`,
    `nothing_changed`, `altered_mandatory`, `edition_incomplete`, `not_approved`. The draft is gone afterwards; the next
    one begins from this version.
    """
    policy = lock_policy_for_update(policy)
    now = clock.now()
    draft = Draft.objects.select_for_update().filter(policy=policy).first()
    if draft is None:
        raise Refused("no_draft", _("There is no draft to post. Import a text or begin one from the posted version."))
    if not summary.strip():
        raise Refused("summary_missing", _("Say in a sentence what changes: it goes into every notice."), status=422)
    reseller = this_reseller()
    last = standing_versions(policy).order_by("-effective_at").first()
    effective_at = _effect(now=now, last=last, at=at)
    if last is not None and significance == Significance.MATERIAL:
        _after_notice(effective_at, earliest=earliest_effect(now=now, notice_days=reseller.notice_days))
    mandatory_or_refused(draft)
    template = document_from_json(draft.document)
    filled = filled_or_refused(template, draft.values, reseller)
    editions = filled_editions(draft, reseller)
    edition_digests = digests_of(editions)
    if last is not None and (last.digest, last.edition_digests) == (digest(filled), edition_digests):
        raise Refused(
            "nothing_changed", _("Nothing differs from version %d, so there is nothing to post.") % last.number
        )
    approval = approved_or_refused(draft, filled, edition_digests)
    number = (PolicyVersion.objects.filter(policy=policy).aggregate(last=Max("number"))["last"] or 0) + 1
    version = PolicyVersion.objects.create(
        policy=policy,
        number=number,
        document=document_to_json(filled),
        template=document_to_json(template),
        digest=digest(filled),
        edition_digests=edition_digests,
        values={variable.name: variable.value for variable in filled.variables},
        summary=summary.strip(),
        significance=significance,
        base_publisher=draft.base_publisher,
        base_number=draft.base_number,
        posted_at=effective_at if at is None else now,
        posted_by=by.pseudonym,
        effective_at=effective_at,
    )
    PostedProvision.objects.bulk_create(_provisions(version, filled))
    post_editions(version, editions)
    Policy.objects.filter(pk=policy.pk).update(title=filled.title)
    draft.delete()
    pages_changed(reseller)
    approved = {"draft": str(approval.draft), "approved_by": str(approval.approved_by)} if approval else {}
    record(verb="version.posted", at=now, by=by.pseudonym, subject=version, facts=version_facts(version) | approved)
    if at is None:
        publish_release(version=version, reseller=reseller, at=now)
    for listener in events.posted:
        listener(
            version=version, by=by, at=now, notify=significance == Significance.MATERIAL if notify is None else notify
        )
    wake("policies.versions.tasks.fetch_proof", version_id=str(version.pk))
    return version


def _effect(*, now: dt.datetime, last: PolicyVersion | None, at: dt.datetime | None) -> dt.datetime:
    scheduled = last if last is not None and last.effective_at > max(now, last.posted_at) else None
    if at is not None and at <= now:
        raise Refused("not_in_future", _("The instant must still be to come; leave it out to post now."), status=422)
    if scheduled is not None and (at is None or at <= scheduled.effective_at):
        sentence = _("Version %(number)d takes effect on %(at)s. Withdraw it first, or name a later instant.") % {
            "number": scheduled.number,
            "at": scheduled.effective_at.isoformat(),
        }
        raise Refused("scheduled_ahead", sentence)
    return effect(now=now, last=last.effective_at if last else None, at=at)


def _after_notice(effective_at: dt.datetime, *, earliest: dt.datetime) -> None:
    if effective_at < earliest:
        sentence = _(
            "Your notice period asks for a later effect: %s at the earliest. Name that instant or a later one."
        )
        raise Refused("notice_period", sentence % earliest.isoformat(timespec="seconds"), status=422)


def _provisions(version: PolicyVersion, document: Document) -> list[PostedProvision]:
    return [
        PostedProvision(
            version=version,
            position=position,
            parent_key=placed.parent_key or "",
            key=placed.key,
            kind=placed.provision.kind.value,
            category=placed.provision.category or "",
            number=placed.path[:300],
            text=placed.provision.text,
            digest=provision_digest(placed.provision),
            needs_authorization=placed.provision.needs_authorization,
            discretionary=placed.provision.discretionary,
            acknowledge_separately=placed.provision.acknowledge_separately,
        )
        for position, placed in enumerate(document.walk())
    ]
