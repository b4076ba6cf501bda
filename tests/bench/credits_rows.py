"""Gives a reseller a month of services and what befell them, as a program: `SCHEMA SERVICES`; see the SQL beside."""

import datetime as dt
import os
import sys
from pathlib import Path

import django
import psycopg
from psycopg import sql

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

SINCE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MONTH = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


def main(schema: str, services: int) -> None:
    """Words that withhold credits and a service level by the real verbs, the rest as the owner by SQL."""
    django.setup()
    from tenants.ledger import clock  # noqa: PLC0415 - Django comes first
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise
    from tests.factories import credits as crediting  # noqa: PLC0415 - likewise
    from tests.factories import holds, versions  # noqa: PLC0415 - likewise

    with standing_in(schema):
        versions.posted_policy(at=MONTH)
        crediting.level_for()
        officer = holds.officer().pseudonym
        clock.set_to(None)
    text = Path(__file__).with_suffix(".sql").read_text()
    for name, value in {"since": SINCE, "month": MONTH, "officer": officer, "services": services}.items():
        text = text.replace(f":{name}", sql.Literal(value).as_string())
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(sql.SQL("SET search_path = {}").format(sql.Identifier(schema)))
        owner.execute(text)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
