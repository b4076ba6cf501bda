"""What every test of people begins with."""

import pytest

from tenants.people.models import AccountMail
from tests.conftest import standing_in


@pytest.fixture(autouse=True)
def _nothing_waits(request: pytest.FixtureRequest) -> None:
    """The invitation of acme's first administrator, which making the reseller left to a worker, is out of the way."""
    if "acme" in request.fixturenames:
        request.getfixturevalue("db")
        with standing_in("acme"):
            AccountMail.objects.all().delete()
