"""The reseller's logo: uploaded, shown on every page and in mails, removed; nobody else's (issue 3, the look)."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError, connection, transaction
from django.test import Client

from enforcement.reports.actions import receive_report
from enforcement.reports.following.outbox import mail_due
from enforcement.reports.models import Source
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Logo, Role
from tenants.resellers.addresses import absolute
from tenants.resellers.models import Reseller
from tests.conftest import Staff, find, standing_in
from tests.factories.customers import customer, person_of
from tests.factories.logos import picture
from tests.factories.versions import posted_policy

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]
PAGE = "/desk/settings/logo/"


@pytest.fixture
def admin(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.ADMINISTRATOR))


def upload(client: Client, data: bytes, name: str = "logo.png") -> int:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)}).status_code


def test_a_logo_stands_on_every_page_with_the_name_for_who_cannot_see_it(admin: Client, client_at: ClientAt) -> None:
    posted_policy()
    before = client_at("acme").get("/aup/")
    assert upload(admin, picture()) == 302
    logo = Logo.objects.get()
    shown = f'src="/logo/{logo.pk}.png"'
    name = find("acme").name
    reader = client_at("acme", person_of(customer()))
    for client, address in ((client_at("acme"), "/aup/"), (reader, "/my/"), (admin, "/desk/"), (admin, PAGE)):
        page = client.get(address).content.decode()
        assert shown in page, address
        assert f'alt="{name}"' in page
        assert "logo-light" in page, "dark ink on nothing stands on a white plate in the dark"
    assert client_at("acme").get("/aup/")["ETag"] != before["ETag"], "the page that is kept is forgotten"
    served = client_at("acme").get(f"/logo/{logo.pk}.png")
    assert served.content == bytes(logo.data)
    assert served["Content-Type"] == "image/png"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in served["Cache-Control"]


def test_it_stands_in_mails_by_its_full_address(admin: Client) -> None:
    upload(admin, picture())
    with standing_in("acme"):
        now = clock.now()
        receive_report(
            source=Source.FORM,
            category="spam_email",
            target="shop.example",
            started_at=now,
            ended_at=now,
            description="Spam.",
            reporter_email="rita@example.org",
        )
        mail_due()
    sent = mail.outbox[-1]
    assert isinstance(sent, EmailMultiAlternatives)
    html = str(sent.alternatives[0][0])
    with standing_in("acme"):
        assert f'src="{absolute(f"/logo/{Logo.objects.get().pk}.png")}"' in html
    assert f'alt="{find("acme").name}"' in html


def test_another_takes_its_place_and_the_name_comes_back(admin: Client, client_at: ClientAt) -> None:
    upload(admin, picture())
    first = Logo.objects.get()
    upload(admin, picture(ink=(200, 60, 60)))
    assert Logo.objects.count() == 2
    page = client_at("acme").get("/report/").content.decode()
    assert str(first.pk) not in page
    assert client_at("acme").get(f"/logo/{first.pk}.png").status_code == 200, "mails that were sent still show it"
    assert admin.post(f"{PAGE}remove/").status_code == 302
    assert "/logo/" not in client_at("acme").get("/report/").content.decode()
    assert admin.post(f"{PAGE}remove/").status_code == 409
    verbs = Entry.objects.filter(verb__startswith="logo.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["logo.changed", "logo.changed", "logo.removed"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo.svg", "no PNG, JPEG or WebP"),
        (b"", "logo.png", "empty"),
        (picture() + b" " * 2_000_000, "logo.png", "larger than 2 MB"),
    ],
)
def test_what_is_no_logo_changes_nothing(admin: Client, data: bytes, name: str, said: str) -> None:
    answer = admin.post(PAGE, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Logo.objects.exists()
    assert find("acme").logo == {}


def test_machines_set_and_remove_it(admin: Client) -> None:
    answer = admin.post("/api/v1/settings/logo/", {"file": SimpleUploadedFile("a.png", picture())})
    assert answer.status_code == 200
    assert answer.json()["logo"]["id"] == str(Logo.objects.get().pk)
    problem = admin.post("/api/v1/settings/logo/", {"file": SimpleUploadedFile("a.png", b"GIF89a")})
    assert (problem.status_code, problem["Content-Type"]) == (422, "application/problem+json")
    assert problem.json()["code"] == "not_a_logo"
    assert admin.delete("/api/v1/settings/logo/").json()["logo"] == {}
    assert admin.delete("/api/v1/settings/logo/").status_code == 409


def test_only_who_manages_settings_may(client_at: ClientAt, staff: Staff) -> None:
    editor = client_at("acme", staff(Role.EDITOR))
    assert upload(editor, picture()) == 403
    assert editor.post("/api/v1/settings/logo/", {"file": SimpleUploadedFile("a.png", picture())}).status_code == 403
    assert not Logo.objects.exists()


def test_no_other_host_serves_or_shows_it(admin: Client, client_at: ClientAt, beta: Reseller) -> None:
    upload(admin, picture())
    logo = Logo.objects.get()
    assert client_at("beta").get(f"/logo/{logo.pk}.png").status_code == 404
    assert "/logo/" not in client_at("beta").get("/report/").content.decode()
    assert find("beta").logo == {}


def test_the_picture_that_mails_show_stays_what_it_was(admin: Client) -> None:
    upload(admin, picture())
    for sql in ("UPDATE people_logo SET data = ''", "DELETE FROM people_logo"):
        with standing_in("acme"), connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(sql)
