"""People sign in by a mailed link, once, in their own tenant only."""

import datetime as dt
import re
from collections.abc import Callable

from django.core import mail
from django.test import Client

from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in


def link_in(message: object) -> str:
    found = re.search(r"http://[^/]+(/sign-in/[^/]+/)", str(message.body))  # type: ignore[attr-defined]
    assert found
    return found[1]


def asked_for_link(client: Client, email: str, commits: Callable[..., object]) -> str:
    with commits(execute=True):  # type: ignore[attr-defined]
        answer = client.post("/sign-in/", {"email": email})
    assert answer.status_code == 200
    return link_in(mail.outbox[-1])


def test_the_mailed_link_signs_in_once(
    acme: Reseller, staff: Staff, client_at: ClientAt, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    user = staff(Role.EDITOR)
    link = asked_for_link(client_at("acme"), user.email, django_capture_on_commit_callbacks)
    browser = client_at("acme")
    assert "_auth_user_id" not in browser.session, "opening the link must not sign in: mail scanners open links"
    browser.get(link)
    assert browser.get("/account/").status_code == 302
    assert browser.post(link).status_code == 302
    assert browser.get("/account/").status_code == 200
    other = client_at("acme")
    assert other.post(link).status_code == 410
    assert Entry.objects.filter(verb="person.signed_in", by=user.pseudonym).count() == 1


def test_a_link_of_one_reseller_is_nothing_at_another(
    acme: Reseller, staff: Staff, client_at: ClientAt, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    user = staff(Role.EDITOR)
    link = asked_for_link(client_at("acme"), user.email, django_capture_on_commit_callbacks)
    with standing_in("beta"):
        staff(Role.ADMINISTRATOR, email=user.email)
    assert client_at("beta").post(link).status_code == 410
    assert client_at("public").post(link).status_code == 410
    assert client_at("acme").post(link).status_code == 302


def test_a_link_expires_after_an_hour(
    acme: Reseller,
    staff: Staff,
    client_at: ClientAt,
    set_clock: Callable[[object], None],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    user = staff(Role.EDITOR)
    link = asked_for_link(client_at("acme"), user.email, django_capture_on_commit_callbacks)
    set_clock(clock.now() + dt.timedelta(minutes=61))
    assert client_at("acme").post(link).status_code == 410


def test_an_unknown_address_gets_the_same_answer_and_no_mail(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    known = staff(Role.EDITOR)
    answers = [client_at("acme").post("/sign-in/", {"email": email}) for email in (known.email, "nobody@acme.example")]
    bodies = [
        answer.content.decode().replace(known.email, "X").replace("nobody@acme.example", "X") for answer in answers
    ]
    assert bodies[0] == bodies[1]


def test_a_session_of_one_reseller_is_nothing_at_another(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    user = staff(Role.ADMINISTRATOR)
    browser = client_at("acme", user)
    assert browser.get("/account/").status_code == 200
    thief = client_at("beta")
    thief.cookies = browser.cookies
    assert thief.get("/account/").status_code == 302


def test_a_password_signs_in_whatever_the_case_of_the_address(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    user = staff(Role.EDITOR)
    user.set_password("a long enough one")
    user.save()
    browser = client_at("acme")
    wrong = browser.post("/sign-in/", {"email": user.email, "password": "another one"})
    assert wrong.status_code == 422
    right = browser.post("/sign-in/", {"email": user.email.upper(), "password": "a long enough one"})
    assert right.status_code == 302


def test_next_never_leads_to_another_host(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    user = staff(Role.EDITOR)
    user.set_password("a long enough one")
    user.save()
    sent = {"email": user.email, "password": "a long enough one", "next": "//evil.example/"}
    assert client_at("acme").post("/sign-in/", sent)["Location"] == "/"
