"""What a tenant's role and the login role may do: derived from the models, never listed by hand."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from psycopg import sql

from tenants.resellers.freeze import mutable_columns

OWN_ROW = ["name", "legal_name", "address", "abuse_mailbox", "website", "accent", "logo", "timezone", "appeal_days",
           "notice_days", "reminder_days", "evidence_limit", "evidence_days", "mail_rate", "exclude_any_customer",
           "alert_service_label", "four_eyes",
           "gate_material", "gate_editorial", "gate_grace_hours", "effects",
           "head_mailbox", "head_webhook_url", "timestamp_url", "provisioning_url",
           "provisioning_states_url", "pages_revision"]  # fmt: skip


def tables_of(app_names: list[str]) -> Iterator[tuple[str, list[str] | None]]:
    """Each table of the apps with the columns that may be updated (None: all)."""
    for config in apps.get_app_configs():
        if config.name in app_names:
            for model in config.get_models(include_auto_created=True):
                if model._meta.managed and not model._meta.proxy:
                    yield model._meta.db_table, mutable_columns(model)


def privileges(schema: str, role: str, app_names: list[str]) -> Iterator[sql.Composed]:
    """The GRANT statements for one role in one schema."""
    grantee, place = sql.Identifier(role), sql.Identifier(schema)
    yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(place, grantee)
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}").format(place, grantee)
    for table, mutable in tables_of(app_names):
        name = sql.Identifier(schema, table)
        yield sql.SQL("GRANT {} ON {} TO {}").format(rights(mutable), name, grantee)


def rights(mutable: list[str] | None) -> sql.Composed:
    """Everything, or for a frozen table only reading, adding and updating what is mutable."""
    if mutable is None:
        return sql.Composed([sql.SQL("SELECT, INSERT, UPDATE, DELETE")])
    if not mutable:
        return sql.Composed([sql.SQL("SELECT, INSERT")])
    return sql.SQL("SELECT, INSERT, UPDATE ({})").format(sql.SQL(", ").join(map(sql.Identifier, mutable)))


def tenant_in_public(role: str) -> Iterator[sql.Composed]:
    """What a tenant's role may do in the public schema: read its own rows and what upstream offers, write its own."""
    grantee = sql.Identifier(role)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(grantee)
    yield sql.SQL(
        "GRANT SELECT ON public.resellers_reseller, public.resellers_domain, public.resellers_release,"
        " public.resellers_reviewrequest, public.resellers_namedreviewer, public.resellers_clockoffset TO {}"
    ).format(grantee)
    yield sql.SQL(
        "GRANT INSERT ON public.resellers_release, public.resellers_reviewrequest, public.resellers_namedreviewer TO {}"
    ).format(grantee)
    yield sql.SQL("GRANT UPDATE (ended_at) ON public.resellers_reviewrequest TO {}").format(grantee)
    yield sql.SQL("GRANT UPDATE (withdrawn_at) ON public.resellers_namedreviewer TO {}").format(grantee)
    columns = sql.SQL(", ").join(map(sql.Identifier, OWN_ROW))
    yield sql.SQL("GRANT UPDATE ({}) ON public.resellers_reseller TO {}").format(columns, grantee)


def public_privileges(role: str) -> Iterator[sql.Composed]:
    """What the login role may do in the public schema itself."""
    yield from privileges("public", role, settings.SHARED_APPS)
    yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON public.resellers_blueprint FROM {}").format(sql.Identifier(role))
