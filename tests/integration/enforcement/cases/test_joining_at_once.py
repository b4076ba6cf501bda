"""Officers who open cases and reports that come in at the same moment: one case is joined, each report in it once."""

import threading
from collections.abc import Callable

from enforcement.cases.actions import open_case
from enforcement.cases.models import Case, Joining
from enforcement.reports.models import Report
from tenants.customers.models import Service
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection
from tests.conftest import standing_in
from tests.factories import customers, reports


def at_once(*jobs: Callable[[], object]) -> list[BaseException]:
    """Runs each job in a thread, with a connection of its own that stands in Acme; gives what they raised."""
    start = threading.Barrier(len(jobs))
    raised: list[BaseException] = []

    def run(job: Callable[[], object]) -> None:
        try:
            with standing_in("acme"):
                start.wait()
                job()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def opening(service: Service, name: str) -> Callable[[], Case]:
    by: User = give_roles(by=None, email=f"{name}@acme.example", name=name, roles=[Role.CASE_OFFICER])
    return lambda: open_case(by=by, reports=[], service=service, category="spam_email", summary="Mail.")


def test_two_officers_open_at_once_and_every_report_joins_the_same_case(own_database: str) -> None:
    with standing_in("acme"):
        service = customers.service_of(customers.customer("Xavier BV", networks=["192.0.2.0/28"]))
        assert at_once(*(opening(service, name) for name in ("one", "two", "three"))) == []
        joined = Joining.objects.get(joins=True).case
        assert Case.objects.count() == 3
        assert at_once(*[reports.report] * 8, opening(service, "four")) == []
        assert Report.objects.count() == joined.reports.count() == 8
