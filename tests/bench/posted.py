"""Posts the example AUP at Acme's; run once as a program before the page is measured."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def main() -> None:
    """Import, fill in, post."""
    django.setup()
    from django_tenants.utils import tenant_context  # noqa: PLC0415 - Django comes first

    from policies.drafts.actions import import_draft, post_version, set_values  # noqa: PLC0415 - likewise
    from policies.versions.models import Policy  # noqa: PLC0415 - likewise
    from portal.example.texts import V1, VENDOR_VALUES  # noqa: PLC0415 - likewise
    from tenants.people.actions import give_roles  # noqa: PLC0415 - likewise
    from tenants.people.models import Role  # noqa: PLC0415 - likewise
    from tenants.resellers.models import Reseller  # noqa: PLC0415 - likewise

    with tenant_context(Reseller.objects.get(schema_name="acme")):
        by = give_roles(by=None, email="both@acme.example", name="Both", roles=[Role.EDITOR, Role.APPROVER])
        draft, imported = import_draft(by=by, data=V1.read_bytes(), filename=V1.name)
        names = {variable.name for variable in imported.document.variables}
        set_values(by=by, draft=draft, values={k: v for k, v in VENDOR_VALUES.items() if k in names})
        post_version(by=by, policy=Policy.objects.get(), summary="First version.")


if __name__ == "__main__":
    main()
