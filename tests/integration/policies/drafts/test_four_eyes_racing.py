"""However writing, approving and posting race, nothing is posted that no second person approved."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from policies.drafts.actions import approve_draft, edit_provision, post_version, start_draft, submit_draft
from policies.drafts.models import Draft, DraftApproval, DraftWriter
from policies.versions.models import Policy, PolicyVersion
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import standing_in
from tests.factories.versions import SCANNING, SPAM, posted_policy, writer

ROUNDS = 25
EXPECTED = {"stale", "draft_gone", "no_draft", "not_possible", "not_approved", "nothing_changed", "nothing_posted"}


@pytest.mark.own_database
@pytest.mark.usefixtures("own_database")
def test_racing_writers_approver_and_poster(django_db_blocker: pytest.FixtureRequest) -> None:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        with standing_in("acme") as acme:
            posted_policy()
            second()
            Reseller.objects.filter(pk=acme.pk).update(four_eyes=True)
        together = Barrier(4)
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(_rounds, verb, together) for verb in (_write, _write_another, _approve, _post)]
            for job in jobs:
                job.result(120)
        with standing_in("acme"):
            _finish()
            posted = list(PolicyVersion.objects.order_by("number")[1:])
            for version in posted:
                approval = DraftApproval.objects.get(digest=version.digest, document=version.document)
                writers = set(DraftWriter.objects.filter(draft=approval.draft).values_list("person", flat=True))
                assert approval.approved_by not in writers
        connection.close()
    assert posted


def second() -> User:
    """Who approves and writes nothing."""
    return give_roles(by=None, email="second@acme.example", name="Second", roles=[Role.APPROVER])


def _write(number: int) -> None:
    made = start_draft(by=writer(), policy=Policy.objects.get())
    edit_provision(by=writer(), draft=made, key=SPAM, text=f"sending mail {number};")
    submit_draft(by=writer(), draft=made)


def _write_another(number: int) -> None:
    made = start_draft(by=writer(), policy=Policy.objects.get())
    edit_provision(by=writer(), draft=made, key=SCANNING, text=f"scanning {number}; or")
    submit_draft(by=writer(), draft=made)


def _approve(_number: int) -> None:
    for draft in Draft.objects.all():
        approve_draft(by=second(), draft=draft)


def _post(number: int) -> None:
    post_version(by=writer(), policy=Policy.objects.get(), summary=f"{number}.")


def _finish() -> None:
    """One more, with nobody in the way."""
    made = start_draft(by=writer(), policy=Policy.objects.get())
    edit_provision(by=writer(), draft=made, key=SPAM, text="sending mail at last;")
    submit_draft(by=writer(), draft=made)
    approve_draft(by=second(), draft=made)
    post_version(by=writer(), policy=made.policy, summary="At last.")


def _rounds(verb: Callable[[int], None], together: Barrier) -> None:
    try:
        with standing_in("acme"):
            together.wait(30)
            for number in range(ROUNDS):
                try:
                    verb(number)
                except Refused as refusal:
                    assert refusal.code in EXPECTED  # noqa: PT017 - others are fine
    finally:
        connection.close()
