"""The inbox: what waits stands by service, the next report follows an act, and several are dealt with at once."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enforcement.reports.inbox.actions import assign_reports, complete_reports, save_filter
from enforcement.reports.models import Reason, Report, ReportStatus, SavedFilter
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.resellers.refusals import Refused
from tests.factories import customers, reports

pytestmark = pytest.mark.usefixtures("acme", "own_files")
ClientAt = Callable[..., Client]
Staff = Callable[..., User]
Clock = Callable[[object], None]
NOW = dt.datetime(2026, 10, 28, 20, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def october(set_clock: Clock) -> None:
    set_clock(NOW)


@pytest.fixture
def officer(staff: Staff) -> User:
    return staff(Role.CASE_OFFICER)


@pytest.fixture
def desk(client_at: ClientAt, officer: User) -> Client:
    return client_at("acme", officer)


def several(count: int, services: int, set_clock: Clock, *, after: int = 0) -> list[Report]:
    """Reports a minute apart, in turn about each of some services."""
    for number in range(after, after + services):
        customers.customer(f"Customer {number} BV", networks=[f"198.51.100.{number + 1}/32"])
    made = []
    for number in range(count):
        set_clock(NOW + dt.timedelta(minutes=number))
        target = f"198.51.100.{after + number % services + 1}"
        made.append(reports.report(target=target, description=f"Words {number}"))
    return made


def listed(page: str) -> list[int]:
    """The numbers of the reports in the list, from top to bottom."""
    return [int(one) for one in re.findall(r'class="form-check-input tick"\s+name="report"\s+value="(\d+)"', page)]


def sent(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json")


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_reports_stand_by_service_the_longest_waiting_first(desk: Client, set_clock: Clock) -> None:
    several(6, 2, set_clock)
    page = of(desk, "/desk/reports/")
    assert listed(page) == [1, 3, 5, 2, 4, 6]
    assert page.index("Customer 0 BV") < page.index("Words 0") < page.index("Customer 1 BV") < page.index("Words 1")


def test_a_row_tells_conduct_age_words_and_whose_it_is(desk: Client, officer: User, set_clock: Clock) -> None:
    [made] = several(1, 1, set_clock)
    assign_reports(by=officer, reports=[made], to=officer)
    set_clock(NOW + dt.timedelta(hours=30))
    page = of(desk, "/desk/reports/")
    row = page[page.index('class="inbox-row"') :].partition("</li>")[0]
    for words in ("Unsolicited", "30 h", "late:", "Words 0", "R-1", "198.51.100.1", "Case officer"):
        assert words in row


def test_the_next_report_follows_an_act_by_itself(desk: Client, set_clock: Clock) -> None:
    made = {one.number: one for one in several(5, 2, set_clock)}
    answer = desk.post(f"/desk/reports/{made[3].pk}/?view=waiting", {"reason": "no_violation"})
    assert answer["Location"] == f"/desk/reports/{made[5].pk}/?view=waiting"
    answer = desk.post(f"/desk/reports/{made[4].pk}/?view=waiting", {"reason": "no_violation"})
    assert answer["Location"] == f"/desk/reports/{made[2].pk}/?view=waiting"
    several_ = {"report": ["1", "2", "5"], "reason": "duplicate"}
    assert desk.post("/desk/reports/ticked/complete/", several_)["Location"] == "/desk/reports/"
    assert "Nothing waits" in of(desk, "/desk/reports/")


def test_each_view_shows_its_own_and_says_how_much(desk: Client, officer: User, set_clock: Clock) -> None:
    customers.customer("Xavier BV", networks=["192.0.2.7/32"])
    set_clock(NOW - dt.timedelta(hours=25))
    old = reports.report()
    set_clock(NOW)
    mine, unmatched = reports.report(), reports.report(target="203.0.113.5")
    sealed = reports.report(category="child_abuse", description="Not to be read in passing.")
    done = reports.report()
    assign_reports(by=officer, reports=[mine], to=officer)
    complete_reports(by=officer, reports=[done], reason=Reason.DUPLICATE)
    expected = {
        "": [old, mine, sealed, unmatched],
        "?view=waiting": [old, mine, sealed, unmatched],
        "?view=mine": [mine],
        "?view=unmatched": [unmatched],
        "?view=late": [old],
        "?view=sealed": [sealed],
        "?status=completed": [done],
    }
    for query, shown in expected.items():
        assert listed(of(desk, f"/desk/reports/{query}")) == [one.number for one in shown], query
    everything = of(desk, "/desk/reports/?view=all")
    assert sorted(listed(everything)) == [1, 2, 3, 4, 5]
    for words in (r"All waiting\s+<span class=\"count\">4", r"Over 24 h\s+<span class=\"count\">1"):
        assert re.search(words, everything)
    api = {name: desk.get(f"/api/v1/reports/?view={name}").json()["results"] for name in ("mine", "unmatched", "late")}
    assert {name: [row["number"] for row in rows] for name, rows in api.items()} == {
        "mine": [mine.number],
        "unmatched": [unmatched.number],
        "late": [old.number],
    }


def test_a_sealed_report_shows_no_words_in_the_list(desk: Client) -> None:
    sealed = reports.report(category="child_abuse", description="Not to be read in passing.")
    page = of(desk, "/desk/reports/")
    rows = page[page.index('id="ticks"') : page.index('id="pane"')]
    assert "Not to be read" not in rows
    assert "Sealed" in rows
    ticked = of(desk, f"/desk/reports/ticked/?report={sealed.number}")
    assert "Not to be read" not in ticked
    assert b"Not to be read" not in content_of(desk.get("/desk/reports/list.csv"))


def test_ticked_reports_are_completed_together_and_the_page_says_how_many(desk: Client, set_clock: Clock) -> None:
    made = several(4, 2, set_clock)
    page = of(desk, "/desk/reports/ticked/?report=1&report=2&report=3")
    assert "3 reports ticked" in page
    assert "Completes 3 reports without a case" in page
    whole = re.search(r'class="count group-all"\s+href="([^"]+)"', of(desk, "/desk/reports/?view=waiting"))
    assert whole
    assert "2 reports ticked" in of(desk, whole[1].replace("&amp;", "&"))
    complete_reports(by=User.objects.get(name="Case officer"), reports=made[:1], reason=Reason.DUPLICATE)
    answer = desk.post("/desk/reports/ticked/complete/", {"report": ["1", "2", "3"], "reason": "not_ours"}, follow=True)
    assert "2 reports are completed." in answer.content.decode()
    assert set(Report.objects.values_list("number", "reason")) == {
        (1, Reason.DUPLICATE),
        (2, Reason.NOT_OURS),
        (3, Reason.NOT_OURS),
        (4, ""),
    }
    assert Entry.objects.filter(verb="report.completed").count() == 3


def test_nothing_ticked_and_what_was_dealt_with_meanwhile_are_said(desk: Client, set_clock: Clock) -> None:
    several(2, 1, set_clock)
    answer = desk.get("/desk/reports/ticked/", follow=True)
    assert "Tick a report first" in answer.content.decode()
    for form in (
        {"report": ["99"]},
        {"report": ["1' OR"], "reason": "not_ours"},
        {"report": ["1"], "reason": "nonsense"},
    ):
        assert desk.post("/desk/reports/ticked/complete/", form).status_code == 422
    desk.post("/desk/reports/ticked/complete/", {"report": ["1"], "reason": "not_ours"})
    again = desk.post("/desk/reports/ticked/complete/", {"report": ["1"], "reason": "not_ours"})
    assert again.status_code == 409
    assert "completed already" in again.content.decode()


def test_a_report_is_assigned_to_who_may_handle_it_and_to_nobody_else(
    desk: Client, officer: User, staff: Staff, set_clock: Clock
) -> None:
    made = several(2, 1, set_clock)
    colleague, finance = staff(Role.CASE_OFFICER, name="Kim"), staff(Role.FINANCE)
    with pytest.raises(Refused, match="may not handle"):
        assign_reports(by=officer, reports=made, to=finance)
    form = {"report": ["1", "2"], "to": str(colleague.pseudonym)}
    assert desk.post("/desk/reports/ticked/assign/", form).status_code == 302
    assert set(Report.objects.values_list("assigned_to", flat=True)) == {colleague.pseudonym}
    assert desk.post("/desk/reports/ticked/assign/", {"report": ["1"], "to": ""}).status_code == 302
    assert Report.objects.get(number=1).assigned_to is None
    entries = Entry.objects.filter(verb="report.assigned").order_by("pk")
    assert [entry.facts["to"] for entry in entries] == [str(colleague.pseudonym)] * 2 + [None]


def test_the_api_assigns_and_completes_several(desk: Client, officer: User, set_clock: Clock) -> None:
    made = several(3, 1, set_clock)
    ids = [str(one.pk) for one in made]
    said = {"reports": ids[:2], "to": str(officer.pseudonym)}
    assert sent(desk, "/api/v1/reports/assign/", said).json() == {"reports": ids[:2]}
    assert sent(desk, f"/api/v1/reports/{ids[2]}/assign/", {"to": str(officer.pseudonym)}).status_code == 200
    assert desk.get(f"/api/v1/reports/{ids[2]}/").json()["assigned_to"] == str(officer.pseudonym)
    done = sent(desk, "/api/v1/reports/complete/", {"reports": ids, "reason": "not_ours"})
    assert done.json() == {"reports": ids}
    assert not Report.objects.exclude(status=ReportStatus.COMPLETED).exists()
    too_many = {"reports": [ids[0]] * 201, "reason": "not_ours"}
    assert sent(desk, "/api/v1/reports/complete/", too_many).status_code == 400
    strange = {"reports": ["11111111-1111-4111-8111-111111111111"], "reason": "not_ours"}
    assert sent(desk, "/api/v1/reports/complete/", strange).status_code == 400


def test_a_view_is_kept_under_a_name_of_ones_own(desk: Client, client_at: ClientAt, staff: Staff) -> None:
    reports.report(category="malware")
    reports.report()
    answer = desk.post("/desk/reports/filters/?view=waiting&category=malware", {"name": "Malware"}, follow=True)
    assert listed(answer.content.decode()) == [1]
    other = staff(Role.CASE_OFFICER, name="Kim")
    assert "Malware</a>" not in of(client_at("acme", other), "/desk/reports/")
    kept = SavedFilter.objects.get()
    assert client_at("acme", other).post(f"/desk/reports/filters/{kept.pk}/forget/").status_code == 404
    assert client_at("acme", other).delete(f"/api/v1/report-filters/{kept.pk}/").status_code == 404
    assert desk.post("/desk/reports/filters/", {"name": "malware"}).status_code == 302
    assert SavedFilter.objects.get().query == "view=waiting"
    assert desk.post(f"/desk/reports/filters/{SavedFilter.objects.get().pk}/forget/").status_code == 302
    assert not SavedFilter.objects.exists()


def test_filters_are_kept_by_the_api_too(desk: Client, officer: User) -> None:
    body = {"name": "Old spam", "query": "view=late&category=spam_email"}
    made = sent(desk, "/api/v1/report-filters/", body)
    assert made.status_code == 201
    assert [row["name"] for row in desk.get("/api/v1/report-filters/").json()["results"]] == ["Old spam"]
    assert desk.delete(f"/api/v1/report-filters/{made.json()['id']}/").status_code == 204
    for number in range(30):
        save_filter(by=officer, name=str(number), query="")
    with pytest.raises(Refused, match="forget one first"):
        save_filter(by=officer, name="One more", query="")


def test_a_long_list_goes_on_after_its_last_row(desk: Client, set_clock: Clock) -> None:
    several(120, 3, set_clock)
    seen, address, pages = list[int](), "/desk/reports/", 0
    while address:
        page = of(desk, address)
        seen += listed(page)
        found = re.search(r'rel="next"\s+href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
        pages += 1
    assert sorted(seen) == list(range(1, 121))
    assert pages == 3
    back = re.search(r'rel="prev"\s+href="([^"]+)"', page)
    assert back
    assert sorted(listed(of(desk, back[1].replace("&amp;", "&")))) == list(range(51, 101))
    assert len(listed(of(desk, "/desk/reports/?cursor=nonsense"))) == 50
    assert re.search(r"17 of 40", of(desk, "/desk/reports/"))


def test_the_api_goes_on_by_cursor_too(desk: Client, set_clock: Clock) -> None:
    several(5, 1, set_clock)
    seen, address = list[int](), "/api/v1/reports/?page_size=2&sort=newest"
    while address:
        answer = desk.get(address).json()
        seen += [row["number"] for row in answer["results"]]
        address = answer["next"]
    assert seen == [5, 4, 3, 2, 1]
    assert desk.get("/api/v1/reports/?cursor=AAAA").status_code == 404


def test_the_page_asks_as_much_with_thirty_reports_as_with_three(desk: Client, set_clock: Clock) -> None:
    several(3, 2, set_clock)
    desk.get("/desk/reports/")
    with CaptureQueriesContext(connection) as few:
        of(desk, "/desk/reports/")
    with CaptureQueriesContext(connection) as few_ticked:
        of(desk, "/desk/reports/ticked/?report=1&report=2")
    several(27, 8, set_clock, after=2)
    with CaptureQueriesContext(connection) as many:
        of(desk, "/desk/reports/")
    with CaptureQueriesContext(connection) as many_ticked:
        of(desk, f"/desk/reports/ticked/?{'&'.join(f'report={number}' for number in range(1, 31))}")
    assert len(few) == len(many)
    assert len(few_ticked) == len(many_ticked)
    assert len(many) < 40


def test_the_list_goes_to_a_spreadsheet_that_runs_nothing(desk: Client) -> None:
    customers.customer("=cmd()", networks=["192.0.2.7/32"])
    reports.report()
    answer = desk.get("/desk/reports/list.csv?view=waiting")
    text = content_of(answer).decode("utf-8-sig")
    assert answer["Content-Disposition"] == 'attachment; filename="reports.csv"'
    assert "'=cmd()" in text
    assert "R-1" in text


def test_who_only_looks_is_offered_nothing_to_do(client_at: ClientAt, staff: Staff) -> None:
    reports.report()
    page = of(client_at("acme", staff(Role.AUDITOR)), "/desk/reports/")
    assert "R-1" in page
    assert "Complete as" not in page
    assert "Assign to" not in page
