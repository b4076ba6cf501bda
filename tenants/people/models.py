"""People who sign in, the roles they hold, and the links and tokens they were given."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.outbox.models import OutboxItem, OutboxStatus
from tenants.resellers.freeze import frozen
from tenants.resellers.hourly_counts import HourlyCount


class Role(models.TextChoices):
    """What a person may do for the reseller; one person may hold several (DESIGN §5)."""

    OPERATOR = "operator", _("Operator")
    ADMINISTRATOR = "administrator", _("Administrator")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    CASE_OFFICER = "case_officer", _("Case officer")
    ENFORCEMENT_APPROVER = "enforcement_approver", _("Enforcement approver")
    APPEAL_REVIEWER = "appeal_reviewer", _("Appeal reviewer")
    FINANCE = "finance", _("Finance")
    EVIDENCE_CUSTODIAN = "evidence_custodian", _("Evidence custodian")
    AUDITOR = "auditor", _("Auditor")
    PARTNER = "partner", _("Partner")


class UserManager(BaseUserManager["User"]):
    """Finds people by their mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Returns the person with this address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person in one tenant (or an operator, in public). Frozen rows name them by `pseudonym` only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    pseudonym = models.UUIDField(unique=True, default=uuid.uuid4)
    email = models.EmailField(_("mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(default=True)
    # Counts what changed about whom this person acts for and what was agreed there (a trigger of the customers' room),
    # so that what a session or a token keeps of it is known to be stale without a query.
    acting_revision = models.PositiveIntegerField(default=0, editable=False)
    # Counts how often all sessions of this person were ended: none that began before is one any more.
    sessions_revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email")]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles: frozenset[Role] | None = None

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held now; read once per request."""
        if self._roles is None:
            self._roles = frozenset(Role(role) for role in self.staff_roles.values_list("role", flat=True))
        return self._roles

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must still match: the password, and that nobody ended all sessions since."""
        marked = f"{self.password}:{self.sessions_revision}"
        return salted_hmac("people.User.session", marked, secret=secret, algorithm="sha256").hexdigest()


class StaffRole(models.Model):
    """One role that one person holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=30, choices=Role)
    granted_by = models.UUIDField(null=True)  # None: the command line, the operator's provisioning, or the upstream
    #: The schema of the upstream that named this person, and so nobody here did; else empty.
    upstream = models.CharField(max_length=63, blank=True)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="staff_role_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="staff_role_known"),
            models.CheckConstraint(
                condition=models.Q(upstream="") | models.Q(role="appeal_reviewer", granted_by=None),
                name="staff_role_of_upstream",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class Invitation(models.Model):
    """Somebody of the tenant invited a person here, who is no second person to them (invariant 6). Frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    invited_by = models.UUIDField()
    invited_at = models.DateTimeField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.id)


class SignInLink(models.Model):
    """A mailed link that signs one person in once; only its keyed digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)


class LinkRequest(models.Model):
    """Somebody asked for a link to sign in; only a worker looks whose address it is, and then forgets the asking."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email = models.EmailField(max_length=254)
    next = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class MailKind(models.TextChoices):
    """What a mail about an account says."""

    SIGN_IN = "sign-in", _("Link to sign in")
    INVITATION = "invitation", _("Invitation")
    ROLES = "roles", _("Role given")
    ADDRESS_CONFIRM = "address-confirm", _("Mail address to confirm")
    ADDRESS_ASKED = "address-asked", _("Change of mail address asked for")
    ADDRESS_CHANGED = "address-changed", _("Mail address changed")


class AccountMail(OutboxItem):
    """A mail to one person about their account; a link in it is made when it is sent, so that none is kept here.

    `address` is where it goes where that is not the person's own; `facts` is what it says, without any name.
    """

    kind = models.CharField(max_length=20, choices=MailKind)
    user = models.ForeignKey(User, models.CASCADE, related_name="account_mails")
    address = models.EmailField(max_length=254, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=OutboxStatus.values), name="account_mail_status"),
            models.CheckConstraint(condition=models.Q(kind__in=MailKind.values), name="account_mail_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class AddressChange(models.Model):
    """Somebody wants another mail address; it is theirs once they open the link that was mailed there.

    `digest` is that of the link's secret, None until the mail is sent. `ended_at`: it came to nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="address_changes")
    email = models.EmailField(_("new mail address"), max_length=254)
    digest = models.CharField(max_length=64, unique=True, null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(confirmed_at=None, ended_at=None), name="address_change_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Method(models.TextChoices):
    """How somebody signed in."""

    LINK = "link", _("Mailed link")
    PASSWORD = "password", _("Password")


class SignIn(models.Model):
    """A session of a person: when, how and with which browser it began. Its cookie is never shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="sign_ins")
    session_key = models.CharField(max_length=40, unique=True)
    method = models.CharField(max_length=10, choices=Method)
    browser = models.CharField(max_length=200, blank=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(method__in=Method.values), name="sign_in_method")]

    def __str__(self) -> str:
        return self.browser or str(self.id)


class SignInCount(HourlyCount):
    """How often one network, or one mail address, was tried in one hour."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "hour"], name="sign_in_count_once")]


class ApiToken(models.Model):
    """A token for machines that acts as its person, within its scopes; only its keyed digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    # What the gate found last of this token's person: kept here as a session keeps it, never the truth itself.
    gate = models.JSONField(default=dict, editable=False)

    def __str__(self) -> str:
        return self.name


class SettingChange(models.Model):
    """A setting that later computing looks back at was another from `at` on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=40)
    old = models.JSONField()
    new = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "at"], name="setting_change_once")]
        triggers = frozen()

    def __str__(self) -> str:
        return self.name


class Logo(models.Model):
    """A picture that stands, or stood, for the reseller; a PNG encoded anew. `plate`: what must stand behind it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    data = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    plate = models.CharField(max_length=5, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField()

    class Meta:
        triggers = frozen()

    def __str__(self) -> str:
        return str(self.id)
