"""The lists of measures and holds: ticked and acted on together, sorted by their columns, with numbers, as CSV."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client

from enforcement.holds import numbers
from enforcement.holds.actions import lift_holds, place_hold
from enforcement.holds.actions.several import MOST_TICKED
from enforcement.holds.models import Hold, HoldReason, Measure, MeasureKind, MeasureStatus
from policies.versions.models import PolicyVersion
from tenants.customers.models import Customer
from tenants.people.models import Role, User
from tests.conftest import ClientAt, Staff
from tests.factories import customers, holds, versions
from tests.refusing import refused

pytestmark = pytest.mark.usefixtures("acme")
NOW = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
JSON = "application/json"


@pytest.fixture
def version(set_clock: Callable[[object], None]) -> PolicyVersion:
    made = versions.posted_policy(at=NOW - 30 * DAY)
    set_clock(NOW)
    return made


@pytest.fixture
def officer() -> User:
    return holds.officer()


@pytest.fixture
def desk(client_at: ClientAt, officer: User) -> Client:
    return client_at("acme", officer)


def on_hold(officer: User, count: int, reason: HoldReason = HoldReason.PAYMENT) -> list[Hold]:
    """As many services on hold, each of a customer of its own."""
    made = []
    for _number in range(count):
        service = customers.service_of(customers.customer())
        made.append(place_hold(by=officer, service=service, reason=reason, note="Unpaid since May."))
    return made


def suspended(officer: User, version: PolicyVersion, customer: Customer, **given: object) -> Measure:
    return holds.suspension(holds.determination(customer, version, by=officer), by=officer, **given)


def address(path: str, name: str, ticked: list[Hold] | list[Measure]) -> str:
    return f"{path}?" + "&".join(f"{name}={one.pk}" for one in ticked)


def test_ticked_holds_are_lifted_after_a_page_that_says_what_happens(
    version: PolicyVersion, desk: Client, officer: User
) -> None:
    one, two, three = on_hold(officer, 3)
    also = place_hold(by=officer, service=one.service, reason=HoldReason.MAINTENANCE, note="Disk.")
    page = desk.get("/desk/holds/").content.decode()
    assert page.count('name="hold"') == 4
    assert 'action="/desk/holds/lift/"' in page
    lifting = address("/desk/holds/lift/", "hold", [one, two])
    asked = desk.get(lifting).content.decode()
    for words in ("Lift 2 holds", one.service.reference, two.service.reference, two.service.customer.name):
        assert words in asked
    assert f"{one.service.reference} stays on hold for another reason" in asked
    assert three.service.reference not in asked
    assert desk.post(lifting).status_code == 422  # no reason
    assert Hold.objects.filter(lifted_at=None).count() == 4
    assert desk.post(lifting, {"reason": "All paid"}).status_code == 302
    assert set(Hold.objects.filter(lifted_at=None)) == {three, also}


def test_what_rests_on_a_measure_cannot_be_ticked_and_nothing_is_done_by_half(
    version: PolicyVersion, desk: Client, officer: User
) -> None:
    (paid,) = on_hold(officer, 1)
    measure = suspended(officer, version, customers.customer("Xavier BV"))
    held = Hold.objects.get(measure=measure)
    page = desk.get("/desk/holds/").content.decode()
    assert f'value="{paid.pk}"' in page
    assert f'value="{held.pk}"' not in page
    both = address("/desk/holds/lift/", "hold", [paid, held])
    assert "end the measure instead" in desk.get(both).content.decode()
    assert desk.post(both, {"reason": "x"}).status_code == 409
    assert Hold.objects.filter(lifted_at=None).count() == 2
    assert "Tick at least one row" in desk.get("/desk/holds/lift/?hold=nonsense").content.decode()
    assert refused(lift_holds, by=officer, holds=[paid] * (MOST_TICKED + 1)) == ("too_many_ticked", 422)


def test_ticked_measures_are_ended_or_cancelled(version: PolicyVersion, desk: Client, officer: User) -> None:
    active = [suspended(officer, version, customers.customer(f"Active {number} BV")) for number in range(2)]
    waiting = [
        suspended(officer, version, customers.customer(f"Waiting {number} BV"), kind=MeasureKind.TERMINATION)
        for number in range(2)
    ]
    assert {one.status for one in active} == {MeasureStatus.ACTIVE}
    assert {one.status for one in waiting} == {MeasureStatus.PENDING_APPROVAL}
    page = desk.get("/desk/measures/").content.decode()
    assert page.count('name="measure"') == 4
    ending = address("/desk/measures/end/", "measure", active)
    asked = desk.get(ending).content.decode()
    for words in ("End 2 measures", "Active 0 BV", "Active 1 BV", "is lifted at once"):
        assert words in asked
    assert desk.post(ending, {"reason": "Cleaned"}).status_code == 302
    cancelling = address("/desk/measures/cancel/", "measure", waiting)
    assert "nothing is done to any service" in desk.get(cancelling).content.decode()
    assert desk.post(cancelling, {"reason": "Proposed by mistake"}).status_code == 302
    assert set(Measure.objects.values_list("status", flat=True)) == {MeasureStatus.ENDED, MeasureStatus.CANCELLED}
    assert not Hold.objects.filter(lifted_at=None).exists()
    mixed = address("/desk/measures/end/", "measure", [*active, *waiting])
    assert "cannot be done now" in desk.get(mixed).content.decode()


def test_who_only_looks_is_offered_no_ticks(
    version: PolicyVersion, officer: User, client_at: ClientAt, staff: Staff
) -> None:
    on_hold(officer, 1)
    suspended(officer, version, customers.customer())
    client = client_at("acme", staff(Role.AUDITOR))
    for path in ("/desk/holds/", "/desk/measures/"):
        page = client.get(path).content.decode()
        assert 'type="checkbox"' not in page
        assert "ticked" not in page
    assert client.get("/desk/holds/lift/").status_code == 403


def references(page: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*<a href="[^"]+">([^<]+)</a>', page)


def test_columns_sort_pages_csv_and_the_api_alike(
    version: PolicyVersion, desk: Client, officer: User, set_clock: Callable[[object], None]
) -> None:
    made = []
    for number, begins in enumerate((5, 1, 3)):
        set_clock(NOW + number * dt.timedelta(hours=1))
        service = customers.service_of(customers.customer())
        given = {"reason": HoldReason.MAINTENANCE, "note": "Disk.", "starts_at": NOW + begins * DAY}
        made.append(place_hold(by=officer, service=service, **given))  # type: ignore[arg-type]
    first, second, third = (one.service.reference for one in made)
    lift_holds(by=officer, holds=[made[2]], reason="x")
    orders = {
        "": [third, second, first],
        "oldest": [first, second, third],
        "from": [second, third, first],
        "-from": [first, third, second],
        "lifted": [third],
    }
    for sort, expected in orders.items():
        page = desk.get(f"/desk/holds/?sort={sort}").content.decode()
        assert references(page)[: len(expected)] == expected, sort
        rows = b"".join(desk.get(f"/desk/holds/list.csv?sort={sort}")).decode().splitlines()[1:]
        assert [row.split(",")[0] for row in rows][: len(expected)] == expected, sort
        answer = desk.get(f"/api/v1/holds/?sort={sort}&page_size=1").json()
        assert answer["results"][0]["service_reference"] == expected[0], sort
    by_two = desk.get("/api/v1/holds/?sort=lifted&page_size=2").json()
    rest = desk.get(by_two["next"]).json()
    shown = [one["service_reference"] for one in by_two["results"] + rest["results"]]
    assert sorted(shown) == sorted([first, second, third])
    assert 'aria-sort="ascending"' in desk.get("/desk/holds/?sort=from").content.decode()


def test_measures_without_an_end_come_last(version: PolicyVersion, desk: Client, officer: User) -> None:
    ends = (NOW + 9 * DAY, None, NOW + 4 * DAY)
    for number, end in enumerate(ends):
        suspended(officer, version, customers.customer(f"{number} BV"), ends_at=end)
    listed = [one["id"] for one in desk.get("/api/v1/measures/?sort=until").json()["results"]]
    assert [Measure.objects.get(pk=pk).customer.name for pk in listed] == ["2 BV", "0 BV", "1 BV"]
    page = desk.get("/desk/measures/?sort=-until").content.decode()
    assert page.index("1 BV") < page.index("0 BV") < page.index("2 BV")
    file = b"".join(desk.get("/desk/measures/list.csv?sort=until")).decode()
    assert file.index("2 BV") < file.index("0 BV") < file.index("1 BV")


def test_filters_say_how_many_rows_each_choice_leaves(version: PolicyVersion, desk: Client, officer: User) -> None:
    payments = on_hold(officer, 2)
    on_hold(officer, 1, HoldReason.MAINTENANCE)
    lift_holds(by=officer, holds=payments[:1], reason="Paid")
    page = desk.get("/desk/holds/").content.decode()
    assert "3 holds" in page
    for words in (
        f"{HoldReason.PAYMENT.label} (2)",
        f"{HoldReason.MAINTENANCE.label} (1)",
        "Not lifted (2)",
        "Lifted (1)",
    ):
        assert words in page
    page = desk.get(f"/desk/holds/?reason={HoldReason.PAYMENT.value}").content.decode()
    assert "2 holds" in page
    assert "Not lifted (1)" in page
    assert f"{HoldReason.MAINTENANCE.label} (1)" in page
    suspended(officer, version, customers.customer())
    page = desk.get("/desk/measures/").content.decode()
    assert f"{MeasureKind.SUSPENSION.label} (1)" in page
    assert f"{MeasureStatus.ACTIVE.label} (1)" in page
    assert "1 measure\n" in page


def test_a_list_too_long_to_count_says_so(
    version: PolicyVersion, desk: Client, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "MOST_COUNTED", 2)
    on_hold(officer, 3)
    page = desk.get("/desk/holds/").content.decode()
    assert "More than 10,000 holds" in page
    assert f">{HoldReason.PAYMENT.label}</option>" in page


def test_the_api_acts_on_several_or_on_none(version: PolicyVersion, desk: Client, officer: User) -> None:
    paid = on_hold(officer, 2)
    measure = suspended(officer, version, customers.customer())
    held = Hold.objects.get(measure=measure)
    wrong = {"holds": [str(paid[0].pk), str(held.pk)], "reason": "x"}
    answer = desk.post("/api/v1/holds/lift/", wrong, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "hold_of_measure")
    assert desk.post("/api/v1/holds/lift/", {"holds": []}, content_type=JSON).status_code == 422
    right = {"holds": [str(one.pk) for one in paid], "reason": "Paid"}
    answer = desk.post("/api/v1/holds/lift/", right, content_type=JSON)
    assert (answer.status_code, len(answer.json())) == (200, 2)
    assert not Hold.objects.filter(pk__in=[one.pk for one in paid], lifted_at=None).exists()
    chosen = {"measures": [str(measure.pk)], "reason": "Cleaned"}
    assert desk.post("/api/v1/measures/cancel/", chosen, content_type=JSON).json()["code"] == "measure_moved"
    (ended,) = desk.post("/api/v1/measures/end/", chosen, content_type=JSON).json()
    assert ended["status"] == MeasureStatus.ENDED
