"""Provisions found by their words: by anyone in the version in force, by staff in every version, by machines."""

import pytest
from django.test import Client

from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.versions import document, posted_policy, without


@pytest.fixture
def two(acme: Reseller) -> None:
    """The second version has no scanning any more and says "unwanted"."""
    posted_policy()
    posted_policy(without(document(spam="sending <b>unwanted</b> mail;"), "scanning"))


def page(client: Client, words: str, address: str = "/aup/search/", **more: str) -> str:
    answer = client.get(address, {"q": words, **more})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.usefixtures("acme")
def test_without_a_posted_version_there_is_nothing_to_search(client_at: ClientAt) -> None:
    assert client_at("acme").get("/aup/search/?q=mail").status_code == 404


@pytest.mark.usefixtures("two")
def test_anyone_finds_the_provisions_in_force_with_the_words_marked(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert 'href="/aup/search/"' in client.get("/aup/").content.decode()
    found = page(client, "UNWANTED mail")
    assert 'href="/aup/#spam"' in found
    assert "&lt;b&gt;<mark>unwanted</mark>&lt;/b&gt; <mark>mail</mark>" in found
    assert "#company" not in found


@pytest.mark.usefixtures("two")
def test_the_beginning_of_a_word_is_enough_and_every_word_must_be_there(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert "<mark>suspend</mark> or <mark>terminate</mark>" in page(client, "suspe termi")
    assert "#suspension" not in page(client, "suspend zebra")


@pytest.mark.usefixtures("two")
def test_a_slip_of_the_pen_finds_the_nearest(client_at: ClientAt) -> None:
    assert 'href="/aup/#suspension"' in page(client_at("acme"), "terminnate")


@pytest.mark.usefixtures("two")
def test_what_finds_nothing_says_so_and_no_sign_breaks_it(client_at: ClientAt) -> None:
    client = client_at("acme")
    assert "No provision has these words" in page(client, "xylophone")
    for words in ("'", "& | !", ":*", "a & !b", "100%", "\\", "mail:*A | <->"):
        page(client, words)
    assert client.get("/aup/search/").status_code == 200
    overlong = client.get("/aup/search/", {"q": "a" * 201})
    assert overlong.status_code == 400
    assert "Search for fewer words." in overlong.content.decode()


@pytest.mark.usefixtures("two")
def test_what_is_no_longer_in_force_is_found_on_the_desk_only(client_at: ClientAt, staff: Staff) -> None:
    assert "#scanning" not in page(client_at("acme"), "scanning networks")
    editor = client_at("acme", staff(Role.EDITOR))
    assert 'href="/aup/versions/1/#scanning"' in page(editor, "scanning networks", "/desk/policy/search/")
    assert "#scanning" not in page(editor, "scanning networks", "/desk/policy/search/", version="2")
    assert 'versions/2/#suspension"' in page(editor, "", "/desk/policy/search/", version="2", kind="remedy")
    assert editor.get("/desk/policy/search/").status_code == 200


@pytest.mark.usefixtures("two")
def test_machines_search_with_the_same_words_and_filters(client_at: ClientAt, staff: Staff) -> None:
    editor = client_at("acme", staff(Role.EDITOR))
    found = editor.get("/api/v1/provisions/", {"q": "mail", "version__number": "2"}).json()
    assert [row["key"] for row in found["results"]] == ["spam"]
    assert editor.get("/api/v1/provisions/", {"q": "a" * 201}).status_code == 400


@pytest.mark.usefixtures("two")
def test_a_neighbours_words_are_not_found(client_at: ClientAt, beta: Reseller) -> None:
    with standing_in("beta"):
        posted_policy()
    assert "No provision has these words" in page(client_at("beta"), "unwanted")
