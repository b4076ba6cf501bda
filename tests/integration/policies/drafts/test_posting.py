"""Posting is one instant: in force, public and offered downstream together; and it refuses what must not be posted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from policies.documents import digest
from policies.documents.model.codec import document_from_json
from policies.drafts.actions import post_version
from policies.drafts.models import Draft
from policies.versions import events
from policies.versions.actions import withdraw_version
from policies.versions.models import PolicyVersion, PostedProvision
from policies.versions.queries import citable_between, in_force, next_effective
from policies.versions.tasks import offer_releases
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.current import connection
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in
from tests.events import listening_to
from tests.factories.versions import document, draft, posted_policy, without, writer

OCTOBER = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
NOVEMBER = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
DECEMBER = dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)
SetClock = Callable[[dt.datetime], None]

pytestmark = pytest.mark.usefixtures("acme")


def refused(code: str, **posting: Any) -> Refused:
    """Tries to post the open draft, which must be refused with this code and change nothing."""
    before = PolicyVersion.objects.count()
    policy = Draft.objects.get().policy
    with pytest.raises(Refused) as caught:
        post_version(**{"by": writer(), "policy": policy, "summary": "A change.", **posting})
    assert caught.value.code == code
    assert PolicyVersion.objects.count() == before
    assert Draft.objects.exists()
    return caught.value


def test_a_posted_version_is_in_force_at_the_instant_of_its_posting() -> None:
    version = posted_policy()
    assert in_force(policy=version.policy, at=version.posted_at) == version
    assert version.effective_at == version.posted_at
    earlier = version.effective_at - dt.timedelta(microseconds=1)
    assert in_force(policy=version.policy, at=earlier) is None


def test_the_digest_and_every_provision_follow_from_the_posted_words() -> None:
    version = posted_policy()
    posted = document_from_json(version.document)
    assert version.digest == digest(posted)
    assert [row.key for row in version.provisions.all()] == list(posted.placed())
    assert version.provisions.get(key="offensive").discretionary
    assert version.values == {"company": "Acme Telecom B.V.", "abuse_mailbox": "abuse@acme.example"}


def test_posting_leaves_no_draft_a_ledger_entry_and_the_numbers_count_up() -> None:
    first = posted_policy()
    second = posted_policy(document(spam="sending any bulk mail;"))
    assert [first.number, second.number] == [1, 2]
    assert not Draft.objects.exists()
    entry = Entry.objects.get(verb="version.posted", subject_id=str(second.pk))
    assert entry.facts["digest"] == second.digest
    assert entry.by == second.posted_by


def test_downstream_is_offered_the_words_unfilled_and_only_by_their_publisher() -> None:
    with standing_in("vendor"):
        version = posted_policy()
    release = Release.objects.get(publisher="vendor")
    assert release.number == version.number
    assert "{{company}}" in str(release.document)
    assert "Vendor" not in str(release.document)
    assert release.values["company"] == "Vendor Networks B.V."
    with standing_in("vendor"):
        assert not Release.objects.filter(publisher="acme").exists()
    posted_policy()
    with standing_in("beta"):
        assert {release.publisher for release in Release.objects.all()} == {"vendor"}


def test_a_variable_without_a_value_is_refused_by_name() -> None:
    made = draft()
    Draft.objects.filter(pk=made.pk).update(values={"company": "Acme Telecom B.V."})
    assert refused("unresolved").details == {"variables": ["abuse_mailbox"]}


@pytest.mark.parametrize(
    ("words", "provision"),
    [
        ("Vendor Networks B.V. may do anything.", "disclaimer"),
        ("Write to abuse@vendor.example at once.", "disclaimer"),
        ("See http://vendor.localhost/aup/ for more.", "disclaimer"),
        ("See www.vendor.localhost for more.", "disclaimer"),
    ],
)
def test_another_companys_name_left_in_is_refused_and_named_with_its_provision(words: str, provision: str) -> None:
    with standing_in("vendor"):
        posted_policy()
    draft(document(disclaimer=words))
    refusal = refused("foreign_name")
    assert refusal.details["found"][0]["provision"] == provision
    assert provision in refusal.sentence


def test_another_companys_name_as_a_value_is_refused_too() -> None:
    with standing_in("vendor"):
        posted_policy()
    draft(values={"company": "Vendor Networks B.V."})
    refused("foreign_name")


def test_a_plain_word_is_not_taken_for_a_company_of_that_name() -> None:
    with standing_in("vendor") as vendor:
        type(vendor).objects.filter(pk=vendor.pk).update(name="Vendor", legal_name="Vendor")
        posted_policy()
    draft(document(disclaimer="Equipment of any vendor is protected."))
    post_version(by=writer(), policy=Draft.objects.get().policy, summary="The first version.")
    draft(document(disclaimer="Equipment of Vendor is protected."))
    refused("foreign_name")


def test_an_empty_summary_a_past_instant_and_an_unchanged_text_are_refused() -> None:
    version = posted_policy()
    draft()
    assert "version 1" in refused("nothing_changed").sentence
    draft(document(spam="sending any bulk mail;"))
    refused("summary_missing", summary="  ")
    refused("not_in_future", at=version.effective_at)


def test_only_an_approver_posts_and_withdraws(staff: Staff, set_clock: SetClock) -> None:
    set_clock(OCTOBER)
    draft()
    refused("not_allowed", by=staff(Role.EDITOR))
    version = posted_policy(effective_at=NOVEMBER)
    with pytest.raises(Refused, match="roles"):
        withdraw_version(by=staff(Role.EDITOR), version=version)


def test_a_scheduled_version_is_announced_and_binds_from_its_instant(set_clock: SetClock) -> None:
    set_clock(OCTOBER)
    first = posted_policy()
    second = posted_policy(document(spam="sending any bulk mail;"), effective_at=NOVEMBER)
    assert in_force(policy=first.policy, at=NOVEMBER - dt.timedelta(microseconds=1)) == first
    assert in_force(policy=first.policy, at=NOVEMBER) == second
    assert next_effective(policy=first.policy, at=first.effective_at) == second
    draft(document(spam="another change;"))
    refused("scheduled_ahead")
    refused("scheduled_ahead", at=NOVEMBER)
    third = post_version(by=writer(), policy=first.policy, summary="Later still.", at=DECEMBER)
    assert third.effective_at == DECEMBER


def test_a_scheduled_version_is_offered_downstream_once_it_is_in_effect(set_clock: SetClock) -> None:
    set_clock(OCTOBER)
    posted_policy(effective_at=NOVEMBER)
    offered = Release.objects.filter(publisher="acme")
    offer_releases.apply(headers={"schema": "acme"}).get()
    assert not offered.exists()
    set_clock(NOVEMBER)
    offer_releases.apply(headers={"schema": "acme"}).get()
    offer_releases.apply(headers={"schema": "acme"}).get()
    assert offered.count() == 1


def test_a_withdrawn_version_never_binds_and_cannot_be_withdrawn_late(set_clock: SetClock) -> None:
    set_clock(OCTOBER)
    first = posted_policy()
    second = posted_policy(document(spam="sending any bulk mail;"), effective_at=NOVEMBER)
    withdraw_version(by=writer(), version=second)
    assert in_force(policy=first.policy, at=DECEMBER) == first
    for version, code in ((second, "already_withdrawn"), (first, "already_in_effect")):
        with pytest.raises(Refused) as caught:
            withdraw_version(by=writer(), version=version)
        assert caught.value.code == code
    third = posted_policy(document(spam="another change;"))
    assert third.number == 3


def test_a_clock_that_goes_back_never_puts_an_effect_before_the_last(set_clock: SetClock) -> None:
    set_clock(NOVEMBER)
    first = posted_policy()
    set_clock(OCTOBER)
    second = posted_policy(document(spam="sending any bulk mail;"))
    assert second.effective_at == first.effective_at + dt.timedelta(microseconds=1)


def test_listeners_are_told_inside_the_transaction() -> None:
    told: list[tuple[bool, dict[str, Any]]] = []
    with listening_to(events.posted, lambda **given: told.append((connection.in_atomic_block, given))):
        version = posted_policy()
    ((inside, given),) = told
    assert inside
    assert given["version"] == version
    assert abs(given["at"] - clock.now()) < dt.timedelta(minutes=1)


def test_a_listener_that_fails_takes_the_posting_back() -> None:
    def fails(**_: object) -> None:
        raise Refused("no", "No.")

    draft()
    with listening_to(events.posted, fails):
        refused("no")
    assert not PostedProvision.objects.exists()
    assert not Release.objects.filter(publisher="acme").exists()


def test_what_can_be_cited_are_prohibitions_in_force_during_the_act(set_clock: SetClock) -> None:
    posted_policy(without(document(), "offensive"), at=OCTOBER)
    second = posted_policy(at=NOVEMBER)
    policy, change = second.policy, second.effective_at

    def cited(start: dt.datetime, end: dt.datetime) -> set[tuple[int, str]]:
        found = citable_between(policy=policy, start=start, end=end)
        return {(provision.version.number, provision.key) for provision in found}

    before = change - dt.timedelta(days=1)
    assert cited(before, before) == {(1, "general"), (1, "spam"), (1, "scanning")}
    assert (2, "offensive") in cited(before, change)
    assert (1, "spam") in cited(before, change)
    assert {number for number, _key in cited(change, DECEMBER)} == {2}
    assert cited(OCTOBER - dt.timedelta(days=2), OCTOBER - dt.timedelta(days=1)) == set()
