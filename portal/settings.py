"""Every setting of Proviso, read from the environment, with defaults that run on a newcomer's machine."""

import os
import sys
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from tenants.resellers.whole_files import kept_secret

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PROVISO_VAR_DIR", BASE_DIR / "var"))
env = environ.Env()

ENVIRONMENT = env.str("PROVISO_ENV", "development")
if ENVIRONMENT not in {"development", "production", "demo", "story", "test"}:
    message = f"PROVISO_ENV is {ENVIRONMENT!r}; use development, production, demo, story or test."
    raise ImproperlyConfigured(message)
PRODUCTION = ENVIRONMENT == "production"
DEBUG = False

# The one clock (DESIGN, invariant 11): the database's own, unless a test or the story sets it.
CLOCK = env.str("PROVISO_CLOCK", "real")
if CLOCK not in {"real", "settable"}:
    message = f"PROVISO_CLOCK is {CLOCK!r}; use real or settable."
    raise ImproperlyConfigured(message)
if PRODUCTION and CLOCK != "real":
    message = "Production refuses a settable clock: remove PROVISO_CLOCK."
    raise ImproperlyConfigured(message)


def secret_key() -> str:
    """The key all signatures derive from; production must bring its own, others keep one in var/."""
    if given := env.str("PROVISO_SECRET_KEY", ""):
        return str(given)
    if PRODUCTION:
        message = "Set PROVISO_SECRET_KEY to a long random text and keep it secret."
        raise ImproperlyConfigured(message)
    try:
        return kept_secret(VAR_DIR / "secret-key")
    except OSError as error:
        message = f"{VAR_DIR} cannot be used ({error.strerror}): remove it, or make it writable, and start again."
        raise ImproperlyConfigured(message) from error


SECRET_KEY = secret_key()

# Hosts: any may knock; the tenant middleware answers unknown ones with a plain 404.
ALLOWED_HOSTS = ["*"]
OPERATOR_HOST = env.str("PROVISO_OPERATOR_HOST", "portal.localhost")
PORT = env.int("PROVISO_PORT", 8000)
SCHEME = env.str("PROVISO_SCHEME", "https" if PRODUCTION else "http")
PUBLIC_PORT = env.str("PROVISO_PUBLIC_PORT", "" if PRODUCTION else str(PORT))
TRUSTED_PROXIES = env.int("PROVISO_TRUSTED_PROXIES", 0)

# Databases: a login role for web and workers, an owner that migrates and provisions.
AS_OWNER = env.bool("PROVISO_AS_OWNER", False)


def database_urls() -> tuple[str, str]:
    """The login role's and the owner's address; the embedded PostgreSQL where none is named."""
    login, owner = env.str("DATABASE_URL", ""), env.str("DATABASE_OWNER_URL", "")
    if login and owner:
        return login, owner
    if PRODUCTION or login or owner:
        message = "Set both DATABASE_URL (the login role) and DATABASE_OWNER_URL (the owner role)."
        raise ImproperlyConfigured(message)
    from portal import embedded  # noqa: PLC0415 - only where no database is named

    endpoint = embedded.known()
    if endpoint is None:  # such as `manage.py demo`, which starts it
        return "postgres://proviso_app@/proviso", "postgres://proviso_owner@/proviso"
    return endpoint.login_url, endpoint.owner_url


def database(url: str, *, role_per_tenant: bool) -> dict[str, Any]:
    """One connection's settings from its address."""
    parsed: dict[str, Any] = environ.Env.db_url_config(url)
    parsed |= {
        "ENGINE": "tenants.resellers.backend",
        "CONN_MAX_AGE": env.int("PROVISO_CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
        "ROLE_PER_TENANT": role_per_tenant,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
    return parsed


_login_url, _owner_url = database_urls()
OWNER_URL = _owner_url
LOGIN_ROLE = environ.Env.db_url_config(_login_url)["USER"]
DATABASES = {"default": database(_owner_url if AS_OWNER else _login_url, role_per_tenant=not AS_OWNER)}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ORIGINAL_BACKEND = "django.db.backends.postgresql"
TENANT_LIMIT_SET_CALLS = True  # safe here: our backend forgets the path at a swallowed error
TENANT_MODEL = "resellers.Reseller"
TENANT_DOMAIN_MODEL = "resellers.Domain"
PUBLIC_SCHEMA_URLCONF = "portal.urls_operator"
ROOT_URLCONF = "portal.urls"
PGTRIGGER_SCHEMA = None
PG_DUMP = env.str("PROVISO_PG_DUMP", "")
SILENCED_SYSTEM_CHECKS = [
    "commands.E001",  # pgtrigger and django-tenants both wrap migrate; ours calls them in order
    "auth.W004",  # the address is unique whatever its case, by a constraint that this check does not read
]

LOGIN_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "tenants.people",
    "tenants.ledger",
    "tenants.outbox",  # mails to operators leave by it too
]
BUSINESS_APPS = [
    "tenants.alerts",
    "tenants.customers",
    "policies.versions",
    "policies.drafts",
    "policies.following",
    "policies.notices",
    "policies.acknowledgements",
    "enforcement.reports",
    "enforcement.cases",
    "enforcement.holds",
    "enforcement.appeals",
    "enforcement.credits",
    "enforcement.transparency",
]
SHARED_APPS = ["django_tenants", "tenants.resellers", *LOGIN_APPS]
TENANT_APPS = [*LOGIN_APPS, *BUSINESS_APPS]
TABLELESS_APPS = [
    "portal.apps.PortalConfig",
    "portal.look",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "django_htmx",
    "django_include_bootstrap",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
]
INSTALLED_APPS = [
    "django_tenants",
    "tenants.resellers",
    *LOGIN_APPS,
    *BUSINESS_APPS,
    *TABLELESS_APPS,
]

MIDDLEWARE = [
    "portal.health.HealthMiddleware",
    "portal.bodies.BodyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenants.resellers.middleware.HostMiddleware",
    "portal.logs.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tenants.people.middleware.RefusalMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.look.context.look",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.look.templatetags.doors",
                "portal.look.templatetags.look",
            ],
        },
    }
]
FORM_RENDERER = "portal.look.forms.Renderer"
FILTERS_EMPTY_CHOICE_LABEL = gettext_lazy("All")

# People
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["tenants.people.backends.EmailBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "tenants.people.passwords.NoPatternValidator"},
]
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SCHEME == "https"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SIGNING_BACKEND = "tenants.resellers.signing.TenantSigner"

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

# Files, cache, mail, broker
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
if ENVIRONMENT in {"test", "development", "story"}:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    WHITENOISE_USE_FINDERS = True
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
MEDIA_ROOT = Path(env.str("PROVISO_MEDIA_DIR", str(VAR_DIR / "files")))
KEYS_DIR = Path(env.str("PROVISO_KEYS_DIR", str(VAR_DIR / "keys")))
MULTITENANT_RELATIVE_MEDIA_ROOT = "%s"
STORAGES = {
    "default": {"BACKEND": "tenants.resellers.storage.WholeFileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if ENVIRONMENT in {"test", "development", "story"}
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
CACHES = {"default": env.cache("CACHE_URL", "locmemcache://")}
CACHES["default"] |= {
    "KEY_FUNCTION": "django_tenants.cache.make_key",
    "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
}
vars().update(env.email("EMAIL_URL", environ.Env.NOTSET if PRODUCTION else "consolemail://"))
EMAIL_TIMEOUT = 20
# A mail provider in place of SMTP, by django-anymail's name for it, such as postmark; its settings as JSON.
MAIL_PROVIDER = env.str("PROVISO_MAIL_PROVIDER", "")
if MAIL_PROVIDER:
    EMAIL_BACKEND = f"anymail.backends.{MAIL_PROVIDER}.EmailBackend"
    ANYMAIL = env.json("PROVISO_MAIL_PROVIDER_SETTINGS", {})
    if PRODUCTION and not ANYMAIL.get("WEBHOOK_SECRET"):
        message = "PROVISO_MAIL_PROVIDER_SETTINGS needs a WEBHOOK_SECRET (user:password): else anyone bounces mails."
        raise ImproperlyConfigured(message)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("PROVISO_MAIL_FROM", "no-reply@portal.localhost")
BOUNCE_ADDRESS = env.str("PROVISO_BOUNCE_ADDRESS", "")  # where mail servers return what they cannot deliver
MAIL_CONNECTIONS = env.int("PROVISO_MAIL_CONNECTIONS", 12)  # of one worker; each may repeat one mail if it is killed
# Over which a month of credits is computed at once; what is more than one, all workers and resellers share.
CREDITS_CONNECTIONS = env.int("PROVISO_CREDITS_CONNECTIONS", min(4, os.cpu_count() or 1))
DELIVERY_LEASE = env.int("PROVISO_DELIVERY_LEASE", 600)  # seconds until what a dead worker held is taken up again
# Heads of ledgers: an authority where a reseller names none, how often it is asked, and whose certificates are trusted.
TIMESTAMP_URL = env.str("PROVISO_TIMESTAMP_URL", "")
TIMESTAMP_EVERY = env.int("PROVISO_TIMESTAMP_EVERY", 3600)  # seconds
TIMESTAMP_ROOTS = env.str("PROVISO_TIMESTAMP_ROOTS", "")  # a PEM file
BROKER_URL = env.str("BROKER_URL", environ.Env.NOTSET if PRODUCTION else "filesystem://")
BROKER_DIR = VAR_DIR / "broker"
VERIFY_LIMIT = env.int("PROVISO_VERIFY_LIMIT", 10_000_000)  # bytes of a file that `/verify/` looks at
STORAGE_LOW = env.int("PROVISO_STORAGE_LOW", 2_000_000_000)  # bytes left on the disk of files when staff are told
UPLOAD_LIMIT = env.int("PROVISO_UPLOAD_LIMIT", 2_000_000)  # bytes of one policy or evidence file
RAW_REPORT_LIMIT = env.int("PROVISO_RAW_REPORT_LIMIT", 10_000_000)  # bytes of one mail or XARF report with its files
INWARD_NETWORKS = env.list(
    "PROVISO_INWARD_NETWORKS", default=[]
)  # private networks that resellers' own endpoints may be in
MAILBOXES = env.json("PROVISO_MAILBOXES", {})  # by schema: imaps://user:password@host/folder
DATA_UPLOAD_MAX_MEMORY_SIZE = max(4_000_000, UPLOAD_LIMIT * 2)  # a file that is looked at comes back in its page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # one form lists every provision of a policy

# Words and time: UTC inside, the reseller's zone on pages.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "tenants.people.endpoints.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["tenants.people.endpoints.Allowed"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "tenants.people.endpoints.StrictJSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_PAGINATION_CLASS": "tenants.people.endpoints.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "tenants.people.problems.problem_response",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Proviso API",
    "DESCRIPTION": "Everything the desk can do, for machines.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "AlertKind": "tenants.alerts.models.Kind",
        "AppealOutcome": "enforcement.appeals.models.Outcome",
        "AppealStatus": "enforcement.appeals.models.AppealStatus",
        "CoverageState": "policies.acknowledgements.coverage.queries.CoverageState",
        "DeterminationGround": "enforcement.cases.models.Basis",
        "FindingOutcome": "enforcement.cases.findings.models.FindingOutcome",
        "HoldReason": "enforcement.holds.models.HoldReason",
        "MeasureGround": "enforcement.holds.models.Ground",
        "ProviderState": "enforcement.holds.models.ProviderState",
        "ReportWay": "enforcement.cases.passing.models.Way",
        "RecipientKind": "enforcement.cases.passing.models.RecipientKind",
        "NetworkProtocol": "enforcement.cases.passing.rules.PROTOCOLS",
        "ReportReason": "enforcement.reports.models.Reason",
        "ReportReasonChosen": "enforcement.reports.inbox.rules.REASONS",
        "HoldReasonChosen": "enforcement.holds.api.REASONS",
        "MethodEnum": "policies.acknowledgements.models.Method",
        "SignInMethod": "tenants.people.models.Method",
        "MeasureKindChosen": "enforcement.holds.actions.proposing.KIND_CHOICES",
        "ReportSource": "enforcement.reports.models.Source",
        "OutboxStatus": "tenants.outbox.models.OutboxStatus",
        "NoteKind": "enforcement.cases.models.NoteKind",
        "NoticeChannel": "policies.notices.models.Channel",
        "CaseStatus": "enforcement.cases.models.CaseStatus",
        "CreditStatementStatus": "enforcement.credits.models.StatementStatus",
        "DeliveryStatus": "policies.notices.models.DeliveryStatus",
        "DecisionChoice": "policies.following.models.Choice",
        "DraftStatus": "policies.drafts.models.DraftStatus",
        "IdentifierKind": "tenants.customers.models.Identifier.Kind",
        "MeasureKind": "enforcement.holds.models.MeasureKind",
        "MeasureStatus": "enforcement.holds.models.MeasureStatus",
        "Priority": "enforcement.cases.models.Priority",
        "ProvisionKind": "policies.versions.serializers.KINDS",
        "ReportStatus": "enforcement.reports.models.ReportStatus",
        "Significance": "policies.versions.models.Significance",
        "StaffRole": "tenants.people.api.STAFF_ROLES",
    },
}

LOGGING_CONFIG = "portal.logs.configure"
LOGGING: dict[str, Any] = {"level": env.str("PROVISO_LOG_LEVEL", "INFO"), "json": not sys.stderr.isatty()}
