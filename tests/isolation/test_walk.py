"""Everybody of beta asks for acme's things wherever a door opens to them: nothing of acme is answered or changed.

Where a door is shut to a role, test_doors.py asks each of its methods, and holds the refusal to the same.
"""

import json
from functools import cache
from typing import Any

import pytest
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, path, resolve

from enforcement.reports.models import Reporter
from tenants.customers.models import Capacity
from tenants.people.models import Role
from tests.conftest import standing_in
from tests.isolation import doors
from tests.isolation.acme import Acme, tenant_models
from tests.isolation.beta import EVERYBODY, STAFF, TOKENS, Beta, taken_back
from tests.isolation.judging import Judge, fingerprint, touched
from tests.isolation.walking import Stop, addresses, attack, stops


def walk(acme: Acme, beta: Beta, who: str, walked: list[Stop], *, others: bool = False) -> list[str]:
    """Asks every address as one person, by its view's own methods or all others; returns what was wrong and where."""
    judge, body, wrong = Judge.of(acme), attack(acme), []
    before = fingerprint("acme")
    for stop in walked:
        for address in addresses(stop, acme):
            for method in stop.other_methods if others else stop.methods:
                with taken_back():
                    answer = ask(beta.client(who), method, address, body, api=stop.api)
                    asked = f"{address} {body}" if method not in {"GET", "HEAD"} else address
                    wrong += [f"{method} {address} as {who} {fault}" for fault in judge.faults(answer, asked=asked)]
                    wrong += [f"{method} {address} as {who} changes {name}" for name in changed("acme", before)]
    after = fingerprint("acme")
    return wrong + [f"the walk as {who} changed {name} of acme" for name in after if after[name] != before[name]]


def changed(schema: str, before: dict[str, str]) -> list[str]:
    """The tables of a tenant written to in this transaction; of the public ones only where the tenant's rows differ."""
    tables = touched(schema)
    found = [table for table in tables if table.startswith(f"{schema}.")]
    if len(found) < len(tables):
        now = fingerprint(schema)
        found += [name for name in ("releases", "reseller") if now[name] != before[name]]
    return found


def ask(client: Client, method: str, address: str, body: dict[str, str], *, api: bool) -> Any:
    """One request; the body goes along where a method has one."""
    if method in {"GET", "HEAD", "OPTIONS"}:
        return client.generic(method, address)
    if method == "POST" and not api:
        return client.generic(method, address, as_form(tuple(body.items())), content_type=MULTIPART_CONTENT)
    return client.generic(method, address, json.dumps(body), content_type="application/json")


@cache
def as_form(body: tuple[tuple[str, str], ...]) -> bytes:
    """The body as a form sends it; written once, since a walk sends the same everywhere."""
    return encode_multipart(BOUNDARY, dict(body))


def lets_in(who: str, stop: Stop) -> bool:
    """Whether the door may open; where it is shut to a role, test_doors.py asks what is answered before it."""
    if who in TOKENS and not stop.api:
        return False
    role = who.removeprefix("token of ")
    if role not in STAFF:
        return True
    asked = {one for door in doors.declared(stop, host="reseller") for one in door.who}
    return bool(asked & doors.WORDS) or not asked.isdisjoint(doors.roles_agreed()[role])


@pytest.mark.parametrize("who", EVERYBODY)
def test_nothing_of_acme_is_answered_or_changed_at_beta(acme_data: Acme, beta_people: Beta, who: str) -> None:
    wrong = walk(acme_data, beta_people, who, [stop for stop in stops() if lets_in(who, stop)])
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("who", [Role.ADMINISTRATOR.value, Capacity.REPRESENTATIVE.value])
def test_no_other_method_helps_whoever_asks(acme_data: Acme, beta_people: Beta, who: str) -> None:
    wrong = walk(acme_data, beta_people, who, stops(), others=True)
    assert not wrong, "\n".join(wrong)


def test_the_walk_passes_every_pattern_that_the_resolver_holds(acme_data: Acme) -> None:
    def counted(resolver: URLResolver) -> int:
        return sum(counted(one) if isinstance(one, URLResolver) else 1 for one in resolver.url_patterns)

    walked = stops()
    assert len(walked) == counted(get_resolver("portal.urls")) > 100
    lost = []
    for stop in walked:
        found = addresses(stop, acme_data)
        assert found, stop.route
        for address in found:
            try:
                reached = resolve(address, "portal.urls").func
            except Resolver404:
                lost.append(f"{stop.route}: {address} leads nowhere")
                continue
            if reached is not stop.view:
                lost.append(f"{stop.route}: {address} leads to {reached}")
    assert not lost, "\n".join(lost)


def test_acme_has_a_row_of_every_model_and_a_canary_in_every_text(acme_data: Acme) -> None:
    empty = [name for name, ids in acme_data.ids.items() if not ids and name not in NEVER_FILLED]
    assert empty == []
    silent = []
    with standing_in("acme"):
        for model in tenant_models():
            if model._meta.app_label in FREE_OF_WORDS:
                continue
            rows = list(model._default_manager.all())
            silent += [
                f"{model._meta.label}.{field.name}"
                for field in model._meta.concrete_fields
                if is_free_text(field) and not any(acme_data.canary in str(getattr(row, field.attname)) for row in rows)
            ]
    assert not sorted(set(silent) - FIXED), "\n".join(silent)


#: Tables that stay empty here: the frameworks' own, which no row of ours enters.
NEVER_FILLED = {"permission", "group", "group_permissions", "unsealed"}
FREE_OF_WORDS = {"auth", "contenttypes", "sessions"}
#: Texts that the portal makes by itself, or whose form leaves no room: kinds, digests, keys, numbers, ISO codes.
FIXED = {
    "acknowledgements.Acknowledgement.binding_digest",
    "acknowledgements.Acknowledgement.edition_digest",
    "acknowledgements.Acknowledgement.edition_language",
    "acknowledgements.Acknowledgement.receipt",  # signed, and looked for as it is
    "acknowledgements.Acknowledgement.ticks",
    "acknowledgements.Decline.binding_digest",
    "acknowledgements.Decline.edition_digest",
    "acknowledgements.Decline.edition_language",
    "acknowledgements.Paper.content_type",
    "acknowledgements.Paper.document_digest",
    "acknowledgements.Paper.path",
    "acknowledgements.Paper.zone",
    "acknowledgements.View.edition_language",
    "appeals.AppealEvidence.path",
    "alerts.Alert.path",
    "alerts.Alert.subject_type",
    "alerts.AlertMail.answer",  # the mail server's
    "cases.Allowance.unit",
    "cases.Authorization.document_digest",
    "cases.Authorization.path",
    "cases.Case.category",
    "cases.PassedEvidence.digest",
    "cases.Recipient.token",  # encrypted
    "cases.Joining.category",
    "cases.Strike.category",
    "cases.StrikeRule.category",
    "credits.ApprovalLimit.currency",
    "credits.Attribution.cause",
    "credits.CreditClaim.month",
    "credits.CreditMonth.month",
    "credits.CreditMonth.timezone",
    "credits.CreditRun.month",
    "credits.CreditStatement.currency",
    "credits.CreditStatement.month",
    "credits.CreditStatement.timezone",
    "credits.Exclusion.remedy_digest",
    "credits.Exclusion.remedy_key",
    "credits.Payment.currency",
    "credits.PreviewedChange.currency",
    "credits.ReceivedCredit.currency",
    "credits.ReceivedCredit.digest",
    "credits.ReceivedCredit.document_digest",
    "credits.ReceivedCredit.month",
    "credits.ReceivedCredit.path",
    "credits.ReceivedLine.intervals",
    "credits.Recomputation.month",
    "credits.LevelVersion.currency",
    "credits.LevelVersion.hours",
    "credits.LevelVersion.measured",
    "credits.LevelVersion.rounding",
    "credits.LevelVersion.tiers",
    "notices.Delivery.language",
    "notices.Preference.channels",
    "notices.Preference.feed_digest",
    "notices.Preference.language",
    "customers.Authority.document_digest",
    "customers.ServicePrice.currency",
    "people.SettingChange.name",
    "people.SettingChange.new",
    "people.SettingChange.old",
    "people.StaffRole.upstream",
    "customers.Authority.path",
    "customers.Deviation.document_digest",
    "customers.Deviation.general_digest",
    "customers.Deviation.kind",
    "customers.Deviation.parent_key",
    "customers.Deviation.path",
    "customers.Service.currency",
    "holds.Measure.remedy_digest",
    "holds.ProvisioningCall.event",
    "ledger.Entry.subject_id",
    "ledger.Entry.subject_type",
    "ledger.Personal.name",
    "ledger.TreeHead.frontier",
    "notices.Notice.kind",
    "notices.Notice.path",
    "notices.Notice.subject_id",
    "notices.Notice.subject_type",
    "reports.Evidence.path",
    "reports.Complaint.found",
    "reports.OldestAct.category",
    "reports.RawReport.fingerprint",
    "reports.RawReport.path",
    "reports.Removal.path",
    "reports.Report.category",
    "reports.Report.follow_digest",
    "reports.SealedText.column",
    "drafts.Draft.unconfirmed",  # keys
    "drafts.Draft.base_document",  # the vendor's words
    "drafts.Draft.base_publisher",
    "people.ApiToken.gate",  # numbers and instants of what was acknowledged
    "people.Logo.plate",
    "people.SignIn.session_key",  # shown to nobody, and a secret of its own
    "drafts.DraftApproval.edition_digests",
    "drafts.DraftComment.key",
    "transparency.Publication.period",
    "versions.Counterpart.own",
    "versions.Counterpart.publisher",
    "versions.Counterpart.theirs",
    "versions.Edition.language",
    "versions.MandatoryMark.key",
    "versions.Policy.slug",
    "versions.PolicyVersion.base_publisher",
    "versions.PolicyVersion.edition_digests",
    "versions.PostedProvision.category",
    "versions.PostedProvision.key",
    "versions.PostedProvision.kind",
    "versions.PostedProvision.number",
    "versions.PostedProvision.parent_key",
    "drafts.PreparedEdition.language",
    "following.Resolution.key",
    "following.Resolution.left",
    "following.TakeOver.base_document",
    "following.TakeOver.base_publisher",
    "following.TakeOver.publisher",
}


def is_free_text(field: models.Field[Any, Any]) -> bool:
    """Whether people's own words can stand there."""
    words = isinstance(field, (models.CharField, models.TextField, models.JSONField))
    return words and not field.choices and field.name not in {"digest", "password", "verb", "signed"}


def leaking(request: HttpRequest) -> HttpResponse:
    """A view as it must never be: it reads another tenant."""
    with standing_in("acme"):
        return HttpResponse(Reporter.objects.filter(name__startswith="Rita").get().name)


def changing(request: HttpRequest) -> HttpResponse:
    """A view as it must never be: it writes to another tenant."""
    with standing_in("acme"):
        Reporter.objects.update(name="Somebody else")
    return HttpResponse("done")


def breaking(request: HttpRequest) -> HttpResponse:
    """A view that fails."""
    raise ZeroDivisionError


def test_the_walk_catches_a_view_that_leaks_changes_or_breaks(acme_data: Acme, beta_people: Beta) -> None:
    views = {"leak/": leaking, "change/": changing, "break/": breaking}
    with override_settings(
        ROOT_URLCONF=type("Bad", (), {"urlpatterns": [path(at, view) for at, view in views.items()]})
    ):
        walked = [Stop(at, URLPattern(path(at, view).pattern, view), api=False) for at, view in views.items()]
        wrong = walk(acme_data, beta_people, Role.AUDITOR.value, walked)
    said = "\n".join(wrong)
    assert "GET /leak/ as auditor carries acme's canary" in said
    assert "GET /change/ as auditor changes acme.reports_reporter" in said
    assert "GET /break/ as auditor answers 500" in said
