"""What a reseller's role is called: its database and its schema, in 63 bytes, and no other database's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.resellers.names import role_of, role_prefix

SCHEMAS = st.from_regex(r"[a-z][a-z0-9_]{1,30}", fullmatch=True)
DATABASES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=63)


def test_a_role_carries_database_and_schema() -> None:
    assert role_of("acme", database="proviso") == "proviso:acme"


@given(DATABASES, SCHEMAS)
def test_it_fits_and_row_security_reads_the_schema_behind_the_only_colon(database: str, schema: str) -> None:
    role = role_of(schema, database=database)
    assert len(role.encode()) <= 63
    assert role.split(":", 1)[1] == schema


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("proviso_of_a_company_with_a_long_name", "proviso_of_a_company_with_a_long_name_2"),
        ("a:b", "a-b"),
        ("proviso", "proviso_test"),
        ("é" * 16, "é" * 17),
    ],
)
def test_no_database_begins_its_roles_as_another(one: str, other: str) -> None:
    assert not role_prefix(one).startswith(role_prefix(other))
    assert not role_prefix(other).startswith(role_prefix(one))
