"""People change their password and mail address, and see and end where they are signed in."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.links import create_link
from tenants.people.mails import send_mails
from tenants.people.models import AccountMail, ApiToken, Role, SignIn, User
from tenants.people.own_account import set_password
from tenants.people.tokens import create_token, token_holder
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in

JSON = "application/json"
OLD, NEW = "a long enough one", "quite another one"


@pytest.fixture
def ed(acme: Reseller, staff: Staff) -> User:
    """An editor with a password."""
    user = staff(Role.EDITOR, name="Ed")
    set_password(by=user, password=OLD)
    AccountMail.objects.all().delete()
    return User.objects.get(pk=user.pk)


SignedIn = Callable[..., Client]


@pytest.fixture
def signed_in(client_at: ClientAt) -> SignedIn:
    """Signs a person in as they do, by a mailed link."""

    def make(user: User, browser: str = "Firefox") -> Client:
        client = client_at("acme")
        client.post(f"/sign-in/{create_link(user=user)}/", headers={"User-Agent": browser})
        assert client.get("/account/").status_code == 200
        return client

    return make


def test_a_password_is_changed_with_the_old_one_and_ends_all_else(ed: User, signed_in: SignedIn) -> None:
    here, there = signed_in(ed), signed_in(ed)
    link = create_link(user=ed)
    _token, secret = create_token(by=ed, name="sync", scopes=["policies.see"])
    assert 'name="old"' in here.get("/account/").content.decode()
    for wrong in ({"password": NEW}, {"password": NEW, "old": "wrong"}):
        assert here.post("/account/", wrong).status_code == 422
    assert token_holder(secret) is not None
    assert here.post("/account/", {"password": NEW, "old": OLD}).status_code == 302
    assert here.get("/account/").status_code == 200, "whoever changed it stays signed in"
    assert there.get("/account/").status_code == 302
    assert here.post(f"/sign-in/{link}/").status_code == 410
    assert token_holder(secret) is None
    [listed] = here.get("/api/v1/sessions/").json()["results"]
    assert listed["browser"] == "Firefox"
    set_password(by=User.objects.get(pk=ed.pk), password=OLD, old=NEW)
    assert token_holder(secret) is None, "what ended stays ended"
    assert there.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "weak", ["elevenchars", "password1234", "1qaz2wsx3edc", "ed@acme.example", "123456789012", "x" * 300]
)
def test_a_weak_password_is_refused_on_page_and_api(ed: User, signed_in: SignedIn, weak: str) -> None:
    here = signed_in(ed)
    assert here.post("/account/", {"password": weak, "old": OLD}).status_code == 422
    refused = here.post("/api/v1/account/password/", {"password": weak, "old": OLD}, content_type=JSON)
    assert refused.status_code in {400, 422}
    assert refused["Content-Type"] == "application/problem+json"


def test_a_password_of_small_letters_alone_will_do(ed: User, signed_in: SignedIn) -> None:
    said = {"password": "correct horse battery staple", "old": OLD}
    assert signed_in(ed).post("/api/v1/account/password/", said, content_type=JSON).status_code == 204


def test_guessing_the_old_password_stops(ed: User, signed_in: SignedIn) -> None:
    here = signed_in(ed)
    answers = [here.post("/account/", {"password": NEW, "old": f"wrong {n}"}).status_code for n in range(21)]
    assert answers[-1] == 429
    assert User.objects.get(pk=ed.pk).check_password(OLD)


def test_sessions_are_listed_and_a_revoked_one_is_nothing(ed: User, signed_in: SignedIn, staff: Staff) -> None:
    here, there = signed_in(ed, "Firefox on Linux"), signed_in(ed, "Safari on a phone")
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on a phone" in page
    assert page.count("this one") == 1
    stolen = there.cookies["session"].value
    assert stolen not in page
    phone = SignIn.objects.get(browser="Safari on a phone")
    assert signed_in(staff(Role.AUDITOR)).post(f"/account/sessions/{phone.pk}/end/").status_code == 404
    assert here.post(f"/account/sessions/{phone.pk}/end/").status_code == 302
    assert there.get("/account/").status_code == 302
    there.cookies["session"] = stolen
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert Entry.objects.filter(verb="session.ended", subject_id=str(phone.pk)).count() == 1


def test_all_others_end_at_once(ed: User, signed_in: SignedIn) -> None:
    here, *others = [signed_in(ed) for _ in range(3)]
    assert here.post("/account/sessions/end-others/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert [one.get("/account/").status_code for one in others] == [302, 302]
    again = signed_in(ed)
    assert here.post("/api/v1/sessions/end-others/").status_code == 204
    assert (here.get("/account/").status_code, again.get("/account/").status_code) == (200, 302)


def test_signing_out_takes_the_session_off_the_list(ed: User, signed_in: SignedIn) -> None:
    here = signed_in(ed)
    here.post("/sign-out/")
    assert SignIn.objects.get(user=ed).ended_at is not None


def test_a_token_ends_after_ninety_days_and_never_lives_longer_than_a_year(
    ed: User, signed_in: SignedIn, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    here = signed_in(ed)
    made = here.post("/api/v1/tokens/", {"name": "sync", "scopes": ["policies.see"]}, content_type=JSON).json()
    at = clock.now()
    assert dt.timedelta(days=89) < dt.datetime.fromisoformat(made["expires_at"]) - at <= dt.timedelta(days=90)
    for wrong in (at + dt.timedelta(days=400), at - dt.timedelta(days=1)):
        said = {"name": "sync", "scopes": ["policies.see"], "expires_at": wrong.isoformat()}
        assert here.post("/api/v1/tokens/", said, content_type=JSON).status_code == 422
    made_on_page = here.post("/account/tokens/", {"name": "page", "scopes": ["policies.see"], "days": "7"})
    assert made_on_page.context["secret"]
    assert ApiToken.objects.get(name="page").expires_at - at < dt.timedelta(days=8)
    bearer = {"Authorization": f"Bearer {made['secret']}"}
    machine = client_at("acme")
    address = "/api/v1/policies/"
    assert machine.get(address, headers=bearer).status_code == 200
    set_clock(at + dt.timedelta(days=91))
    assert machine.get(address, headers=bearer).status_code == 401


def confirming(kind: str = "address-confirm") -> str:
    [sent] = [one for one in mail.outbox if one.extra_headers["X-Proviso-Kind"] == kind]
    found = re.search(r"http://[^/]+(/account/address/\S+/)", str(sent.body))
    assert found
    return found[1]


def test_an_address_changes_once_it_is_confirmed_at_the_new_one_and_is_told_at_the_old_one(
    ed: User, signed_in: SignedIn, client_at: ClientAt
) -> None:
    here, old, new = signed_in(ed), ed.email, "edward@acme.example"
    assert here.post("/account/address/", {"email": new, "old": "wrong"}).status_code == 422
    assert here.post("/account/address/", {"email": new, "old": OLD}).status_code == 302
    send_mails()
    assert {(one.extra_headers["X-Proviso-Kind"], one.to[0]) for one in mail.outbox} == {
        ("address-confirm", new),
        ("address-asked", old),
    }
    assert User.objects.get(pk=ed.pk).email == old
    link, before = confirming(), create_link(user=ed)
    stranger = client_at("acme")
    assert stranger.get(link).status_code == 200
    assert User.objects.get(pk=ed.pk).email == old, "opening the link must not change it: mail scanners open links"
    with standing_in("beta"):
        assert client_at("beta").post(link).status_code == 410
    assert stranger.post(link).status_code == 200
    assert User.objects.get(pk=ed.pk).email == new
    assert stranger.post(link).status_code == 410, "replayed"
    assert stranger.post(f"/sign-in/{before}/").status_code == 410, "a link that the old address holds"
    send_mails()
    assert mail.outbox[-1].to == [old]
    assert new in str(mail.outbox[-1].body)
    assert Entry.objects.get(verb="address.changed").by == ed.pseudonym


def test_a_confirmation_expires_and_a_later_asking_replaces_it(
    ed: User, signed_in: SignedIn, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    here, stranger = signed_in(ed), client_at("acme")
    said = {"email": "one@acme.example", "old": OLD}
    assert here.post("/api/v1/account/address/", said, content_type=JSON).status_code == 202
    send_mails()
    first = confirming()
    mail.outbox.clear()
    here.post("/api/v1/account/address/", {"email": "two@acme.example", "old": OLD}, content_type=JSON)
    send_mails()
    assert stranger.post(first).status_code == 410
    set_clock(clock.now() + dt.timedelta(hours=25))
    assert stranger.post(confirming()).status_code == 410
    assert User.objects.get(pk=ed.pk).email == "ed@acme.example"


def test_an_address_of_somebody_else_is_asked_for_alike_and_never_taken(
    ed: User, signed_in: SignedIn, staff: Staff, client_at: ClientAt
) -> None:
    other = staff(Role.AUDITOR)
    here = signed_in(ed)
    answers = [
        here.post("/api/v1/account/address/", {"email": email, "old": OLD}, content_type=JSON)
        for email in ("free@acme.example", other.email.upper())
    ]
    assert [(one.status_code, one.content) for one in answers] == [(202, b"")] * 2
    send_mails()
    assert client_at("acme").post(confirming()).status_code == 409
    assert User.objects.get(pk=ed.pk).email == "ed@acme.example"
