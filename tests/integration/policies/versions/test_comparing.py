"""Any two versions compared by a reader, by a writer and by a machine."""

import pytest
from django.test import Client

from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.versions import document, draft, posted_policy, without
from tests.unit.policies.documents.comparing.applying import applied


@pytest.fixture
def three(acme: Reseller) -> None:
    """Three versions: the second rewords a provision and deletes one, the third puts that one back."""
    posted_policy()
    posted_policy(without(document(spam="sending mail that nobody wants;"), "scanning"))
    posted_policy(document(spam="sending mail that nobody wants;"))


@pytest.mark.usefixtures("three")
def test_the_chooser_leads_to_any_two_versions(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert 'href="/aup/changes/"' in client.get("/aup/versions/").content.decode()
    page = client.get("/aup/changes/")
    assert page.status_code == 200
    assert page.content.decode().count("<option") == 8
    chosen = client.get("/aup/changes/", {"from": "1", "to": "3", "view": "side"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/aup/changes/1..3/?view=side")
    assert client.get("/aup/changes/", {"from": "1", "to": "9"}).status_code == 400


@pytest.mark.usefixtures("acme")
def test_with_one_version_there_is_nothing_to_compare(client_at: ClientAt) -> None:
    assert client_at("acme").get("/aup/changes/").status_code == 404
    posted_policy()
    assert "Only one version was posted" in client_at("acme").get("/aup/changes/").content.decode()


@pytest.mark.usefixtures("three")
def test_side_by_side_shows_the_old_words_left_and_the_new_ones_right(client_at: ClientAt) -> None:
    page = client_at("acme").get("/aup/changes/1..2/?view=side").content.decode()
    spam = page[page.index('id="spam"') :]
    left, right = spam[: spam.index("Version 2")], spam[spam.index("Version 2") :]
    assert "<del>" in left
    assert "<ins>" not in left
    assert "<ins>" in right[: right.index("</section>")]
    scanning = page[page.index('id="scanning"') :]
    assert "Not in this version." in scanning[: scanning.index("</section>")]


@pytest.mark.usefixtures("three")
def test_backwards_is_a_comparison_too(client_at: ClientAt) -> None:
    page = client_at("acme").get("/aup/changes/2..1/").content.decode()
    assert "1 Added" in " ".join(page.split())


@pytest.mark.usefixtures("three")
def test_the_json_applied_to_the_old_version_gives_the_new_one_byte_for_byte(client_at: ClientAt) -> None:
    client = client_at("acme")
    old, new = (client.get(f"/aup/versions/{number}.json").json()["document"] for number in (1, 2))
    answer = client.get("/aup/changes/1..2.json").json()
    assert applied(old, answer["difference"]) == new


@pytest.fixture
def editor(acme: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    """Somebody who writes policies."""
    return client_at("acme", staff(Role.EDITOR))


@pytest.mark.usefixtures("three")
def test_the_draft_is_compared_with_any_posted_version(editor: Client) -> None:
    assert editor.get("/desk/policy/draft/compare/").status_code == 404
    draft(without(document(spam="sending mail that nobody wants;"), "offensive"))
    last = " ".join(editor.get("/desk/policy/draft/compare/").content.decode().split())
    assert "1 Deleted" in last
    assert "Modified" not in last
    first = " ".join(editor.get("/desk/policy/draft/compare/?against=1&view=side").content.decode().split())
    assert "1 Deleted" in first
    assert "1 Modified" in first
    assert editor.get("/desk/policy/draft/compare/?against=9").status_code == 404


def test_a_first_draft_has_nothing_to_be_compared_with(editor: Client) -> None:
    draft(document())
    assert "Nothing is posted yet" in editor.get("/desk/policy/draft/compare/").content.decode()
