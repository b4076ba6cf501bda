"""Everybody chooses how to be told; a legal notice reaches them all the same, and each channel keeps its own story."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from policies.drafts.actions import post_version
from policies.notices import kinds
from policies.notices.actions import announce
from policies.notices.delivery.sending import deliver_due
from policies.notices.delivery.webhooks import call_due, secret_of
from policies.notices.models import Channel, Delivery, DeliveryStatus, Notice
from policies.versions.models import Policy
from tenants.ledger import clock
from tenants.people.models import User
from tests.conftest import ClientAt, standing_in
from tests.endpoint import Endpoint, listening
from tests.factories import customers as make
from tests.factories import editions
from tests.factories.versions import document, draft, posted_policy, writer

from .conftest import Server

AT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
ATOM = "{http://www.w3.org/2005/Atom}"

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def ada() -> User:
    return make.person_of(make.customer(email="ada@customer.example", person="Ada Rep"))


@pytest.fixture
def mine(ada: User, client_at: ClientAt) -> Client:
    return client_at("acme", ada)


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with listening() as made:
        yield made


def chosen(mine: Client, *channels: str, **more: str) -> int:
    return mine.post("/my/notices/preferences/", {"channels": channels, **more}).status_code


def told() -> dict[str, str]:
    return dict(Delivery.objects.order_by("channel").values_list("channel", "status"))


def test_who_never_chose_is_told_by_mail_and_in_the_portal(ada: User) -> None:
    posted_policy(at=AT)
    assert told() == {"inbox": "delivered", "mail": "queued"}


def test_what_is_chosen_is_kept_and_followed(mine: Client) -> None:
    assert chosen(mine, "inbox") == 302
    page = mine.get("/my/notices/preferences/").content.decode()
    assert page.count("checked") == 1
    posted_policy(at=AT)
    assert told() == {"inbox": "delivered"}


def test_a_legal_notice_reaches_who_chose_nothing_and_another_one_does_not(mine: Client, ada: User) -> None:
    assert chosen(mine) == 302
    version = posted_policy(at=AT)
    assert told() == {"mail": "queued"}
    if "tip" not in {kind.code for kind in kinds.all_kinds()}:
        kinds.register(
            kinds.Kind("tip", "Tip", "notices/mail/withdrawn.txt", "notices/mail/withdrawn.html", legal=False)
        )
    announce(kind="tip", by=None, at=AT, subject=ada, title="A tip", path="/my/", content={}, version=version)
    assert Delivery.objects.filter(notice__kind="tip").count() == 0


def test_a_webhook_is_posted_signed_and_delivered(mine: Client, ada: User, endpoint: Endpoint) -> None:
    assert chosen(mine, "webhook", webhook_url=endpoint.url) == 302
    assert secret_of(ada) in mine.get("/my/notices/preferences/").content.decode()
    posted_policy(at=AT)
    assert call_due() == 1
    [(headers, body)] = endpoint.calls
    Webhook(secret_of(ada)).verify(body, headers)
    with standing_in("beta"), pytest.raises(WebhookVerificationError):
        Webhook(secret_of(ada)).verify(body, headers)
    [event] = endpoint.events
    assert event["type"] == "notice.posted"
    assert event["data"]["content"]["number"] == 1
    assert event["data"]["link"].startswith("http://acme.localhost")
    assert told() == {"webhook": "delivered"}


def test_an_endpoint_in_trouble_is_tried_again_and_one_that_is_gone_is_not(mine: Client, endpoint: Endpoint) -> None:
    chosen(mine, "webhook", webhook_url=endpoint.url)
    posted_policy(at=AT)
    endpoint.answer = 503
    assert call_due() == 0
    row = Delivery.objects.get()
    assert (row.status, row.answer) == (DeliveryStatus.QUEUED, "503 Service Unavailable")
    clock.set_to(row.next_attempt_at + dt.timedelta(seconds=1))
    endpoint.answer = 410
    assert call_due() == 0
    assert Delivery.objects.get().status == DeliveryStatus.FAILED
    assert [call[0]["webhook-id"] for call in endpoint.calls] == [f"{row.pk}.0"] * 2


@pytest.mark.parametrize("url", ["", "ftp://x.example/", "https://", "not an address", "https://user:pw@x.example/"])
def test_a_webhook_without_a_fitting_address_is_refused(mine: Client, url: str) -> None:
    answer = mine.post("/my/notices/preferences/", {"channels": ["webhook"], "webhook_url": url})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "posted to" in page
    assert mine.get("/my/notices/preferences/").content.decode().count("checked") == 2


def test_a_feed_is_read_by_its_secret_address_only_and_fetching_it_delivers(
    mine: Client, client_at: ClientAt, ada: User
) -> None:
    chosen(mine, "atom")
    posted_policy(at=AT)
    assert told() == {"atom": "queued"}
    page = mine.post("/my/notices/preferences/feed/", follow=True).content.decode()
    address = page.split("<code>")[1].split("</code>")[0].partition("localhost")[2].partition("/")[2]
    again = mine.get("/my/notices/preferences/").content.decode()
    assert address not in again
    stranger = client_at("acme")
    answer = stranger.get(f"/{address}")
    feed = ET.fromstring(answer.content)  # noqa: S314 - our own answer
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Acceptable Use Policy: version 1 is posted"
    ]
    assert "Hello Ada Rep" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert told() == {"atom": "delivered"}
    assert client_at("beta").get(f"/{address}").status_code == 404
    mine.post("/my/notices/preferences/feed/")
    assert stranger.get(f"/{address}").status_code == 404


def test_who_chose_a_language_is_shown_what_changed_in_it(mine: Client, smtp: Server) -> None:
    posted_policy(at=AT)
    editions.prepared(draft(document(spam="sending mail that nobody wanted;")))
    post_version(by=writer(), policy=Policy.objects.get(), summary="In two languages.")
    before = Delivery.objects.count()
    assert chosen(mine, "mail", language="nl") == 302
    editions.prepared(draft(document(spam="sending mail that nobody ordered;")))
    post_version(by=writer(), policy=Policy.objects.get(), summary="Other words.")
    row = Delivery.objects.latest("queued_at")
    assert (Delivery.objects.count(), row.language) == (before + 1, "nl")
    deliver_due()
    text = smtp.mails[-1].get_body(("plain",))
    assert text is not None
    words = text.get_content()
    assert "What changed is shown in Nederlands. The governing text binds." in words
    assert "nl: sending mail that nobody [-wanted-]{+ordered+};" in words
    assert "/my/aup/?lang=nl" in words
    shown = mine.get(f"/my/notices/{row.pk}/").content.decode()
    assert "nl: sending mail" in shown
    assert "?lang=nl" in shown


def test_the_api_chooses_too_and_only_for_oneself(mine: Client, client_at: ClientAt) -> None:
    api = "/api/v1/notice-preferences/"
    assert mine.get(api).json() == {"channels": ["mail", "inbox"], "language": "", "webhook_url": ""}
    assert mine.post(api, {"channels": ["atom"]}, "application/json").json()["channels"] == ["atom"]
    assert mine.post(api, {"channels": ["pigeon"]}, "application/json").status_code == 400
    refused = mine.post(api, {"channels": ["webhook"]}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "no_webhook")
    assert "/notices/feed/" in mine.post(f"{api}feed/", {}, "application/json").json()["address"]
    other = make.person_of(make.customer())
    assert client_at("acme", other).get(api).json()["channels"] == ["mail", "inbox"]


def test_the_first_address_of_a_webhook_is_not_shown_to_the_desk_as_a_secret(mine: Client, endpoint: Endpoint) -> None:
    chosen(mine, "webhook", webhook_url=endpoint.url)
    posted_policy(at=AT)
    assert Notice.objects.get().deliveries.get(channel=Channel.WEBHOOK).address == endpoint.url
