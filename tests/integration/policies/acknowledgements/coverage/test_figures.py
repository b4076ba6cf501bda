"""The desk sees how many acknowledged, over time, and who has not yet."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.actions import record_view
from policies.acknowledgements.coverage.figures import coverage_figures, customers_missing, over_time
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity
from tenants.ledger import clock
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, member, person_of
from tests.factories.versions import document, posted_policy


@pytest.fixture
def posted(acme: Reseller) -> PolicyVersion:
    """Acme's first version, in force."""
    return posted_policy()


def test_only_a_representative_counts_for_the_customer(posted: PolicyVersion) -> None:
    done, read, _idle = customer(), customer(), customer()
    gone = customer(until=clock.now())
    acknowledged(posted, done)
    acknowledged(posted, read, by=member(read, capacity=Capacity.ACCOUNT_USER))
    record_view(by=person_of(done), customer=done, version=posted)
    figures = coverage_figures(version=posted, at=clock.now())
    assert (figures.customers, figures.customers_acknowledged) == (3, 1)
    assert (figures.people, figures.people_acknowledged, figures.people_shown) == (4, 2, 1)
    late = list(customers_missing(version=posted, at=clock.now()))
    assert gone not in late
    assert len(late) == 2
    assert read in late


def test_the_page_names_who_has_not_yet_and_what_they_acknowledged_last(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    done, behind = customer("Delta Foods"), customer("Echo Print")
    acknowledged(posted, done)
    acknowledged(posted, behind)
    second = posted_policy(document(spam="sending any bulk mail;"))
    acknowledged(second, done)
    client = client_at("acme", staff(Role.AUDITOR))
    page = client.get("/desk/acknowledgements/")
    assertContains(page, "Who acknowledged version 2 since it was posted")
    assertContains(page, 'href="/desk/acknowledgements/missing.csv?version=2"')
    assertContains(page, "1 of 2")
    assertContains(page, "Echo Print")
    assertContains(page, "Version 1")
    assertNotContains(page, "Delta Foods")
    assertContains(client.get("/desk/acknowledgements/?version=1"), "Every customer has acknowledged this version.")
    assertNotContains(client.get("/desk/acknowledgements/?q=nobody"), "Echo Print")
    for nonsense in ("9", "x", "99999999999999"):
        assert client.get(f"/desk/acknowledgements/?version={nonsense}").status_code == 404
    assert client_at("acme", person_of(done)).get("/desk/acknowledgements/").status_code == 403


def test_before_anything_is_posted_the_desk_says_what_to_do(acme: Reseller, client_at: ClientAt, staff: Staff) -> None:
    client = client_at("acme", staff(Role.AUDITOR))
    assertContains(client.get("/desk/acknowledgements/"), "Post the first version")
    assert client.get("/desk/acknowledgements/missing.csv").status_code == 404


def test_the_file_lists_whom_to_ask_and_no_cell_is_a_formula(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    customer('=HYPERLINK("http://evil.example")', reference="+1", email="ann@customer.example", person="@Ann")
    customer("-2", reference="C-2")
    acknowledged(posted, customer("Done", reference="C-3"))
    answer = client_at("acme", staff(Role.AUDITOR)).get("/desk/acknowledgements/missing.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="not-yet-acknowledged-aup-1.csv"'
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[0] == "Customer"
    assert {row[0] for row in rows} == {"'+1", "C-2"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "ann@customer.example" in rows[1][2] or "ann@customer.example" in rows[0][2]


def test_the_picture_counts_up_to_today(posted: PolicyVersion, set_clock: Callable[[object], None]) -> None:
    start = clock.now()
    for days, who in ((3, customer()), (10, customer())):
        set_clock(start + dt.timedelta(days=days))
        acknowledged(posted, who)
    instants, (customers, people) = over_time(version=posted, until=start + dt.timedelta(days=12))
    assert len(instants) == len(customers) == len(people)
    assert (customers[0], customers[-1], people[-1]) == (0, 2, 2)
    assert customers == sorted(customers)
    by_day = dict(zip(((one - instants[0]).days for one in instants), customers, strict=True))
    assert (by_day[2], by_day[4], by_day[11]) == (0, 1, 2)
