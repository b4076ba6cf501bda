"""Tasks that enter their tenant before anything else, and fail without one (invariant 9)."""

from typing import Any

from celery import Task, shared_task
from django_tenants.utils import schema_context

from tenants.resellers.current import connection
from tenants.resellers.models import Reseller, Status
from tenants.resellers.sweeping import sweep_tenants

#: The only tasks that run in the public schema.
PUBLIC_TASKS = frozenset(
    {
        "tenants.resellers.tasks.sweep",
        "tenants.ledger.tasks.seal_operators",
        "tenants.people.tasks.send_operators_mails",
    }
)

_CONFIRMED_WITHIN = 5  # seconds


class TenantMissing(RuntimeError):
    """A task that belongs to a tenant was sent or run without one."""


class TenantTask(Task):  # type: ignore[type-arg]  # celery-types makes it generic, Celery itself does not
    """Carries the sender's schema in a header and runs inside it."""

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:  # type: ignore[override]  # options as Celery's own callers pass them
        """Sends the task with the current tenant, or refuses; a broker that confirms nothing is given up in 5 s."""
        options.setdefault("confirm_timeout", _CONFIRMED_WITHIN)
        if self.name not in PUBLIC_TASKS:
            if connection.schema_name == "public":
                raise TenantMissing(self.name)
            options["headers"] = {**(options.get("headers") or {}), "schema": connection.schema_name}
        return super().apply_async(args, kwargs, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Runs the task in its tenant's schema; an unknown or closed tenant is an error, never public."""
        if self.name in PUBLIC_TASKS:
            with schema_context("public"):
                return super().__call__(*args, **kwargs)
        schema = getattr(self.request, "schema", None) or (self.request.headers or {}).get("schema")
        if not schema:
            raise TenantMissing(self.name)
        with schema_context("public"):
            reseller = Reseller.objects.filter(schema_name=schema, status=Status.ACTIVE).first()
        if reseller is None:
            raise TenantMissing(f"{self.name}: {schema}")
        with schema_context(schema):
            connection.set_tenant(reseller)
            return super().__call__(*args, **kwargs)


@shared_task(name="tenants.resellers.tasks.sweep")
def sweep(**_: Any) -> int:
    """Wakes in every active tenant whatever a lost message may have left undone; returns how many tenants."""
    return sweep_tenants()
