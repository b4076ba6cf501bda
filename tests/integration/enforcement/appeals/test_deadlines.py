"""Until when an appeal is heard: the last day that was promised, whatever is set later."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.appeals.actions import withdraw_appeal
from enforcement.appeals.models import Appeal, AppealStatus
from enforcement.appeals.queries import deadline
from enforcement.cases.models import Determination
from enforcement.holds.actions import end_measure, propose_measure
from enforcement.holds.models import MeasureKind, StatementOfReasons
from tenants.people.models import User
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import appeals, customers, holds
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_the_time_to_appeal_is_the_tenants_and_its_last_instant_counts(
    found: Determination, acme: Reseller, set_clock: Callable[[object], None]
) -> None:
    assert acme.appeal_days == 183
    until = deadline(found)
    assert until is not None
    assert until == found.approval.approved_at + acme.appeal_days * DAY
    set_clock(until + dt.timedelta(seconds=1))
    with pytest.raises(Refused, match="ended on 2027-04-29") as refusal:
        appeals.appeal(found)
    assert refusal.value.code == "too_late"
    set_clock(until - dt.timedelta(seconds=5))
    assert appeals.appeal(found).number == 1


def test_as_long_as_the_hold_is_open_it_is_never_too_late(
    found: Determination, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(found)
    set_clock(NOW + 300 * DAY)
    assert appeals.appeal(found).status == AppealStatus.FILED
    withdraw_appeal(by=customers.person_of(found.customer), appeal=Appeal.objects.get())
    end_measure(by=holds.officer(), measure=measure)
    assert refused(appeals.appeal, found=found) == ("too_late", 409)


def test_the_day_a_statement_names_can_be_relied_on(found: Determination, set_clock: Callable[[object], None]) -> None:
    set_clock(NOW + 10 * DAY)
    measure = propose_measure(by=holds.officer(), determination=found, kind=MeasureKind.WARNING)
    assert deadline(found) == dt.datetime.fromisoformat(measure.statement.content["appeal"]["until"])


def statement_page(found: Determination, client: Client) -> str:
    said = StatementOfReasons.objects.get(measure__determination=found)
    return " ".join(client.get(f"/my/statements/{said.pk}/").content.decode().split())


def test_a_lowered_setting_does_not_shorten_what_a_statement_promised(
    found: Determination, acme: Reseller, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(found)
    promised = dt.datetime.fromisoformat(measure.statement.content["appeal"]["until"])
    end_measure(by=holds.officer(), measure=measure)
    Reseller.objects.filter(pk=acme.pk).update(appeal_days=5)
    connection.set_tenant(Reseller.objects.get(pk=acme.pk))
    set_clock(promised - dt.timedelta(seconds=5))
    assert appeals.appeal(found).status == AppealStatus.FILED
    assert measure.statement.appeal_until == promised


def test_the_statement_invites_exactly_as_long_as_an_appeal_would_be_heard(
    found: Determination, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    measure = holds.suspension(found)
    client = client_at("acme", customers.person_of(found.customer))
    set_clock(NOW + 300 * DAY)  # past the last day, and the service is still on hold
    assert "as long as a service of yours is on hold for it" in statement_page(found, client)
    end_measure(by=holds.officer(), measure=measure)
    assert refused(appeals.appeal, found=found) == ("too_late", 409)
    page = statement_page(found, client)
    assert "The time to appeal ended on" in page
    assert "You can say why this is wrong" not in page
    assert "Appeal against" not in page


def test_the_statement_says_what_became_of_its_appeal_and_invites_nobody(
    found: Determination, client_at: ClientAt
) -> None:
    holds.suspension(found)
    client = client_at("acme", customers.person_of(found.customer))
    filed = appeals.appeal(found)
    page = statement_page(found, client)
    assert f"/my/appeals/{filed.pk}/" in page
    assert "?measure=" in page
    assert "?determination=" not in page
    appeals.decided(filed)
    page = statement_page(found, client)
    assert "Overturned on appeal" in page
    assert "You can say why this is wrong" not in page
