"""What was shown and acknowledged stays, whatever SQL the login role tries (invariant 1)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from policies.acknowledgements.actions import record_view
from policies.acknowledgements.models import Acknowledgement, View
from tenants.resellers.models import Reseller
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, person_of
from tests.factories.versions import posted_policy

TABLES = ["acknowledgements_acknowledgement", "acknowledgements_view"]
ATTACKS = [
    "UPDATE {table} SET digest = repeat('0', 64)",
    "UPDATE {table} SET person = gen_random_uuid()",
    "UPDATE {table} SET at = at - interval '1 year'",
    "SET LOCAL pgtrigger.ignore = 'acme.{table}:frozen,{table}:frozen'; UPDATE {table} SET digest = ''",
    "SET LOCAL pgtrigger.ignore = '{{all}}'; DELETE FROM {table}",
    "SET LOCAL session_replication_role = replica; UPDATE {table} SET digest = ''",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER USER",
    "DROP TABLE {table}",
    "GRANT UPDATE ON {table} TO PUBLIC; UPDATE {table} SET digest = ''",
]


@pytest.fixture
def rows(acme: Reseller) -> list[Any]:
    """One view and one acknowledgement, as they were written."""
    who, version = customer(), posted_policy()
    record_view(by=person_of(who), customer=who, version=version)
    acknowledged(version, who)
    return [*Acknowledgement.objects.values(), *View.objects.values()]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_login_role_cannot_change_or_remove_it(rows: list[Any], attack: str, table: str) -> None:
    refused = pytest.raises(DatabaseError, match=r"permission denied|must be owner")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack.format(table=table))
    assert [*Acknowledgement.objects.values(), *View.objects.values()] == rows


def test_a_second_row_for_the_same_words_person_and_customer_is_refused(rows: list[Any]) -> None:
    kept = Acknowledgement.objects.get()
    with pytest.raises(DatabaseError, match="acknowledgement_once"), transaction.atomic():
        Acknowledgement.objects.create(
            version=kept.version,
            digest=kept.digest,
            person=kept.person,
            customer=kept.customer,
            capacity=kept.capacity,
            method=kept.method,
            at=kept.at,
            receipt="forged",
        )
