"""Posts the example AUP at Acme's, as a program; with the word `scheduled`, the next version a month ahead."""

import datetime as dt
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

MONTH = dt.timedelta(days=30)


def main(*, scheduled: bool) -> None:
    """Import, fill in, post."""
    django.setup()
    from django_tenants.utils import tenant_context  # noqa: PLC0415 - Django comes first

    from policies.drafts.actions import import_draft, post_version, set_values  # noqa: PLC0415 - likewise
    from policies.versions.models import Policy  # noqa: PLC0415 - likewise
    from portal.example.texts import V1, V2, VENDOR_VALUES  # noqa: PLC0415 - likewise
    from tenants.ledger import clock  # noqa: PLC0415 - likewise
    from tenants.people.actions import give_roles  # noqa: PLC0415 - likewise
    from tenants.people.models import Role  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Reseller  # noqa: PLC0415 - likewise

    file = V2 if scheduled else V1
    with tenant_context(Reseller.objects.get(schema_name="acme")):
        by = give_roles(by=None, email="both@acme.example", name="Both", roles=[Role.EDITOR, Role.APPROVER])
        draft, imported = import_draft(by=by, data=file.read_bytes(), filename=file.name)
        names = {variable.name for variable in imported.document.variables}
        set_values(by=by, draft=draft, values={k: v for k, v in VENDOR_VALUES.items() if k in names})
        at = clock.now() + MONTH if scheduled else None
        post_version(by=by, policy=Policy.objects.get(), summary="The words of the example.", at=at)


if __name__ == "__main__":
    main(scheduled="scheduled" in sys.argv[1:])
