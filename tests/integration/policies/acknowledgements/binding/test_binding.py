"""What bound a customer at an instant is computed from agreements and versions, on the evidence there is."""

import datetime as dt

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.actions import record_view
from policies.acknowledgements.binding.queries import what_bound
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from policies.versions.models import PolicyVersion, PostingProof
from tenants.customers.models import Agreement, Customer
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, person_of
from tests.factories.versions import document, posted_policy

DAY = dt.timedelta(days=1)
JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
JULY = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
MARCH, NOVEMBER = dt.datetime(2026, 3, 1, tzinfo=dt.UTC), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


@pytest.fixture
def versions(acme: Reseller) -> tuple[PolicyVersion, PolicyVersion]:
    """Version 1 from 1 June and version 2 from 1 July 2026."""
    return posted_policy(at=JUNE), posted_policy(document(spam="sending any bulk mail;"), at=JULY)


def test_a_version_binds_from_its_instant_to_the_next_without_any_acknowledgement(
    versions: tuple[PolicyVersion, PolicyVersion],
) -> None:
    who = customer(since=MARCH, until=NOVEMBER)
    first, second = versions
    tick = dt.timedelta(microseconds=1)
    assert what_bound(customer=who, at=first.effective_at - tick).version is None
    assert what_bound(customer=who, at=first.effective_at).version == first
    assert what_bound(customer=who, at=second.effective_at - tick).version == first
    assert what_bound(customer=who, at=second.effective_at).version == second
    assert what_bound(customer=who, at=second.effective_at).digest == second.digest


def test_without_an_agreement_nothing_bound_and_it_says_so(versions: tuple[PolicyVersion, PolicyVersion]) -> None:
    who = customer("Delta Foods", since=JUNE + DAY * 10, until=NOVEMBER)
    for at in (JUNE + DAY * 9, NOVEMBER, NOVEMBER + DAY):
        bound = what_bound(customer=who, at=at)
        assert (bound.binds, bound.version, bound.digest, bound.since, bound.evidence) == (False, None, "", None, ())
        assert bound.sentence == "Nothing bound Delta Foods then: it had no agreement at that instant."
    assert what_bound(customer=who, at=NOVEMBER - DAY).binds
    assert what_bound(customer=who, at=JUNE + DAY * 11).since == JUNE + DAY * 10
    assert not what_bound(customer=Customer.objects.create(reference="X", name="X", created_at=JUNE), at=JULY).binds


def test_a_gap_between_two_agreements_is_a_gap(versions: tuple[PolicyVersion, PolicyVersion]) -> None:
    who = customer(since=JUNE, until=JUNE + DAY * 10)
    Agreement.objects.create(customer=who, number="MSA-second", starts_at=JUNE + DAY * 20)
    assert what_bound(customer=who, at=JUNE + DAY * 5).binds
    assert not what_bound(customer=who, at=JUNE + DAY * 15).binds
    later = what_bound(customer=who, at=JUNE + DAY * 25)
    assert later.agreement is not None
    assert (later.agreement.number, later.since) == ("MSA-second", JUNE + DAY * 20)


def test_the_evidence_is_of_that_version_and_that_customer_in_order(
    versions: tuple[PolicyVersion, PolicyVersion],
) -> None:
    _first, second = versions
    who, other = customer(), customer()
    person = person_of(who)
    PostingProof.objects.create(
        version=second, url="http://acme.localhost/aup/", fetched_at=second.posted_at + DAY, http_status=200,
        body=b"", digest="a" * 64, shows_version=True,
    )  # fmt: skip
    notice = Notice.objects.create(
        kind="posted", version=second, subject_type="v", subject_id="2", title="New", path="/aup/", created_at=JULY
    )
    Delivery.objects.create(
        notice=notice, recipient=person, customer=who, channel=Channel.MAIL, status=DeliveryStatus.SENT,
        queued_at=JULY, next_attempt_at=JULY, sent_at=JULY + DAY * 2, seen_at=JULY + DAY * 3,
    )  # fmt: skip
    record_view(by=person, customer=who, version=second)
    acknowledged(second, who)
    acknowledged(second, other)
    found = what_bound(customer=who, at=JULY + DAY * 4)
    kinds = [one.kind for one in found.evidence]
    assert kinds == ["posted", "proof", "delivery", "seen", "view", "acknowledgement"]
    assert [one.at for one in found.evidence] == sorted(one.at for one in found.evidence)
    assert [one.later for one in found.evidence] == [False, False, False, False, True, True]


def test_staff_sees_it_on_the_desk(
    versions: tuple[PolicyVersion, PolicyVersion], client_at: ClientAt, staff: Staff
) -> None:
    who = customer("Delta Foods", since=MARCH, until=NOVEMBER)
    client = client_at("acme", staff(Role.CASE_OFFICER))
    page = f"/desk/customers/{who.pk}/binding/"
    then = client.get(page, {"at": "2026-06-15T12:00:00Z"})
    assertContains(then, "Version 1 bound Delta Foods then")
    assertContains(then, versions[0].digest)
    assertContains(client.get(page, {"at": "2026-01-15"}), "it had no agreement at that instant")
    assertContains(client.get(page, {"at": "then"}), "That is not an instant", status_code=400)
    assertContains(client.get(page, {"at": "2999-01-01"}), "still to come")
    assert client_at("acme", staff(Role.OPERATOR)).get(page).status_code == 403
    assert client_at("acme", person_of(who)).get(page).status_code == 403


def test_a_reader_asks_the_same_and_sees_what_was_acknowledged(
    versions: tuple[PolicyVersion, PolicyVersion], client_at: ClientAt
) -> None:
    who, other = customer("Delta Foods"), customer()
    row, theirs = acknowledged(versions[1], who), acknowledged(versions[1], other)
    client = client_at("acme", person_of(who))
    page = client.get("/my/history/")
    assertContains(page, f"/my/receipts/{row.pk}/")
    assertNotContains(page, str(theirs.pk))
    assertContains(client.get("/my/history/?at=2026-06-15T12:00:00Z"), "Version 1 bound Delta Foods then")
    assertContains(client.get("/my/history/?at=x"), "That is not an instant", status_code=400)
    assertContains(client_at("acme", person_of(customer())).get("/my/history/"), "Nothing is acknowledged yet")
