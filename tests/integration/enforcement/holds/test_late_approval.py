"""A measure that waited for another person takes effect only as its customer is told, whenever it is approved (R9)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from enforcement.cases.models import Determination
from enforcement.holds.actions import approve_measure, propose_measure
from enforcement.holds.models import Ground, Hold, Measure, MeasureApproval, MeasureKind, StatementOfReasons
from policies.versions.models import PolicyVersion
from tenants.customers.models import Service
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories import customers, holds, versions

pytestmark = pytest.mark.usefixtures("acme")
Clock = Callable[[dt.datetime], None]


def at(day: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2026, 10, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def version(acme: Reseller) -> PolicyVersion:
    return versions.posted_policy(at=at(1))


@pytest.fixture
def decided(version: PolicyVersion, set_clock: Clock) -> Determination:
    set_clock(at(5))
    return holds.determination(customers.customer("Xavier BV"), version)


def proposed(determination: Determination, **changed: Any) -> Measure:
    given: dict[str, Any] = {"by": holds.officer(), "determination": determination, "kind": MeasureKind.TERMINATION}
    return propose_measure(**given | {"without_notice": True, "ground": Ground.REPEATED} | changed)


def told(measure: Measure) -> dict[str, Any]:
    return dict(StatementOfReasons.objects.get(measure=measure).content)


def test_a_beginning_that_passed_while_it_waited_is_refused(decided: Determination, set_clock: Clock) -> None:
    measure = proposed(decided, without_notice=False, ground="", starts_at=at(12))
    set_clock(at(20))
    with pytest.raises(Refused) as said:
        approve_measure(by=holds.second(), measure=measure)
    assert said.value.code == "notice_passed"
    assert not Hold.objects.exists()
    assert not StatementOfReasons.objects.exists()


def test_approved_in_time_the_notice_runs_until_the_beginning_that_is_told(
    decided: Determination, set_clock: Clock
) -> None:
    measure = proposed(decided, without_notice=False, ground="", starts_at=at(12))
    set_clock(at(11, 23))
    approve_measure(by=holds.second(), measure=measure)
    assert Hold.objects.get(measure=measure).starts_at == at(12)
    assert told(measure)["measure"]["from"] == at(12).isoformat()


def test_the_statement_and_the_hold_name_the_same_beginning(decided: Determination, set_clock: Clock) -> None:
    measure = proposed(decided)
    set_clock(at(6))
    approve_measure(by=holds.second(), measure=measure)
    assert Hold.objects.get(measure=measure).starts_at >= at(6)
    assert told(measure)["measure"]["from"] == Hold.objects.get(measure=measure).starts_at.isoformat()


def test_words_that_changed_meanwhile_are_not_what_it_begins_on(decided: Determination, set_clock: Clock) -> None:
    measure = proposed(decided)
    versions.posted_policy(versions.document(suspension="Company may suspend after 30 days' notice."), at=at(6))
    set_clock(at(7))
    with pytest.raises(Refused) as said:
        approve_measure(by=holds.second(), measure=measure)
    assert said.value.code == "remedy_changed"


def test_the_same_words_in_a_new_version_are_cited_from_the_version_in_force(
    decided: Determination, set_clock: Clock
) -> None:
    measure = proposed(decided)
    second = versions.posted_policy(versions.document(spam="selling lists of addresses;"), at=at(6))
    set_clock(at(7))
    approve_measure(by=holds.second(), measure=measure)
    assert told(measure)["remedy"]["version"] == second.number


def test_an_end_that_passed_while_it_waited_is_refused(decided: Determination, set_clock: Clock) -> None:
    measure = proposed(decided, ends_at=at(8))
    set_clock(at(9))
    with pytest.raises(Refused) as said:
        approve_measure(by=holds.second(), measure=measure)
    assert said.value.code == "end_passed"


def test_nothing_is_done_to_a_service_that_has_ended(decided: Determination, set_clock: Clock) -> None:
    waiting = proposed(decided)
    Service.objects.filter(pk=decided.service_id).update(ends_at=at(6))
    set_clock(at(7))
    with pytest.raises(Refused) as approving:
        approve_measure(by=holds.second(), measure=waiting)
    with pytest.raises(Refused) as proposing:
        proposed(decided)
    assert approving.value.code == proposing.value.code == "service_ended"


def both_hats() -> User:
    roles = [Role.CASE_OFFICER, Role.ENFORCEMENT_APPROVER]
    return give_roles(by=None, email="both@acme.example", name="Both", roles=roles)


def test_who_decided_does_not_approve_the_measure(version: PolicyVersion, set_clock: Clock) -> None:
    set_clock(at(5))
    decided = holds.determination(customers.customer("Yvonne BV"), version, by=both_hats())
    measure = proposed(decided)
    with pytest.raises(Refused) as said:
        approve_measure(by=both_hats(), measure=measure)
    assert said.value.code == "same_person"


def test_the_database_refuses_the_approval_of_who_decided(version: PolicyVersion, set_clock: Clock) -> None:
    set_clock(at(5))
    decided = holds.determination(customers.customer("Yvonne BV"), version, by=both_hats())
    measure = proposed(decided)
    with pytest.raises(IntegrityError, match="who decided does not approve"), transaction.atomic():
        MeasureApproval.objects.create(
            measure=measure,
            proposed_by=measure.proposed_by,
            approved_by=both_hats().pseudonym,
            approved_at=at(5),
        )
    assert not MeasureApproval.objects.exists()


def test_an_instant_that_no_calendar_shows_is_refused(decided: Determination) -> None:
    for far in (dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC), dt.datetime(1989, 12, 31, tzinfo=dt.UTC)):
        with pytest.raises(Refused) as said:
            proposed(decided, kind=MeasureKind.SUSPENSION, starts_at=far)
        assert said.value.code == "instant"
