"""Who may do what: one table of roles and permissions, shown as a page and asked by every view and endpoint."""

from typing import Final, Protocol

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.people.models import Role, User
from tenants.resellers.refusals import Refused


class Permission(models.TextChoices):
    """One thing that can be allowed; also the scopes an API token may carry."""

    MANAGE_RESELLERS = "resellers.manage", _("Create and close resellers")
    SEE_UPTAKE = "uptake.see", _("See who has taken a release over")
    MANAGE_PEOPLE = "people.manage", _("Invite people and give roles")
    MANAGE_SETTINGS = "settings.manage", _("Change the reseller's settings")
    SEE_CUSTOMERS = "customers.see", _("See customers, agreements and services")
    MANAGE_CUSTOMERS = "customers.manage", _("Import and change customers")
    SEE_POLICIES = "policies.see", _("See drafts and versions")
    EDIT_POLICIES = "policies.edit", _("Edit drafts and follow upstream")
    POST_POLICIES = "policies.post", _("Post and withdraw versions")
    SEE_NOTICES = "notices.see", _("See notices and their deliveries")
    MANAGE_NOTICES = "notices.manage", _("Pause, cancel and repeat notices")
    SEE_REPORTS = "reports.see", _("See abuse reports")
    SUBMIT_REPORTS = "reports.submit", _("Hand abuse reports in through the API, and ask how far they are")
    HANDLE_REPORTS = "reports.handle", _("Enter and complete abuse reports")
    OPEN_EVIDENCE = "evidence.open", _("Open sealed evidence")
    KEEP_EVIDENCE = "evidence.keep", _("Seal, hold, report to authorities and remove evidence")
    EXPORT_EVIDENCE = "evidence.export", _("Export the evidence about a customer, a case or a version")
    SEE_CASES = "cases.see", _("See cases, determinations and measures")
    WORK_CASES = "cases.work", _("Open cases, decide determinations, propose measures")
    APPROVE_ENFORCEMENT = "enforcement.approve", _("Approve determinations and measures of others")
    SEE_APPEALS = "appeals.see", _("See appeals")
    REVIEW_APPEALS = "appeals.review", _("Decide appeals")
    SEE_CREDITS = "credits.see", _("See service levels, interruptions and statements")
    MANAGE_CREDITS = "credits.manage", _("Import interruptions and run credits")
    REPORT_INTERRUPTIONS = "interruptions.report", _("Report interruptions, as monitoring does")
    APPROVE_CREDITS = "credits.approve", _("Approve and issue credit statements")
    PUBLISH_TRANSPARENCY = "transparency.publish", _("Publish transparency reports")
    CONFIRM_PROVISIONING = "provisioning.confirm", _("Confirm that a hold was carried out")
    SEE_LEDGER = "ledger.see", _("See the ledger and its heads")
    EXPORT_LEDGER = "ledger.export", _("Seal and export the ledger")


#: Asked by the endpoints of a customer's own people, where what they may see follows from whom they act for: anyone
#: signed in, or a token with this scope. No role gives it, and anyone may give it to a token of theirs.
OWN: Final = "own"
OWN_LABEL = _("See and do what your own customer pages offer, in your name")

P = Permission
_SEE = {P.SEE_CUSTOMERS, P.SEE_POLICIES, P.SEE_NOTICES, P.SEE_REPORTS, P.SEE_CASES, P.SEE_APPEALS, P.SEE_CREDITS}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: frozenset({P.MANAGE_RESELLERS, P.SEE_UPTAKE, P.SEE_LEDGER}),
    Role.ADMINISTRATOR: frozenset(
        _SEE
        | {P.MANAGE_PEOPLE, P.MANAGE_SETTINGS, P.MANAGE_CUSTOMERS, P.MANAGE_NOTICES}
        | {P.REPORT_INTERRUPTIONS, P.CONFIRM_PROVISIONING, P.PUBLISH_TRANSPARENCY, P.SEE_LEDGER, P.EXPORT_LEDGER}
    ),
    Role.EDITOR: frozenset({P.SEE_POLICIES, P.EDIT_POLICIES, P.SEE_NOTICES, P.SEE_CUSTOMERS}),
    Role.APPROVER: frozenset({P.SEE_POLICIES, P.POST_POLICIES, P.SEE_NOTICES, P.MANAGE_NOTICES, P.SEE_CUSTOMERS}),
    Role.CASE_OFFICER: frozenset(
        {P.SEE_CUSTOMERS, P.SEE_POLICIES, P.SEE_REPORTS, P.HANDLE_REPORTS, P.SEE_CASES, P.WORK_CASES, P.SEE_APPEALS}
    ),
    Role.ENFORCEMENT_APPROVER: frozenset(
        {P.SEE_CUSTOMERS, P.SEE_POLICIES, P.SEE_REPORTS, P.SEE_CASES, P.APPROVE_ENFORCEMENT, P.SEE_APPEALS}
    ),
    Role.APPEAL_REVIEWER: frozenset({P.SEE_CUSTOMERS, P.SEE_POLICIES, P.SEE_CASES, P.SEE_APPEALS, P.REVIEW_APPEALS}),
    Role.FINANCE: frozenset(
        {P.SEE_CUSTOMERS, P.SEE_CREDITS, P.MANAGE_CREDITS, P.REPORT_INTERRUPTIONS, P.APPROVE_CREDITS, P.SEE_CASES}
    ),
    Role.EVIDENCE_CUSTODIAN: frozenset(
        {P.SEE_CUSTOMERS, P.SEE_POLICIES, P.SEE_REPORTS, P.SEE_CASES}
        | {P.OPEN_EVIDENCE, P.KEEP_EVIDENCE, P.EXPORT_EVIDENCE}
    ),
    # Another provider's account, whose token passes cases on to this reseller; it sees nothing of what is here.
    Role.PARTNER: frozenset({P.SUBMIT_REPORTS}),
    Role.AUDITOR: frozenset(_SEE | {P.SEE_LEDGER, P.EXPORT_LEDGER, P.EXPORT_EVIDENCE}),
}


def permissions_of(user: User | AnonymousUser) -> frozenset[Permission]:
    """Returns everything the person's roles allow; nobody signed in: nothing."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    return frozenset().union(*(ROLES[role] for role in user.roles))


class Allowing(Protocol):
    """A verb: any one of its permissions is enough."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """Who may: whoever holds one of these."""


def any_of(what: Permission | Allowing) -> frozenset[Permission]:
    """Returns the permissions of which one is needed."""
    return frozenset({what}) if isinstance(what, Permission) else what.permissions


def may(user: User | AnonymousUser, what: Permission | Allowing) -> bool:
    """Whether one of the person's roles allows it."""
    return bool(any_of(what) & permissions_of(user))


def require(user: User | AnonymousUser, what: Permission | Allowing) -> None:
    """Raises Refused (403, `not_allowed`) unless one of the person's roles allows it."""
    if not may(user, what):
        raise Refused("not_allowed", str(_("Your roles do not allow this. Ask an administrator.")), status=403)


def holders(what: Permission | Allowing) -> QuerySet[User]:
    """Returns everybody whose roles allow it, by name."""
    roles = [role for role, held in ROLES.items() if held & any_of(what)]
    return User.objects.filter(is_active=True, staff_roles__role__in=roles).distinct().order_by("name", "email")
