"""Posted words are frozen by the database: attacks with raw SQL as the login and as the tenant's role (invariant 1)."""

import psycopg
import pytest
from django.db import DatabaseError, transaction

from policies.versions.actions.proving import keep_proof
from policies.versions.fetching import Fetched
from policies.versions.models import PolicyVersion, PostedProvision, PostingProof
from tenants.resellers.current import connection
from tests.factories.versions import posted_policy

pytestmark = pytest.mark.usefixtures("acme")

TABLES = ["acme.versions_policyversion", "acme.versions_postedprovision", "acme.versions_postingproof"]
ATTACKS = {
    "acme.versions_policyversion": [
        "UPDATE acme.versions_policyversion SET summary = 'forged'",
        "UPDATE acme.versions_policyversion SET document = '{}'",
        "UPDATE acme.versions_policyversion SET effective_at = effective_at - interval '1 day'",
        "UPDATE acme.versions_policyversion SET posted_by = gen_random_uuid()",
    ],
    "acme.versions_postedprovision": [
        "UPDATE acme.versions_postedprovision SET text = 'forged'",
        "UPDATE acme.versions_postedprovision SET discretionary = NOT discretionary",
    ],
    "acme.versions_postingproof": ["UPDATE acme.versions_postingproof SET shows_version = true"],
}


def common(table: str) -> list[str]:
    """Attacks that fit any frozen table."""
    return [
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {table} OWNER TO CURRENT_USER",
        f"DROP TABLE {table} CASCADE",
        f"GRANT UPDATE ON {table} TO CURRENT_USER; UPDATE {table} SET id = gen_random_uuid()",
    ]


def rows() -> list[object]:
    """Everything that is frozen, as it stands."""
    models = (PolicyVersion, PostedProvision, PostingProof)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("ignore", [False, True], ids=["plain", "with pgtrigger.ignore"])
@pytest.mark.parametrize("role", ["tenant", "login"])
@pytest.mark.parametrize("attack", [sql for table in TABLES for sql in [*ATTACKS[table], *common(table)]])
def test_the_database_refuses(attack: str, role: str, *, ignore: bool) -> None:
    version = posted_policy()
    keep_proof(version=version, fetched=Fetched("http://acme.localhost/aup/", 200, b"<p>other words</p>"))
    before = rows()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if role == "login":
            cursor.execute("SET LOCAL ROLE NONE")
        if ignore:
            triggers = ("frozen", "undeletable", "untruncatable")
            names = ",".join(f"{table.removeprefix('acme.')}:{name}" for table in TABLES for name in triggers)
            cursor.execute(f"SET LOCAL pgtrigger.ignore = '{{{names}}}'")
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            cursor.execute(attack)
        assert isinstance(caught.value.__cause__, psycopg.errors.InsufficientPrivilege | psycopg.errors.RaiseException)
        cursor.execute("RESET ROLE")
    connection.set_tenant(connection.tenant)
    assert rows() == before


@pytest.mark.parametrize("when", ["effective_at", "effective_at + interval '1 day'"])
def test_a_version_in_effect_cannot_be_withdrawn_even_by_sql(when: str) -> None:
    posted_policy()
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(f"UPDATE versions_policyversion SET withdrawn_at = {when}, withdrawn_by = posted_by")


def test_two_versions_can_never_take_effect_at_one_instant_even_by_sql() -> None:
    version = posted_policy()
    copy = PolicyVersion.objects.get(pk=version.pk)
    copy.pk, copy.number, copy._state.adding = None, 2, True
    copy.id = PolicyVersion._meta.pk.get_default()
    with pytest.raises(DatabaseError), transaction.atomic():
        copy.save(force_insert=True)
