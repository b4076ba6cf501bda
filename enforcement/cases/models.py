"""Cases, determinations with the provisions they cite, and their approval by another person."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from enforcement.cases.allowances.models import Allowance, CaseProposal, Usage
from enforcement.cases.authorizations.models import Authorization, AuthorizationRequest, RequestStatus
from enforcement.cases.findings.models import Finding
from enforcement.cases.passing.models import PassedEvidence, Passing, PassingReply, Recipient, RecipientKind, Way
from enforcement.cases.strikes.models import Strike
from enforcement.reports.models import Evidence, Report
from policies.versions.models import PolicyVersion, PostedProvision
from tenants.customers.models import Customer, Deviation, Service, Span
from tenants.people.models import User
from tenants.resellers.freeze import frozen

__all__ = [
    "Actor",
    "Against",
    "Allowance",
    "Approval",
    "Authorization",
    "AuthorizationRequest",
    "Basis",
    "Case",
    "CaseProposal",
    "CaseStatus",
    "Citation",
    "Conduct",
    "Determination",
    "Finding",
    "Intent",
    "PassedEvidence",
    "Passing",
    "PassingReply",
    "Recipient",
    "RecipientKind",
    "Reliance",
    "RequestStatus",
    "Strike",
    "Usage",
    "Way",
]


class CaseStatus(models.TextChoices):
    """Where a case stands."""

    OPEN = "open", _("Open")
    INVESTIGATING = "investigating", _("Investigating")
    DETERMINED = "determined", _("Determined")
    CLOSED = "closed", _("Closed")


class Priority(models.TextChoices):
    """How soon a case wants work."""

    LOW = "low", _("Low")
    NORMAL = "normal", _("Normal")
    HIGH = "high", _("High")
    URGENT = "urgent", _("Urgent")


class Case(models.Model):
    """What staff look into: begun by a report or an observation (R7), about one customer's service.

    `priority_by` is who set the priority by hand; while it is None the priority follows kind of conduct and reports.
    A case that was merged is closed and names the one that goes on; one that was split off names where it came from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.PositiveIntegerField(unique=True)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="cases")
    service = models.ForeignKey(Service, models.PROTECT, related_name="cases")
    category = models.CharField(max_length=40)
    summary = models.TextField()
    reports = models.ManyToManyField(Report, related_name="cases")
    # Came after the case was closed, about the same: a person reopens the case, or opens another.
    later_reports = models.ManyToManyField(Report, related_name="earlier_cases")
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    assignee = models.ForeignKey(User, models.PROTECT, null=True, related_name="assigned_cases")
    assigned_at = models.DateTimeField(null=True)
    assigned_by = models.UUIDField(null=True)
    priority = models.CharField(max_length=10, choices=Priority, default=Priority.NORMAL)
    priority_by = models.UUIDField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="split_off")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CaseStatus.values), name="case_status"),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="case_priority"),
            models.CheckConstraint(
                condition=Q(assignee=None, assigned_at=None, assigned_by=None)
                | Q(assignee__isnull=False, assigned_at__isnull=False, assigned_by__isnull=False),
                name="case_assigned_at_an_instant",
            ),
            models.CheckConstraint(condition=Q(merged_into=None) | Q(status="closed"), name="case_merged_is_closed"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="case_merged_into_another"),
        ]
        # The list, what is not closed of it (by kind for the picture), a service's and a customer's own.
        indexes = [
            models.Index(fields=["opened_at", "id"], name="case_opened"),
            models.Index(fields=["opened_at", "id"], condition=~Q(status="closed"), name="case_not_closed"),
            models.Index(fields=["category", "opened_at", "id"], condition=~Q(status="closed"), name="case_kind_open"),
            models.Index(fields=["service", "-opened_at"], condition=~Q(status="closed"), name="case_service_open"),
            models.Index(fields=["customer", "-opened_at"], name="case_of_customer"),
        ]

    def __str__(self) -> str:
        return f"C-{self.number}"


class Joining(models.Model):
    """Which later reports join a case by themselves: those of its service and kind, about acts of that time (UTC).

    The time has half of `SAME_ACT_WITHIN` around it on both sides. Of several open cases whose times overlap one
    alone has `joins`; the others are there because somebody wanted them.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="joining")
    service = models.ForeignKey(Service, models.PROTECT, related_name="+")
    category = models.CharField(max_length=40)
    acts_from = models.DateTimeField()
    acts_until = models.DateTimeField()
    joins = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(acts_until__gte=F("acts_from")), name="joining_span"),
            ExclusionConstraint(
                name="joining_one_case",
                expressions=[
                    ("service", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    (Span("acts_from", "acts_until", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(joins=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Intent(models.TextChoices):
    """R12: intentionally or unintentionally."""

    INTENTIONAL = "intentional", _("Intentionally")
    UNINTENTIONAL = "unintentional", _("Unintentionally")


class Conduct(models.TextChoices):
    """R12: what was done, in the AUP's own verbs."""

    ENGAGED = "engaged", _("Engaged in it")
    ATTEMPTED = "attempted", _("Attempted it")
    FOSTERED = "fostered", _("Fostered it")
    FACILITATED = "facilitated", _("Facilitated it")
    PERMITTED = "permitted", _("Permitted it")
    ENCOURAGED = "encouraged", _("Encouraged others")


class Actor(models.TextChoices):
    """R2: who acted, apart from the customer, which answers for all of them."""

    CUSTOMER = "customer", _("The customer itself")
    ACCOUNT_USER = "account_user", _("A user of its account")
    THIRD_PARTY = "third_party", _("Somebody else, through the customer's service")
    UNKNOWN = "unknown", _("It is not known who")


class Basis(models.TextChoices):
    """On which ground the conduct is a violation."""

    POLICY = "policy", _("The policy forbids it")
    LAW = "law", _("The law forbids it, and the policy refers to that")


class Against(models.TextChoices):
    """R16: what the act was directed at; the subject is always who acted."""

    OTHERS = "others", _("Other people, or nobody in particular")
    THIRD_PARTY_EQUIPMENT = "third_party_equipment", _("Equipment of a third party")
    COMPANY_WEBSITE = "company_website", _("The company's website")
    COMPANY_EQUIPMENT = "company_equipment", _("The company's equipment")
    COMPANY_SOFTWARE = "company_software", _("The company's software")


class Determination(models.Model):
    """The reseller determines a violation (R9, R12); frozen. With `needs_approval` it has effect once approved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="determinations")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="determinations")
    service = models.ForeignKey(Service, models.PROTECT, related_name="determinations")
    actor = models.CharField(_("who acted"), max_length=200)
    actor_kind = models.CharField(max_length=20, choices=Actor, default=Actor.ACCOUNT_USER)
    against = models.CharField(max_length=30, choices=Against, default=Against.OTHERS)
    ground = models.CharField(max_length=20, choices=Basis, default=Basis.POLICY)
    intent = models.CharField(max_length=20, choices=Intent)
    conduct = models.CharField(max_length=20, choices=Conduct)
    act_started_at = models.DateTimeField()
    act_ended_at = models.DateTimeField()
    facts = models.TextField()
    rationale = models.TextField(blank=True)
    despite_authorization = models.TextField(blank=True)  # why it is a violation though something was authorized (R14)
    needs_approval = models.BooleanField()
    #: For how many days after it takes effect it may be appealed: promised then, whatever the setting becomes.
    appeal_days = models.PositiveSmallIntegerField()
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(act_ended_at__gte=F("act_started_at")), name="determination_span"),
            models.CheckConstraint(condition=Q(act_ended_at__lte=F("decided_at")), name="determination_after_the_act"),
            models.CheckConstraint(
                condition=Q(needs_approval=False) | ~Q(rationale=""), name="determination_rationale"
            ),
            models.UniqueConstraint(fields=["id", "decided_by"], name="determination_decider"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.case} {self.decided_at:%Y-%m-%d}"


class Reliance(models.Model):
    """A file of evidence that a determination relies on, by its digest; of a report in the case (also a trigger)."""

    determination = models.ForeignKey(Determination, models.PROTECT, related_name="reliances")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="reliances")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["determination", "evidence"], name="reliance_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest


class Citation(models.Model):
    """A provision a determination cites, in force for the customer between the start and the end of the act.

    `deviation` holds the words that the customer's agreement put in the provision's place, or added (invariant 5).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    determination = models.ForeignKey(Determination, models.PROTECT, related_name="citations")
    version = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="citations")
    provision = models.ForeignKey(PostedProvision, models.PROTECT, related_name="citations", null=True)
    deviation = models.ForeignKey(Deviation, models.PROTECT, related_name="citations", null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["determination", "provision"], name="citation_once"),
            models.UniqueConstraint(fields=["determination", "deviation"], name="citation_of_deviation_once"),
            models.CheckConstraint(
                condition=Q(provision__isnull=False) | Q(deviation__isnull=False), name="citation_names_words"
            ),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return self.digest

    @property
    def key(self) -> str:
        """The provision's key."""
        return self.provision.key if self.provision else self.deviation.key if self.deviation else ""

    @property
    def number(self) -> str:
        """The mark that is printed before the words."""
        return self.provision.number if self.provision else ""

    @property
    def text(self) -> str:
        """The words that bound the customer: those agreed with it, where there are any."""
        return self.deviation.text if self.deviation else self.provision.text if self.provision else ""

    @property
    def discretionary(self) -> bool:
        """Whether the words leave the judgement to the company (R18)."""
        return bool(self.provision.discretionary if self.provision else self.deviation and self.deviation.discretionary)


class Approval(models.Model):
    """Another person approved the determination; the database refuses the same one (invariant 6)."""

    determination = models.OneToOneField(Determination, models.PROTECT, primary_key=True, related_name="approval")
    decided_by = models.UUIDField()
    approved_by = models.UUIDField()
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("approved_by")), name="approval_another_person"),
        ]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.determination_id)


class NoteKind(models.TextChoices):
    """Who reads a note."""

    INTERNAL = "internal", _("Internal")
    REPORTER = "reporter", _("To the reporter")
    CUSTOMER = "customer", _("To the customer")


class Note(models.Model):
    """What somebody wrote in a case, for one kind of reader. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=NoteKind)
    words = models.TextField()
    written_by = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="note_kind")]
        indexes = [models.Index(fields=["case", "-written_at"], name="note_of_case")]
        triggers = frozen()

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


class NoteReader(models.Model):
    """A report whose reporter reads a note on the page that follows it. Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    note = models.ForeignKey(Note, models.PROTECT, related_name="readers")
    report = models.ForeignKey(Report, models.PROTECT, related_name="note_readers")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "report"], name="note_reader_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.report_id)


class ReplyTemplate(models.Model):
    """Words that a tenant often writes in notes of one kind, with blanks that are filled in from the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(_("title"), max_length=100)
    kind = models.CharField(_("kind of note"), max_length=10, choices=NoteKind)
    words = models.TextField(_("words"))
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NoteKind.values), name="reply_template_kind"),
            models.UniqueConstraint(fields=["kind", "title"], name="reply_template_title"),
        ]

    def __str__(self) -> str:
        return self.title
