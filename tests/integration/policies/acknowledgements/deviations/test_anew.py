"""What an agreement says otherwise begins or ends: its customer is asked anew from that instant and told once."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.coverage.figures import coverage_figures, customers_missing
from policies.acknowledgements.deviations.actions import announce_deviations, record_deviation
from policies.acknowledgements.deviations.queries import unannounced
from policies.acknowledgements.models import Acknowledgement
from policies.acknowledgements.queries import covered_by
from policies.documents.agreed.deviations import binding_digest
from policies.notices.models import Delivery, Notice
from policies.versions.models import PolicyVersion, Significance
from tenants.customers.actions import end_deviation
from tenants.customers.models import Customer, Deviation, DeviationEffect
from tenants.ledger import clock
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import agreement_of, customer, member, person_of
from tests.factories.versions import SPAM, document, posted_policy

JUNE = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TICK = dt.timedelta(microseconds=1)
WORDS = "sending more than ten thousand mails a day;"


@pytest.fixture
def version(acme: Reseller, set_clock: Callable[[object], None]) -> PolicyVersion:
    """Version 1 from 1 June 2026; it is the 2nd."""
    posted = posted_policy(at=JUNE)
    set_clock(JUNE + DAY)
    return posted


def agreed(who: Customer, staff: Staff, *, starts_at: dt.datetime, **more: Any) -> Deviation:
    """Other words about spam from an instant on."""
    given: dict[str, Any] = {"effect": DeviationEffect.REPLACED, "key": SPAM, "text": WORDS, **more}
    return record_deviation(
        by=staff(Role.ADMINISTRATOR),
        agreement=agreement_of(who),
        starts_at=starts_at,
        filename="annex.pdf",
        data=b"signed",
        **given,
    )


def is_asked(who: Customer, version: PolicyVersion, at: dt.datetime) -> bool:
    """Whether person, list and figures say that the customer still owes an acknowledgement; they never disagree."""
    person = covered_by(version=version, customer=who, person=person_of(who).pseudonym, at=at) is None
    assert person == customers_missing(version=version, at=at).filter(pk=who.pk).exists()
    figures = coverage_figures(version=version, at=at)
    assert figures.customers - figures.customers_acknowledged == customers_missing(version=version, at=at).count()
    return person


def test_the_customer_is_asked_anew_from_the_instant_it_begins_and_from_the_one_it_ends(
    version: PolicyVersion, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who, other = customer(), customer()
    acknowledged(version, other)
    begins, ends = JUNE + 3 * DAY, JUNE + 6 * DAY
    made = agreed(who, staff, starts_at=begins, ends_at=ends)
    first = acknowledged(version, who)
    assert [is_asked(who, version, at) for at in (begins - TICK, begins)] == [False, True]
    set_clock(begins)
    second = acknowledged(version, who)
    assert second.pk != first.pk
    assert second.binding_digest == binding_digest(version.digest, [made.digest]) != first.binding_digest
    assert not is_asked(who, version, begins)
    # The words of before bind again, and these very words it did acknowledge.
    assert [is_asked(who, version, at) for at in (ends - TICK, ends)] == [False, False]
    assert not is_asked(other, version, begins)


def test_who_never_acknowledged_the_general_words_is_asked_when_they_bind_again(
    version: PolicyVersion, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who = customer()
    ends = JUNE + 6 * DAY
    agreed(who, staff, starts_at=JUNE, ends_at=ends)
    acknowledged(version, who)
    assert [is_asked(who, version, at) for at in (ends - TICK, ends)] == [False, True]
    set_clock(ends)
    assert acknowledged(version, who).binding_digest == version.digest
    assert not is_asked(who, version, ends)


def test_an_editorial_version_asks_nobody_again_but_a_deviation_after_it_does(
    version: PolicyVersion, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who = customer()
    agreed(who, staff, starts_at=JUNE)
    acknowledged(version, who)
    spelt = posted_policy(
        document(disclaimer="Company is not liable for any violation."),
        at=JUNE + 2 * DAY,
        significance=Significance.EDITORIAL,
    )
    set_clock(JUNE + 3 * DAY)
    assert not is_asked(who, spelt, clock.now())
    agreed(who, staff, starts_at=JUNE + 3 * DAY, effect=DeviationEffect.ADDED, key="msa-more")
    assert is_asked(who, spelt, clock.now())
    # What was owed for a superseded version is settled with its end.
    assert not is_asked(who, version, clock.now())


def test_one_customers_deviation_asks_nobody_else(version: PolicyVersion, staff: Staff) -> None:
    who, other = customer(), customer()
    theirs = member(who, email="second@customer.example")
    for one in (who, other):
        acknowledged(version, one)
    acknowledged(version, who, by=theirs)
    agreed(who, staff, starts_at=JUNE)
    assert is_asked(who, version, clock.now())
    assert not is_asked(other, version, clock.now())
    figures = coverage_figures(version=version, at=clock.now())
    assert (figures.customers_acknowledged, figures.people_acknowledged) == (1, 1)


def test_the_pages_ask_anew_and_the_form_records_it(version: PolicyVersion, staff: Staff, client_at: ClientAt) -> None:
    who = customer("Delta Foods")
    mine, desk = client_at("acme", person_of(who)), client_at("acme", staff(Role.ADMINISTRATOR))
    acknowledged(version, who)
    assertContains(mine.get("/my/aup/"), "Version 1 is acknowledged")
    made = agreed(who, staff, starts_at=JUNE)
    page = mine.get("/my/aup/")
    assertContains(page, "has changed since")
    assertNotContains(page, "Version 1 is acknowledged")
    assertContains(mine.get("/my/"), "other words bind you now")
    assertContains(desk.get("/desk/acknowledgements/"), "asked anew")
    bound = binding_digest(version.digest, [made.digest])
    sent = {"digest": version.digest, "binding_digest": bound, "ticks": ["recording"]}
    assert mine.post("/my/aup/", sent).status_code == 302
    assertContains(mine.get("/my/aup/"), "Version 1 is acknowledged")
    assertContains(mine.get("/my/"), "You have acknowledged the policy in force")
    assertNotContains(desk.get("/desk/acknowledgements/"), "Delta Foods")
    # Words that were shown before it began are acknowledged by nobody after.
    stale = {**sent, "binding_digest": version.digest}
    refused = mine.post("/api/v1/acknowledgements/", stale, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "agreed_otherwise")
    again = mine.post("/api/v1/acknowledgements/", sent, content_type="application/json")
    assert again.status_code == 200
    assert Acknowledgement.objects.count() == 2


def test_the_database_keeps_one_row_for_the_same_words(version: PolicyVersion, staff: Staff) -> None:
    who = customer()
    acknowledged(version, who)
    agreed(who, staff, starts_at=JUNE)
    kept = acknowledged(version, who)
    rows = list(Acknowledgement.objects.filter(customer=who))
    for row in rows:
        for same in {row.binding_digest, "" if row.binding_digest == row.digest else row.binding_digest}:
            with pytest.raises(DatabaseError, match="acknowledgement_once"), transaction.atomic():
                Acknowledgement.objects.create(
                    version=row.version,
                    digest=row.digest,
                    binding_digest=same,
                    person=row.person,
                    customer=who,
                    capacity=row.capacity,
                    method=row.method,
                    at=row.at,
                    receipt="forged",
                )
    with pytest.raises(DatabaseError), transaction.atomic():
        Acknowledgement.objects.filter(pk=kept.pk).update(binding_digest=version.digest)


def told(made: Deviation) -> dict[str, list[tuple[str, str]]]:
    """Who was told what of a deviation, over which channel."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in Delivery.objects.filter(notice__subject_id=str(made.pk)).order_by("notice__created_at", "channel"):
        found.setdefault(one.notice.kind, []).append((one.recipient.email, one.channel))
    return found


def test_its_representatives_are_told_once_when_it_begins_and_once_when_it_ends(
    version: PolicyVersion, staff: Staff, set_clock: Callable[[object], None]
) -> None:
    who = customer(email="ada@customer.example")
    customer(email="bob@customer.example")
    begins = JUNE + 3 * DAY
    made = agreed(who, staff, starts_at=begins)
    set_clock(begins - DAY)
    assert announce_deviations() == 0
    set_clock(begins)
    assert [announce_deviations(), announce_deviations()] == [1, 0]
    both = [("ada@customer.example", "inbox"), ("ada@customer.example", "mail")]
    assert told(made) == {"deviation_begun": both}
    end_deviation(by=staff(Role.ADMINISTRATOR), deviation=made, ends_at=begins + DAY)
    assert announce_deviations() == 0
    set_clock(begins + DAY)
    assert [announce_deviations(), announce_deviations()] == [1, 0]
    assert told(made) == {"deviation_begun": both, "deviation_ended": both}
    assert unannounced(at=begins + 9 * DAY) == []


def test_what_was_over_before_anyone_could_be_told_is_not_told(version: PolicyVersion, staff: Staff) -> None:
    agreed(customer(), staff, starts_at=JUNE, ends_at=JUNE + DAY / 2)
    assert announce_deviations() == 0
    assert not Notice.objects.filter(kind__startswith="deviation").exists()


@pytest.mark.parametrize(
    ("effect", "key", "text", "says"),
    [
        (DeviationEffect.REPLACED, SPAM, WORDS, ["Agreed with you:", WORDS, "The posted wording:"]),
        (DeviationEffect.NOT_APPLIED, SPAM, "", ["This does not apply to you any longer:", "that nobody asked for"]),
        (DeviationEffect.ADDED, "msa-more", WORDS, ["Agreed with you:", WORDS]),
    ],
)
def test_the_notice_says_which_words_bind_now(
    version: PolicyVersion,
    staff: Staff,
    client_at: ClientAt,
    effect: DeviationEffect,
    key: str,
    text: str,
    says: list[str],
) -> None:
    who = customer()
    made = agreed(who, staff, starts_at=JUNE, effect=effect, key=key, text=text)
    announce_deviations()
    mine = client_at("acme", person_of(who))
    delivery = Delivery.objects.filter(notice__subject_id=str(made.pk), channel="inbox").get()
    page = mine.get(f"/my/notices/{delivery.pk}/")
    for one in [*says, agreement_of(who).number]:
        assertContains(page, one)
