"""A reader acknowledges the words shown, on the page, and nothing else."""

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from policies.acknowledgements.models import Acknowledgement, View
from policies.documents.agreed.deviations import binding_digest
from policies.versions.actions import withdraw_version
from policies.versions.models import PolicyVersion
from tenants.customers.models import Capacity, Customer
from tenants.ledger import clock
from tenants.ledger.keys import public_jwks, verify_jws
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, member, membership_of, person_of
from tests.factories.versions import RECORDING, document, posted_policy, without, writer

OTHER = document(spam="sending mail that its reader did not ask for;")


@pytest.fixture
def posted(acme: Reseller) -> PolicyVersion:
    """Acme's first version, in force."""
    return posted_policy()


def click(client: Client, version: PolicyVersion, *ticks: str) -> Any:
    """What a browser sends when the form of that version is sent off."""
    return client.post("/my/aup/", {"digest": version.digest, "ticks": ticks})


def test_the_page_shows_the_words_in_force_and_its_form_acknowledges_them(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer("Delta Foods")
    client = client_at("acme", person_of(who))
    page = client.get("/my/aup/")
    assertContains(page, "sending mail that nobody asked for;")
    assertContains(page, f'<input type="hidden" name="digest" value="{posted.digest}"')
    assertContains(page, f'name="ticks" value="{RECORDING}"')
    action = unescape(re.search(r'action="(\?[^"]+)"', page.content.decode()).group(1))  # type: ignore[union-attr]  # it is there
    answer = client.post(f"/my/aup/{action}", {"digest": posted.digest, "ticks": [RECORDING]}, follow=True)
    assertContains(answer, "Version 1 is acknowledged")
    row = Acknowledgement.objects.get()
    assertContains(answer, f"/my/receipts/{row.pk}/")
    assertNotContains(answer, 'name="digest"')
    assert (row.version, row.digest, row.customer) == (posted, posted.digest, who)
    assert (row.person, row.capacity, row.ticks) == (person_of(who).pseudonym, Capacity.REPRESENTATIVE, [RECORDING])


def test_the_receipt_downloads_and_verifies_with_the_public_keys_alone(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer(reference="C-77")
    row = acknowledged(posted, who)
    client = client_at("acme", person_of(who))
    answer = client.get(f"/my/receipts/{row.pk}/")
    assert answer["Content-Disposition"] == f'attachment; filename="receipt-aup-1-{row.at:%Y-%m-%d}.jws"'
    jwks = client_at("acme").get("/.well-known/proviso-keys.json").json()
    claims = verify_jws(
        answer.content.decode().strip(), jwks, typ="proviso-receipt+jwt", issuer="acme.localhost", tenant="acme"
    )
    assert claims == {
        "iss": "acme.localhost",
        "tenant": "acme",
        "jti": str(row.pk),
        "policy": "aup",
        "version": 1,
        "digest": posted.digest,
        "binding_digest": binding_digest(posted.digest, []),
        "edition_language": "en",
        "edition_digest": posted.digest,
        "person": str(person_of(who).pseudonym),
        "customer": "C-77",
        "capacity": "representative",
        "binds_customer": True,
        "method": "portal",
        "ticks": [RECORDING],
        "at": row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "authority": {
            "id": str(membership_of(who).authorities.get().pk),
            "basis": "office",
            "document_digest": "",
            "from": "2026-01-01T00:00:00.000000Z",
            "until": None,
        },
    }
    assert jwks == public_jwks("acme")


def test_a_second_click_changes_nothing(posted: PolicyVersion, client_at: ClientAt) -> None:
    who = customer()
    client = client_at("acme", person_of(who))
    click(client, posted, RECORDING)
    first = Acknowledgement.objects.values().get()
    entries = Entry.objects.count()
    assert click(client, posted, RECORDING).status_code == 302
    assert Acknowledgement.objects.values().get() == first
    assert Entry.objects.count() == entries


def test_another_digest_is_refused_with_what_changed_since_the_readers_own_last_acknowledgement(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer()
    acknowledged(posted, who)
    posted_policy(without(document(), "scanning"))
    third = posted_policy(OTHER)
    client = client_at("acme", person_of(who))
    answer = click(client, posted, RECORDING)
    assertContains(answer, "These are not the words in force: version 3 is.", status_code=409)
    assertContains(answer, "You last acknowledged version 1.", status_code=409)
    assertContains(answer, 'id="change-spam"', status_code=409)
    # What version 2 deleted stands in version 3 again, so this reader has nothing to learn of it.
    assertNotContains(answer, 'id="change-scanning"', status_code=409)
    assertContains(answer, f'name="digest" value="{third.digest}"', status_code=409)
    assert Acknowledgement.objects.count() == 1


def test_each_reader_sees_the_redline_since_their_own_last_acknowledgement(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    early, late = customer(), customer()
    acknowledged(posted, early)
    acknowledged(posted_policy(without(document(), "scanning")), late)
    posted_policy(without(OTHER, "scanning"))
    seen_early = client_at("acme", person_of(early)).get("/my/aup/")
    assertContains(seen_early, "You last acknowledged version 1.")
    assertContains(seen_early, 'id="change-scanning"')
    seen_late = client_at("acme", person_of(late)).get("/my/aup/")
    assertContains(seen_late, "You last acknowledged version 2.")
    assertContains(seen_late, 'id="change-spam"')
    assertNotContains(seen_late, 'id="change-scanning"')
    assertNotContains(client_at("acme", person_of(customer())).get("/my/aup/"), "You last acknowledged")


def test_a_made_up_digest_is_refused(posted: PolicyVersion, client_at: ClientAt) -> None:
    client = client_at("acme", person_of(customer()))
    assert client.post("/my/aup/", {"digest": "0" * 64}).status_code == 409
    assert client.post("/my/aup/", {}).status_code == 409
    assert not Acknowledgement.objects.exists()


def test_an_announced_version_may_be_acknowledged_ahead_but_not_once_it_is_withdrawn(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer()
    ahead = posted_policy(OTHER, effective_at=clock.now() + dt.timedelta(days=30))
    client = client_at("acme", person_of(who))
    page = client.get("/my/aup/?version=2")
    assertContains(page, "do not bind you yet")
    assertContains(page, f'value="{ahead.digest}"')
    assert click(client, ahead, RECORDING).status_code == 302
    assert Acknowledgement.objects.get().version == ahead
    withdraw_version(by=writer(), version=ahead)
    other = client_at("acme", person_of(customer()))
    assert click(other, ahead, RECORDING).status_code == 409


def test_a_provision_that_asks_for_its_own_tick_needs_it(posted: PolicyVersion, client_at: ClientAt) -> None:
    client = client_at("acme", person_of(customer()))
    answer = click(client, posted)
    assertContains(answer, "ask for a tick of their own: You alone are responsible", status_code=422)
    assertContains(answer, "There is a problem", status_code=422)
    assert not Acknowledgement.objects.exists()


def test_an_account_user_proves_reading_only(posted: PolicyVersion, client_at: ClientAt) -> None:
    who = customer()
    reader = member(who, capacity=Capacity.ACCOUNT_USER)
    client = client_at("acme", reader)
    assertContains(client.get("/my/aup/"), "proves that you have read these words")
    click(client, posted, RECORDING)
    row = Acknowledgement.objects.get()
    assert row.capacity == Capacity.ACCOUNT_USER
    claims = verify_jws(row.receipt, public_jwks("acme"), typ="proviso-receipt+jwt", issuer="acme.localhost")
    assert claims["binds_customer"] is False


def test_without_an_agreement_there_is_nothing_to_acknowledge(posted: PolicyVersion, client_at: ClientAt) -> None:
    who = customer("Ended Ltd", until=clock.now() - dt.timedelta(days=1))
    client = client_at("acme", person_of(who))
    assertContains(client.get("/my/aup/"), "This policy does not bind you now")
    answer = click(client, posted, RECORDING)
    assertContains(answer, "Ended Ltd has no agreement now", status_code=409)
    assert not Acknowledgement.objects.exists()


def test_before_anything_is_posted_the_page_says_so(acme: Reseller, client_at: ClientAt) -> None:
    client = client_at("acme", person_of(customer()))
    assertContains(client.get("/my/aup/"), "No policy is in force yet")
    assertContains(client.post("/my/aup/", {"digest": "0" * 64}), "No policy is in force yet", status_code=409)


def test_only_the_first_showing_is_recorded_and_it_is_recorded_for_the_version_shown(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer()
    client = client_at("acme", person_of(who))
    client.get("/my/aup/")
    first = View.objects.values().get()
    assert (first["digest"], first["person"]) == (posted.digest, person_of(who).pseudonym)
    client.get("/my/aup/")
    assert View.objects.values().get() == first
    second = posted_policy(OTHER)
    client.get("/my/aup/")
    assert set(View.objects.values_list("digest", flat=True)) == {posted.digest, second.digest}
    assert Entry.objects.filter(verb="version.viewed").count() == 2


def test_who_acts_for_several_acknowledges_for_the_one_whose_page_was_shown(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    one, two = customer("One"), customer("Two")
    person = member(one, email="both@customer.example")
    member(two, email="both@customer.example")
    client = client_at("acme", person)
    page = client.get(f"/my/aup/?customer={one.pk}").content.decode()
    client.get(f"/my/aup/?customer={two.pk}")  # in another window
    action = unescape(re.search(r'action="(\?[^"]+)"', page).group(1))  # type: ignore[union-attr]  # it is there
    client.post(f"/my/aup/{action}", {"digest": posted.digest, "ticks": [RECORDING]})
    assert Acknowledgement.objects.get().customer == one


def test_nobody_downloads_a_receipt_of_another_customer(
    posted: PolicyVersion, client_at: ClientAt, staff: Staff
) -> None:
    row = acknowledged(posted, customer())
    assert client_at("acme", person_of(customer())).get(f"/my/receipts/{row.pk}/").status_code == 404
    assert client_at("acme", staff(Role.ADMINISTRATOR)).get(f"/my/receipts/{row.pk}/").status_code == 403
    assert client_at("acme").get(f"/my/receipts/{row.pk}/").status_code == 302


def test_a_person_who_no_longer_acts_for_the_customer_cannot_acknowledge(
    posted: PolicyVersion, client_at: ClientAt
) -> None:
    who = customer()
    former = member(who, until=clock.now())
    client = client_at("acme", former)
    assert click(client, posted, RECORDING).status_code == 403
    assert not Acknowledgement.objects.exists()


def test_acknowledging_stands_in_the_ledger_without_a_name(posted: PolicyVersion) -> None:
    who = customer("Delta Foods")
    row = acknowledged(posted, who)
    entry = Entry.objects.get(verb="version.acknowledged")
    assert (entry.subject_id, entry.by, entry.at) == (str(row.pk), row.person, row.at)
    assert entry.facts["digest"] == posted.digest
    assert "Delta" not in str(entry.facts)


def test_the_page_and_the_acknowledgement_stay_at_their_reseller(
    posted: PolicyVersion, client_at: ClientAt, beta: Reseller
) -> None:
    who: Customer = customer()
    row = acknowledged(posted, who)
    before = connection.schema_name
    assert client_at("beta").get(f"/my/receipts/{row.pk}/").status_code == 302
    assert connection.schema_name == before


Clock = Callable[[object], None]


def test_the_instant_of_the_receipt_is_that_of_the_one_clock(
    posted: PolicyVersion, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    moment = clock.now() + dt.timedelta(days=400)
    set_clock(moment)
    click(client_at("acme", person_of(who)), posted, RECORDING)
    row = Acknowledgement.objects.get()
    assert moment <= row.at < moment + dt.timedelta(minutes=1)
