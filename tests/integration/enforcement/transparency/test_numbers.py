"""What a period's report counts, worked by hand from the October of conftest; and that each number opens its list."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from html import unescape
from typing import Any

import pytest
from django.test import Client

from enforcement.reports.models import Report
from enforcement.transparency.periods import period_named
from enforcement.transparency.queries import computed
from tenants.people.models import Role
from tenants.people.resellers import change_settings
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff

OCTOBER = {
    "reports_by_source": {"form": 2, "staff": 1},
    "reports_by_category": {"spam_email": 1, "malware": 1, "spoofing": 1},
    "reports_by_outcome": {"no_violation": 2, "duplicate": 1, "case_opened": 1},
    "complaints_by_outcome": {},
    "cases_by_category": {"spam_email": 5, "resource_abuse": 1},
    "cases_by_beginning": {"report": 1, "meter": 1, "observation": 4},
    "findings_by_outcome": {"insufficient_evidence": 1},
    "determinations_by_category": {"spam_email": 3},
    "determinations_by_ground": {"policy": 3},
    "determinations_by_actor": {"account_user": 3},
    "determinations_by_against": {"others": 3},
    "measures_by_kind": {"warning": 1, "suspension": 1},
    "measures_by_without_notice": {"true": 1, "false": 1},
    "measures_by_ground": {"legal_duty": 1},
    "authorities": {"holds_by_legal_order": 1, "measures_by_legal_duty": 1},
    "appeals_by_against": {"determination": 3},
    "appeals_by_outcome": {"overturned": 1, "upheld": 1, "withdrawn": 1},
}


def numbers(content: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {table["key"]: {row["key"]: row["count"] for row in table["rows"]} for table in content["tables"]}


@pytest.fixture
def auditor(october: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.AUDITOR))


def test_the_numbers_are_those_counted_by_hand(october: Reseller) -> None:
    assert numbers(computed(period_named("2026-10"))) == OCTOBER


def test_an_instant_at_the_end_belongs_to_the_next_period_and_what_happens_later_to_its_own(october: Reseller) -> None:
    november = numbers(computed(period_named("2026-11")))
    assert november["reports_by_source"] == {"form": 1}
    assert november["complaints_by_outcome"] == {"no_violation": 1}
    assert november["reports_by_outcome"] == {"not_ours": 1}
    assert november["determinations_by_category"] == {"spam_email": 1}
    assert numbers(computed(period_named("2026-09")))["reports_by_source"] == {"form": 1}


def test_hours_are_of_what_was_decided_in_the_period(october: Reseller) -> None:
    """1, 12, 12 and 20 hours (and a minute) to a decision; 14 to a measure; 48 and 24 to an appeal's decision."""
    content = computed(period_named("2026-10"))
    assert content["times"] == [
        {"key": "report_to_decision", "count": 4, "median_hours": "12.0", "ninetieth_hours": "17.6"},
        {"key": "report_to_measure", "count": 1, "median_hours": "14.0", "ninetieth_hours": "14.0"},
        {"key": "appeal_to_decision", "count": 2, "median_hours": "36.0", "ninetieth_hours": "45.6"},
    ]
    assert content["appeals_won_percent"] == "50.0"
    assert computed(period_named("2026-09"))["appeals_won_percent"] is None


@pytest.mark.parametrize("name", ["2026-H2", "2026", "2026-09-30..2026-11-01"])
def test_longer_periods_hold_october_too(october: Reseller, name: str) -> None:
    assert numbers(computed(period_named(name)))["cases_by_category"] == OCTOBER["cases_by_category"]


def test_a_period_computed_again_says_the_same_whatever_the_zone_is_set_to_since(
    october: Reseller, staff: Staff
) -> None:
    before = computed(period_named("2026-10"))
    change_settings(by=staff(Role.ADMINISTRATOR), reseller=october, timezone="UTC")
    october.refresh_from_db()
    assert october.timezone == "UTC"
    assert computed(period_named("2026-10")) == before


def test_every_number_of_the_page_opens_the_list_that_it_counts(auditor: Client) -> None:
    page = auditor.get("/desk/transparency/", {"period": "2026-10"}).content.decode()
    rows = re.findall(r'<a href="(/desk/[^"]+)">[^<]*</a>\s*</th>\s*<td class="num">(\d+)', page)
    assert len(rows) == 24
    for url, number in rows:
        answer = auditor.get(unescape(url))
        assert answer.status_code == 200
        assert len(listed(answer.context)) == int(number), url


def listed(context: Any) -> list[Any]:
    """The rows of a list, whatever its page calls them."""
    if "inbox" in context:
        return list(context["inbox"].page.rows)
    return list(context["page"].rows if "page" in context else context["page_obj"].object_list)


def test_who_sees_no_reports_is_offered_none(october: Reseller, staff: Staff, client_at: ClientAt) -> None:
    page = client_at("acme", staff(Role.FINANCE)).get("/desk/transparency/?period=2026-10").content.decode()
    assert "/desk/measures/?" in page
    assert "/desk/reports/?" not in page
    assert "/desk/appeals/?" not in page


def test_each_table_and_time_takes_one_query(october: Reseller, django_assert_num_queries: Any) -> None:
    """Sixteen tables, the three lines about authorities, three times; the schema, the reseller and its zone."""
    with django_assert_num_queries(16 + 3 + 3 + 3):
        computed(period_named("2026-10"))


def test_the_page_asks_for_a_period_in_each_way_and_says_what_is_wrong(auditor: Client) -> None:
    assert "October 2026" in auditor.get("/desk/transparency/").content.decode()
    spanned = auditor.get("/desk/transparency/", {"starts": "2026-10-05", "ends": "2026-10-16"})
    assert "5 October 2026 to 15 October 2026" in spanned.content.decode()
    assert numbers_of(spanned.context) == {"observation": 1}
    wrong = auditor.get("/desk/transparency/", {"starts": "2026-10-05", "ends": "2026-10-05"}).content.decode()
    assert "a later last one" in wrong
    assert auditor.get("/desk/transparency/", {"period": "soon"}).status_code == 200
    going_on = auditor.get("/desk/transparency/", {"period": "2026-11"}).content.decode()
    assert "not over yet" in going_on


def numbers_of(context: Any) -> dict[str, int]:
    tables = {table.key: table for tables in context["sections"].values() for table in tables}
    return {row.key: row.count for row in tables["cases_by_beginning"].rows}


def test_the_files_say_the_same_as_the_page(auditor: Client) -> None:
    content = json.loads(auditor.get("/desk/transparency/report.json?period=2026-10").content)
    assert numbers(content) == OCTOBER
    text = auditor.get("/desk/transparency/report.csv?period=2026-10").content.decode("utf-8-sig")
    rows = {(row[0], row[1]): row[4] for row in csv.reader(io.StringIO(text))}
    assert rows["reports_by_outcome", "no_violation"] == "2"
    assert rows["reports_by_outcome", "total"] == "4"
    assert rows["appeal_to_decision", "median_hours"] == "36.0"
    drawn = auditor.get("/desk/transparency/report.svg?period=2026-10").content
    picture = ET.fromstring(drawn)  # noqa: S314 - our own
    [title, desc] = (picture.findtext(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    assert title == "Acme Telecom: transparency report, October 2026"
    assert "Warning 1" in str(desc)


def test_the_api_computes_the_same(auditor: Client) -> None:
    asked = auditor.get("/api/v1/transparency-reports/computed/", {"period": "2026-10"})
    assert numbers(asked.json()) == OCTOBER
    assert auditor.get("/api/v1/transparency-reports/computed/", {"period": "2026-13"}).status_code == 422
    assert auditor.get("/api/v1/transparency-reports/computed/").status_code == 422


def test_nobody_is_named(october: Reseller) -> None:
    text = json.dumps(computed(period_named("2026")))
    assert not [name for name in ("Xavier", "Yvonne", "customer.example", "Officer") if name in text]
    assert Report.objects.count() == 5
