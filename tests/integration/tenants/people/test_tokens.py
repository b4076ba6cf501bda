"""A token acts as its person within its scopes, in its own tenant, until it is ended."""

import datetime as dt
from collections.abc import Callable

import pytest

from tenants.ledger import clock
from tenants.people.models import Role
from tenants.people.permissions import Permission
from tenants.people.tokens import create_token, revoke_token, token_holder
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in


def test_a_token_works_only_where_it_was_made(acme: Reseller, staff: Staff) -> None:
    user = staff(Role.AUDITOR)
    token, secret = create_token(by=user, name="export", scopes=[Permission.SEE_LEDGER])
    assert token_holder(secret) == token
    with standing_in("beta"):
        assert token_holder(secret) is None


def test_a_token_cannot_hold_what_its_maker_may_not(acme: Reseller, staff: Staff) -> None:
    with pytest.raises(Refused) as refused:
        create_token(by=staff(Role.AUDITOR), name="more", scopes=[Permission.POST_POLICIES])
    assert refused.value.code == "scope_not_held"


def test_an_ended_or_expired_token_is_nothing(
    acme: Reseller, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    user = staff(Role.AUDITOR)
    ended, ended_secret = create_token(by=user, name="a", scopes=[Permission.SEE_LEDGER])
    revoke_token(by=user, token=ended)
    assert token_holder(ended_secret) is None
    until = clock.now() + dt.timedelta(days=1)
    _token, secret = create_token(by=user, name="b", scopes=[Permission.SEE_LEDGER], expires_at=until)
    assert token_holder(secret) is not None
    set_clock(until + dt.timedelta(seconds=1))
    assert token_holder(secret) is None


def test_only_a_digest_of_the_secret_is_kept(acme: Reseller, staff: Staff) -> None:
    token, secret = create_token(by=staff(Role.AUDITOR), name="a", scopes=[Permission.SEE_LEDGER])
    assert secret not in str(vars(token))
