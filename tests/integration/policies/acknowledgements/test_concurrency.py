"""Posting and acknowledging from many connections at once (invariants 2 and 3)."""

import threading
from collections.abc import Callable

from django.db import connection
from django.test import Client

from policies.acknowledgements.actions import acknowledge, record_view
from policies.acknowledgements.models import Acknowledgement, Method, View
from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, the_policy
from tenants.customers.models import Customer
from tenants.ledger.models import Entry
from tenants.people.models import User
from tenants.resellers.refusals import Refused
from tests.conftest import standing_in
from tests.factories.customers import customer, person_of
from tests.factories.versions import RECORDING, document, posted_policy

READERS, EACH, POSTINGS = 6, 12, 20


def at_once(*jobs: Callable[[], None]) -> list[BaseException]:
    """Runs each job in a thread, with a connection of its own that stands in Acme; gives what they raised."""
    start = threading.Barrier(len(jobs))
    raised: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
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


def test_every_acknowledgement_names_the_version_in_force_at_its_instant(own_database: str) -> None:
    with standing_in("acme"):
        posted_policy()
        people = [[customer() for _ in range(EACH)] for _ in range(READERS)]
        refused: list[str] = []

        def post() -> None:
            for number in range(POSTINGS):
                posted_policy(document(spam=f"sending mail of kind {number};"))

        def read(mine: list[Customer]) -> Callable[[], None]:
            def job() -> None:
                for who in mine:
                    while not tried(who):
                        refused.append(who.reference)

            return job

        assert at_once(post, *(read(mine) for mine in people)) == []
        policy = the_policy()
        assert policy is not None
        rows = list(Acknowledgement.objects.select_related("version"))
        assert len(rows) == READERS * EACH
        wrong = [
            row for row in rows if in_force(policy=policy, at=row.at) != row.version or row.digest != row.version.digest
        ]
        assert wrong == []
        assert PolicyVersion.objects.count() == POSTINGS + 1
        # Without the gate before the row's lock, all acknowledgements come before the first posting.
        assert len({row.version_id for row in rows}) > 1


def tried(who: Customer) -> bool:
    """Reads what is in force and acknowledges it; False where it was replaced in between."""
    version = PolicyVersion.objects.order_by("-number")[0]
    try:
        acknowledge(by=person_of(who), customer=who, digest=version.digest, ticks=[RECORDING], method=Method.PORTAL)
    except Refused as error:
        assert error.code == "not_in_force"  # noqa: PT017 - anything else is a failure of the test
        return False
    return True


def test_many_clicks_at_once_make_one_row_and_one_ledger_entry(own_database: str) -> None:
    with standing_in("acme"):
        version, who = posted_policy(), customer()
        person: User = person_of(who)
        receipts: list[str] = []

        def click() -> None:
            row = acknowledge(by=person, customer=who, digest=version.digest, ticks=[RECORDING], method=Method.PORTAL)
            receipts.append(row.receipt)

        def look() -> None:
            record_view(by=person, customer=who, version=version)

        assert at_once(*[click, look] * 5) == []
        assert receipts == [Acknowledgement.objects.get().receipt] * 5
        assert View.objects.count() == 1
        assert Entry.objects.filter(verb="version.acknowledged").count() == 1
        assert Entry.objects.filter(verb="version.viewed").count() == 1


def test_many_clicks_over_http_all_get_the_same_answer(own_database: str) -> None:
    with standing_in("acme"):
        version, who = posted_policy(), customer()
        answers: list[int] = []

        def click() -> None:
            client = Client(SERVER_NAME="acme.localhost")
            client.force_login(person_of(who))
            answers.append(client.post("/my/aup/", {"digest": version.digest, "ticks": [RECORDING]}).status_code)

        assert at_once(*[click] * 4) == []
        assert answers == [302] * 4
        assert Acknowledgement.objects.count() == 1
