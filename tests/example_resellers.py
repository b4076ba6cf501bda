"""Makes the vendor and two resellers of it; run once as a program to fill the template database."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")


def main() -> None:
    """Vendor, Acme and Beta, each at its own host under localhost."""
    django.setup()
    from tenants.people.resellers import create_reseller  # noqa: PLC0415 - Django comes first

    vendor = None
    for schema, name in (("vendor", "Vendor Networks"), ("acme", "Acme Telecom"), ("beta", "Beta Hosting")):
        made = create_reseller(
            by=None,
            schema=schema,
            name=name,
            legal_name=f"{name} B.V.",
            host=f"{schema}.localhost",
            website=f"http://{schema}.localhost/aup/",
            admin=f"admin@{schema}.example",
            upstream=vendor,
            abuse_mailbox=f"abuse@{schema}.example",
            address=f"1 {name} Street",
        )
        vendor = vendor or made


if __name__ == "__main__":
    main()
