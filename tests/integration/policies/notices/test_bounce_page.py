"""Whose mail came back meets the notice as a full page at the next sign-in, once, and is kept from nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from django_tenants.utils import schema_context

from policies.notices.delivery.sending import deliver_due
from policies.notices.models import Channel, Delivery
from tenants.people.actions import give_roles
from tenants.people.links import create_link
from tenants.people.models import Role, User
from tests.conftest import ClientAt
from tests.factories import customers as make
from tests.factories.versions import posted_policy

from .conftest import Server

pytestmark = pytest.mark.usefixtures("acme")
LOST = "Our mail to you came back"


@pytest.fixture
def ada(smtp: Server) -> User:
    """A representative whose mail was refused for good."""
    customer = make.customer(email="ada@customer.example", person="Ada Rep")
    smtp.to_recipient = lambda _address: "550 no such mailbox"
    posted_policy()
    deliver_due()
    return make.person_of(customer)


def signed_in(user: User, client_at: ClientAt) -> Client:
    client = client_at("acme")
    client.post(f"/sign-in/{create_link(user=user)}/")
    return client


def test_the_notice_stands_before_the_first_page_once(ada: User, client_at: ClientAt) -> None:
    client = signed_in(ada, client_at)
    page = client.get("/my/services/").content.decode()
    assert LOST in page
    assert "ada@customer.example" in page
    assert 'href="/my/services/"' in page
    assert "version 1 is posted" in page
    assert LOST not in client.get("/my/services/").content.decode()
    assert Delivery.objects.filter(recipient=ada, channel=Channel.MAIL, seen_at=None).count() == 0
    assert LOST not in signed_in(ada, client_at).get("/my/services/").content.decode()


def test_who_has_opened_it_meanwhile_is_not_shown_it_again(ada: User, client_at: ClientAt) -> None:
    client = signed_in(ada, client_at)
    row = Delivery.objects.get(recipient=ada, channel=Channel.INBOX)
    assert client.get(f"/my/notices/{row.pk}/").status_code == 200
    assert LOST not in client.get("/my/services/").content.decode()


def test_it_keeps_nobody_from_acting(ada: User, client_at: ClientAt) -> None:
    client = signed_in(ada, client_at)
    assert LOST not in client.get("/my/aup/").content.decode()
    assert client.post("/sign-out/").status_code == 302


def test_whose_mail_arrived_meets_nothing(client_at: ClientAt, smtp: Server) -> None:
    customer = make.customer(email="bob@customer.example")
    posted_policy()
    deliver_due()
    assert LOST not in signed_in(make.person_of(customer), client_at).get("/my/services/").content.decode()


def test_an_operator_signs_in_where_no_notices_are(client_at: ClientAt) -> None:
    with schema_context("public"):
        operator = give_roles(by=None, email="op@portal.example", name="Op", roles=[Role.OPERATOR])
        secret = create_link(user=operator)
    client = client_at("public")
    assert client.post(f"/sign-in/{secret}/").status_code == 302
    assert client.get("/").status_code == 200
