"""People sign in by a mailed link, once, in their own tenant only."""

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client

from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people import limits
from tenants.people.links import create_link
from tenants.people.mails import send_mails
from tenants.people.models import Role, SignInCount
from tenants.resellers.hourly_counts import counted
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in


def link_in(message: object) -> str:
    found = re.search(r"http://[^/]+(/sign-in/[^/]+/(?:[?]next=\S+)?)", str(message.body))  # type: ignore[attr-defined]
    assert found
    return found[1]


def asked_for_link(client: Client, email: str, commits: Callable[..., object]) -> str:
    with commits(execute=True):  # type: ignore[attr-defined]
        answer = client.post("/sign-in/", {"email": email})
    assert answer.status_code == 200
    send_mails()
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


def test_next_is_a_path_of_ours_and_kept_by_password_and_by_link(
    acme: Reseller, staff: Staff, client_at: ClientAt, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    user = staff(Role.EDITOR)
    user.set_password("a long enough one")
    user.save()
    wanted = "/desk/policy/?as_of=2026-10-01&q=%2F"
    door = client_at("acme").get(wanted)["Location"]
    browser = client_at("acme")
    shown = browser.get(door).context["next"]
    assert shown == wanted
    wrong = browser.post("/sign-in/", {"email": user.email, "password": "another one", "next": shown})
    assert wrong.context["next"] == wanted
    right = browser.post("/sign-in/", {"email": user.email, "password": "a long enough one", "next": shown})
    assert right["Location"] == wanted
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        sent = client_at("acme").post("/sign-in/", {"email": user.email, "next": shown})
    assert quote(wanted, safe="") in sent.content.decode()
    send_mails()
    by_link, link = client_at("acme"), link_in(mail.outbox[-1])
    shown = by_link.get(link).context["next"]
    assert by_link.post(link, {"next": shown})["Location"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example/",
        "home",
        "desk",
        "javascript:alert(1)",
        "/a\nb",
        "/" * 2,
        "/" + "a" * 600,
    ],
)
def test_next_that_is_no_path_of_ours_leads_home(
    acme: Reseller, staff: Staff, client_at: ClientAt, wanted: str
) -> None:
    user = staff(Role.EDITOR)
    secret = create_link(user=user)
    answer = client_at("acme").post(f"/sign-in/{secret}/", {"next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_guessing_one_account_stops_and_says_until_when_known_or_not(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    user = staff(Role.EDITOR)
    user.set_password("a long enough one")
    user.save()
    for email in (user.email, "nobody@acme.example"):
        client = client_at("acme")
        tries = [
            client.post("/sign-in/", {"email": email.upper() if n % 2 else email, "password": f"wrong {n}"})
            for n in range(limits.PASSWORDS + 1)
        ]
        assert [one.status_code for one in tries] == [422] * limits.PASSWORDS + [429]
        assert 0 < int(tries[-1]["Retry-After"]) <= 3601
    right = client_at("acme").post("/sign-in/", {"email": user.email, "password": "a long enough one"})
    assert right.status_code == 429, "the right one must not be told from a wrong one"
    assert client_at("acme").post(f"/sign-in/{create_link(user=user)}/").status_code == 302


def test_one_address_is_mailed_so_many_links_an_hour(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    user = staff(Role.EDITOR)
    for email in (user.email, "nobody@acme.example"):
        answers = [client_at("acme").post("/sign-in/", {"email": email}).status_code for _ in range(limits.LINKS + 1)]
        assert answers == [200] * limits.LINKS + [429]
    assert send_mails() == limits.LINKS


def test_one_network_tries_so_often_an_hour_and_another_still_may(
    acme: Reseller, client_at: ClientAt, set_clock: Callable[[object], None]
) -> None:
    client = client_at("acme")
    set_clock(clock.now().replace(minute=1))
    counts = network_counted("192.0.2.1", limits.FROM_ONE_NETWORK - 1)
    assert counts == limits.FROM_ONE_NETWORK - 1
    sent = {"email": "a@acme.example"}
    assert client.post("/sign-in/", sent, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.post("/sign-in/", sent, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.post("/sign-in/unknown/", REMOTE_ADDR="192.0.2.1").status_code == 429
    assert client.post("/sign-in/", sent, REMOTE_ADDR="192.0.2.2").status_code == 200


def network_counted(address: str, times: int) -> int:
    return counted(SignInCount, "sign-in-from", address, at=clock.now(), times=times)
