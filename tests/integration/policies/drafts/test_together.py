"""Two people write in one draft at once: the second is shown the other's change, and neither loses a word."""

import html
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.http import HttpResponse
from django.test import Client

from policies.documents.model.codec import document_from_json
from policies.drafts.actions import delete_provision, edit_provision, submit_draft
from policies.drafts.models import Draft
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in
from tests.factories.versions import document, draft, posted_policy, writer

ClientAt = Callable[..., Client]
HTMX = {"HX-Request": "true"}
SPAM = "/desk/policy/draft/provisions/spam/"
SCANNING = "/desk/policy/draft/provisions/scanning/"
OLD = "sending mail that nobody asked for;"


@pytest.fixture
def ann(acme: object, client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR, name="Ann"))


@pytest.fixture
def bob(acme: object, client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR, name="Bob"))


def text_of(key: str) -> str:
    return document_from_json(Draft.objects.get().document).placed()[key].provision.text


def opened(client: Client, address: str) -> dict[str, str]:
    """The form of a provision as a browser would send it back, read from the page."""
    page = client.get(address).content.decode()
    form = page[page.index('class="form provision-editor"') :]
    form = form[: form.index("</form>")]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if named.get("type") != "checkbox" or " checked" in tag:
            sent[named["name"]] = html.unescape(named.get("value", "on" if named.get("type") == "checkbox" else ""))
    for name, inside in re.findall(r'<select[^>]*name="(\w+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"\s+selected', inside)
        sent[name] = chosen[1] if chosen else ""
    words = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", form, re.DOTALL)
    assert words
    return sent | {"text": html.unescape(words[1])}


def button(page: str, name: str) -> str:
    """What the button of that name sends."""
    found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
    assert found, f"no button {name}"
    return found[1]


def test_changes_of_different_provisions_meet_without_a_word(ann: Client, bob: Client) -> None:
    draft()
    anns, bobs = opened(ann, SPAM), opened(bob, SCANNING)
    assert ann.post(SPAM, anns | {"text": "spam;"}).status_code == 302
    assert bob.post(SCANNING, bobs | {"text": "scanning; or"}).status_code == 302
    assert (text_of("spam"), text_of("scanning")) == ("spam;", "scanning; or")


def test_the_second_is_shown_the_others_words_and_decides(ann: Client, bob: Client) -> None:
    draft()
    anns, bobs = opened(ann, SPAM), opened(bob, SPAM)
    ann.post(SPAM, anns | {"text": "sending mail that somebody else asked for;"})
    late = bob.post(SPAM, bobs | {"text": "sending mail that everybody dreads;"})
    page = late.content.decode()
    assert late.status_code == 409
    assert text_of("spam") == "sending mail that somebody else asked for;"
    assert "sending mail that somebody else asked for;" in page
    assert "sending mail that everybody dreads;" in html.unescape(page)
    assert 'name="both"' not in page
    again = bobs | {"text": "sending mail that everybody dreads;", "over": button(page, "over")}
    assert bob.post(SPAM, again).status_code == 302
    assert text_of("spam") == "sending mail that everybody dreads;"


def test_changes_of_different_words_can_be_saved_together(ann: Client, bob: Client) -> None:
    draft()
    anns, bobs = opened(ann, SPAM), opened(bob, SPAM)
    ann.post(SPAM, anns | {"text": "relaying mail that nobody asked for;", "discretionary": "on"})
    mine = bobs | {"text": "sending mail that nobody asked for, ever;"}
    page = bob.post(SPAM, mine).content.decode()
    assert bob.post(SPAM, mine | {"both": button(page, "both")}).status_code == 302
    assert text_of("spam") == "relaying mail that nobody asked for, ever;"
    assert document_from_json(Draft.objects.get().document).placed()["spam"].provision.discretionary


def test_a_decision_is_about_the_words_that_were_shown(ann: Client, bob: Client) -> None:
    draft()
    anns, bobs = opened(ann, SPAM), opened(bob, SPAM)
    ann.post(SPAM, anns | {"text": "first;"})
    page = bob.post(SPAM, bobs | {"text": "second;"}).content.decode()
    edit_provision(by=writer(), draft=Draft.objects.get(), key="spam", text="third;")
    late = bob.post(SPAM, bobs | {"text": "second;", "over": button(page, "over")})
    assert late.status_code == 409
    assert "third;" in late.content.decode()
    assert text_of("spam") == "third;"


def test_saving_as_one_types_answers_beside_the_form(ann: Client, bob: Client) -> None:
    draft()
    bobs, anns = opened(bob, SPAM), opened(ann, SPAM)
    saved = ann.post(SPAM, anns | {"text": "one;"}, headers=HTMX)
    assert saved.status_code == 200
    assert 'hx-swap-oob="true"' in saved.content.decode()
    base = html.unescape(re.findall(r'value="([^"]*)"', saved.content.decode())[0])
    assert json.loads(base)["text"] == "one;"
    again = ann.post(SPAM, anns | {"text": "one; two;", "base": base}, headers=HTMX)
    assert again.status_code == 200
    assert text_of("spam") == "one; two;"
    refused = bob.post(SPAM, bobs | {"text": "three;"}, headers=HTMX)
    assert refused.status_code == 409
    assert "<textarea" not in refused.content.decode()
    assert "one; two;" in refused.content.decode()
    empty = ann.post(SPAM, anns | {"text": ""}, headers=HTMX)
    assert empty.status_code == 422
    assert "Not saved" in empty.content.decode()
    assert text_of("spam") == "one; two;"


def test_saving_what_stands_already_changes_nothing(ann: Client) -> None:
    made = submit_draft(by=writer(), draft=draft())
    before = Entry.objects.count()
    assert ann.post(SPAM, opened(ann, SPAM), headers=HTMX).status_code == 200
    assert Draft.objects.get().status == made.status
    assert Entry.objects.count() == before


def test_words_of_a_provision_that_was_taken_out_can_be_put_back(ann: Client, bob: Client) -> None:
    posted_policy()
    draft()
    bobs = opened(bob, SPAM)
    assert ann.post(f"{SPAM}delete/").status_code == 302
    late = bob.post(SPAM, bobs | {"text": "spam, of any kind;"})
    page = html.unescape(late.content.decode())
    assert late.status_code == 404
    assert "spam, of any kind;" in page
    put_back = bobs | {"text": "spam, of any kind;", "parent": "-", "restores": button(page, "restores")}
    assert bob.post("/desk/policy/draft/add/", put_back).status_code == 302
    placed = document_from_json(Draft.objects.get().document).placed()["spam"]
    assert (placed.provision.text, placed.parent_key, placed.position) == ("spam, of any kind;", "general", 0)


def test_taking_out_words_that_changed_meanwhile_shows_them_first(ann: Client, bob: Client) -> None:
    draft()
    seen = button(bob.get(f"{SPAM}delete/").content.decode(), "seen")
    ann.post(SPAM, opened(ann, SPAM) | {"text": "words that matter;"})
    late = bob.post(f"{SPAM}delete/", {"seen": seen})
    page = late.content.decode()
    assert late.status_code == 409
    assert "words that matter;" in page
    assert bob.post(f"{SPAM}delete/", {"seen": button(page, "seen")}).status_code == 302
    assert "spam" not in document_from_json(Draft.objects.get().document).placed()


def test_moving_and_editing_one_provision_at_once_keeps_both(ann: Client, bob: Client) -> None:
    draft()
    bobs = opened(bob, SPAM)
    assert ann.post(f"{SPAM}move/", {"parent": "-", "position": 1, "seen_parent": "general"}).status_code == 302
    assert bob.post(SPAM, bobs | {"text": "spam;"}).status_code == 302
    first = next(document_from_json(Draft.objects.get().document).walk())
    assert (first.key, first.provision.text) == ("spam", "spam;")
    late = bob.post(f"{SPAM}move/", {"parent": "recording", "seen_parent": "general"})
    assert late.status_code == 409
    assert "to the top" in late.content.decode()


@pytest.mark.parametrize(
    ("step", "parent", "position"),
    [("down", "general", 1), ("out", None, 8), ("up", "general", 0), ("in", "general", 0)],
)
def test_a_provision_takes_one_step(ann: Client, step: str, parent: str | None, position: int) -> None:
    draft()
    answer = ann.post(f"{SPAM}step/", {"step": step})
    placed = document_from_json(Draft.objects.get().document).placed()["spam"]
    assert (placed.parent_key, placed.position) == (parent, position)
    assert answer.status_code == (302 if step in {"down", "out"} else 409)


def test_a_step_in_goes_below_the_one_before(ann: Client) -> None:
    draft()
    ann.post(f"{SCANNING}step/", {"step": "in"})
    assert document_from_json(Draft.objects.get().document).placed()["scanning"].parent_key == "spam"


def test_title_and_values_of_two_people_meet_too(ann: Client, bob: Client) -> None:
    draft(values={"company": "Acme", "abuse_mailbox": "a@acme.example"})
    kept = Draft.objects.get().values
    base = json.dumps(kept)
    same = {f"value_{name}": value for name, value in kept.items()}
    ann.post("/desk/policy/draft/values/", same | {"value_company": "Acme One", "base": base})
    bob.post("/desk/policy/draft/values/", same | {"value_abuse_mailbox": "b@acme.example", "base": base})
    assert Draft.objects.get().values == {"company": "Acme One", "abuse_mailbox": "b@acme.example"}
    late = bob.post("/desk/policy/draft/values/", same | {"value_company": "Acme Two", "base": base})
    assert late.status_code == 409
    assert "Acme One" in late.content.decode()
    assert "Acme Two" in late.content.decode()
    title = json.dumps({"title": "Acceptable Use Policy"})
    assert ann.post("/desk/policy/draft/title/", {"title": "House Rules", "base": title}).status_code == 302
    late = bob.post("/desk/policy/draft/title/", {"title": "Rules", "base": title})
    assert late.status_code == 409
    assert "House Rules" in late.content.decode()
    assert Draft.objects.get().document["title"] == "House Rules"


def test_machines_name_what_they_saw(ann: Client) -> None:
    made = draft()
    root = f"/api/v1/drafts/{made.pk}"
    outline = {one["key"]: one for one in ann.get(f"{root}/outline/").json()}
    sent = {"text": "first;", "seen": outline["spam"]["digest"], "base": {"text": OLD}}

    def put(path: str, **body: object) -> HttpResponse:
        return ann.put(f"{root}/{path}/", body, content_type="application/json")  # type: ignore[return-value]  # of the test client

    scanning = outline["scanning"]["digest"]
    assert put("provisions/scanning", text="x; or", seen=scanning).status_code == 200
    assert put("provisions/spam", **sent).status_code == 200
    late = put("provisions/spam", **sent | {"text": f"{OLD} second"})
    assert late.status_code == 409
    assert late["Content-Type"] == "application/problem+json"
    told = json.loads(late.content)
    assert (told["code"], told["theirs"]["text"]) == ("changed", "first;")
    stale = ann.post(f"{root}/provisions/spam/delete/", {"seen": outline["spam"]["digest"]}, "application/json")
    assert stale.json()["code"] == "changed"
    assert ann.post(f"{root}/provisions/spam/step/", {"step": "down"}, "application/json").status_code == 200
    assert put("title", title="Rules", seen="Acceptable Use Policy").status_code == 200
    terms = {one["term"]: one["defined_in"] for one in ann.get(f"{root}/terms/").json()}
    assert terms["Company"] == "company"


KEYS = ["spam", "scanning", "offensive", "suspension", "no-credit", "recording"]


@pytest.mark.own_database
@pytest.mark.usefixtures("own_database")
def test_six_writers_at_once_lose_nothing(django_db_blocker: pytest.FixtureRequest) -> None:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]  # pytest-django's blocker
        with standing_in("acme"):
            draft()
            writer()
        together = Barrier(len(KEYS) + 1)
        with ThreadPoolExecutor(len(KEYS) + 1) as pool:
            jobs = [pool.submit(_writing, key, together) for key in KEYS]
            jobs.append(pool.submit(_deleting, "disclaimer", together))
            for job in jobs:
                job.result(60)
        with standing_in("acme"):
            placed = document_from_json(Draft.objects.get().document).placed()
            told = Entry.objects.filter(verb="draft.provision_changed").count()
        connection.close()
    assert {key: placed[key].provision.text for key in KEYS} == {key: f"{key} said nine times" for key in KEYS}
    assert set(placed) == set(document().placed()) - {"disclaimer"}
    assert told == len(KEYS) * 9


def _writing(key: str, together: Barrier) -> None:
    """Types nine times, each time from what this writer wrote last."""
    try:
        with standing_in("acme"):
            me, made = writer(), Draft.objects.get()
            base = {"text": document().placed()[key].provision.text}
            together.wait(30)
            for count in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"):
                text = f"{key} said {count} times"
                edit_provision(by=me, draft=made, key=key, base=base, text=text)
                base = {"text": text}
    finally:
        connection.close()


def _deleting(key: str, together: Barrier) -> None:
    try:
        with standing_in("acme"):
            me, made = writer(), Draft.objects.get()
            together.wait(30)
            delete_provision(by=me, draft=made, key=key)
            with pytest.raises(Refused):
                edit_provision(by=me, draft=made, key=key, text="back")
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("address", "field", "old"),
    [
        ("/desk/policy/draft/title/", "title", {"title": "Acceptable Use Policy"}),
        ("/desk/policy/draft/values/", "value_company", None),
    ],
)
def test_title_and_values_are_saved_as_they_are_typed(
    ann: Client, bob: Client, address: str, field: str, old: dict[str, str] | None
) -> None:
    kept = draft()
    began = json.dumps(old or kept.values)
    rest = {f"value_{name}": value for name, value in kept.values.items()} if old is None else {}
    page = ann.get(address).content.decode()
    assert f'hx-post="{address}"' in page
    saved = ann.post(address, {**rest, field: "Words of Ann", "base": began}, headers=HTMX)
    assert "Saved, revision" in saved.content.decode()
    assert "Words of Ann" in html.unescape(saved.content.decode()), "what her next change begins from"
    clash = bob.post(address, {**rest, field: "Words of Bob", "base": began}, headers=HTMX)
    assert clash.status_code == 409
    assert "data-collision" in clash.content.decode()
    assert "Words of Bob" not in json.dumps([Draft.objects.get().document, Draft.objects.get().values])
    decided = bob.post(address, {**rest, field: "Words of Bob", "base": began})
    assert decided.status_code == 409
    form = html.unescape(decided.content.decode())
    assert "Words of Bob" in form
    base = re.search(r'name="base" value="([^"]*)"', decided.content.decode())
    assert base is not None
    again = bob.post(address, {**rest, field: "Words of Bob", "base": html.unescape(base[1])})
    assert again.status_code == 302
    assert "Words of Bob" in json.dumps([Draft.objects.get().document, Draft.objects.get().values])


def test_an_empty_title_is_not_saved_while_one_types(ann: Client) -> None:
    draft()
    answer = ann.post("/desk/policy/draft/title/", {"title": "", "base": "{}"}, headers=HTMX)
    assert answer.status_code == 422
    assert "Not saved:" in answer.content.decode()
    assert Draft.objects.get().document["title"] == "Acceptable Use Policy"
