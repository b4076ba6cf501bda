"""What an import proposes is confirmed by lists and sections, the doubtful first, and stays so at the next import."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from policies.documents import Kind, compare
from policies.documents.comparing.compare import Op
from policies.documents.model.codec import document_from_json
from policies.drafts.models import Draft
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tests.conftest import Staff
from tests.integration.policies.drafts.test_importing import as_shown, key_of, provision, upload

ClientAt = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("acme")

PAGE = "/desk/policy/draft/proposals/"
RULES = """\
# House rules

## Conduct

Guests must not:

- smoke in the rooms;
- feed the foxes.

Bring your own towels without stripes.

## House duties

In the kitchen:

- scrape the pans;
- crawl below the table for crumbs.

## Trouble

We may close your room to you.
"""


@pytest.fixture
def editor(client_at: ClientAt, staff: Staff) -> Client:
    return client_at("acme", staff(Role.EDITOR))


def confirm(editor: Client, **sent: str) -> Any:
    return editor.post(PAGE, as_shown(editor.get(PAGE).content.decode()) | sent)


def unconfirmed() -> set[str]:
    return set(Draft.objects.get().unconfirmed)


def test_the_doubtful_stand_first_and_are_counted(editor: Client) -> None:
    page = upload(editor, RULES.encode(), "rules.md").content.decode()
    assert "7 of 8 sure" in page
    assert "It has words that often forbid or threaten." in page
    look, sure, smoke, towels = (
        page.index(words) for words in ('id="doubtful"', 'id="sure"', ">smoke in the rooms;", ">Bring your own")
    )
    assert look < towels < sure < smoke


def test_one_act_confirms_a_list_and_leaves_the_rest(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    guests, smoke, pans = key_of("Guests must not"), key_of("smoke"), key_of("scrape")
    assert len(unconfirmed()) == 8
    done = confirm(editor, below=guests)
    assert (done.status_code, done["Location"]) == (302, PAGE)
    assert len(unconfirmed()) == 5
    assert not {guests, smoke} & unconfirmed()
    assert pans in unconfirmed()
    entry = Entry.objects.filter(verb="draft.proposals_confirmed").get()
    assert entry.facts["below"] == guests
    page = editor.get(PAGE).content.decode()
    assert "5 provisions are left" in page
    assert page.index('id="confirmed"') < page.index(">smoke in the rooms;")
    assert editor.get("/desk/policy/draft/").content.decode().count("Nobody has confirmed yet") == 1


def test_what_is_confirmed_is_folded_until_something_is_wrong(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    page = editor.get(PAGE).content.decode()
    assert re.search(r'<details id="confirmed"\s*>', page), "headings are there, and nothing of them waits"
    assert all(f'<h2 id="{waits}">' in page for waits in ("doubtful", "sure")), "what waits is not folded"
    sent = as_shown(page)
    shown = editor.post(PAGE, sent | {next(name for name in sent if name.startswith("kind_")): "none"})
    assert shown.status_code == 422
    assert re.search(r'<details id="confirmed"\s+open>', shown.content.decode())


def test_one_act_confirms_all_below_a_heading(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    confirm(editor, below=key_of("Conduct"))
    assert unconfirmed() == {key_of(words) for words in ("In the kitchen", "scrape", "crawl", "We may close")}
    assert confirm(editor)["Location"] == "/desk/policy/draft/"
    assert unconfirmed() == set()


def test_one_act_says_what_a_whole_list_does(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    kitchen, pans, crumbs = key_of("In the kitchen"), key_of("scrape"), key_of("crawl")
    assert provision(pans).kind is Kind.OBLIGATION
    sent = {f"all_{kitchen}": "prohibition", "below": kitchen, f"category_{crumbs}": "forum_rules"}
    assert confirm(editor, **sent).status_code == 302
    assert (provision(pans).kind, provision(pans).category) == (Kind.PROHIBITION, "website_misuse")
    assert provision(kitchen).kind is Kind.OBLIGATION, "only what hangs below it"
    assert provision(crumbs).kind is Kind.OBLIGATION, "what its own row says goes first"
    assert confirm(editor, **{f"all_{kitchen}": "joke"}).status_code == 422


def test_what_was_confirmed_stays_confirmed_when_the_next_text_comes(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    towels, smoke, foxes = key_of("Bring your own"), key_of("smoke"), key_of("feed")
    confirm(
        editor, **{f"kind_{towels}": "prohibition", f"category_{towels}": "other", f"kind_{smoke}": "responsibility"}
    )
    before = document_from_json(Draft.objects.get().document)
    page = upload(editor, RULES.replace("the foxes", "foxes or crows").encode(), "rules.md").content.decode()
    assert unconfirmed() == {foxes}
    assert (provision(towels).kind, provision(towels).category) == (Kind.PROHIBITION, "other")
    assert provision(smoke).kind is Kind.RESPONSIBILITY
    changes = compare(before, document_from_json(Draft.objects.get().document)).changes
    assert [(change.op, change.key) for change in changes] == [(Op.MODIFIED, foxes)]
    assert page.index(">feed foxes or crows.") < page.index('id="confirmed"')
    upload(editor, RULES.replace("the foxes", "foxes or crows").encode(), "rules.md")
    assert unconfirmed() == {foxes}, "nobody has confirmed it in between"


def test_what_a_changed_lead_in_turns_round_is_proposed_anew(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    confirm(editor)
    smoke = key_of("smoke")
    upload(editor, RULES.replace("Guests must not:", "Guests are welcome to:").encode(), "rules.md")
    assert provision(smoke).kind is Kind.OBLIGATION
    assert smoke in unconfirmed()


def test_a_language_that_is_not_read_is_named_and_nothing_is_proposed(editor: Client) -> None:
    text = "# Reglas\n\nLos clientes no deben enviar correo basura.\n\n- No se permite el acceso a la red de otros.\n"
    page = upload(editor, text.encode(), "reglas.md").content.decode()
    assert "Nothing is proposed: these words are in none of the languages that are read" in page
    assert Draft.objects.get().document["language"] == "es"
    shown = editor.get(f"/api/v1/drafts/{Draft.objects.get().pk}/proposals/").json()
    assert (shown["language_read"], shown["sure"], shown["of"]) == (False, 0, 2)
    assert {one["proposed"]["kind"] for one in shown["provisions"]} == {"obligation"}


def test_machines_confirm_lists_too(editor: Client) -> None:
    upload(editor, RULES.encode(), "rules.md")
    kitchen, pans = key_of("In the kitchen"), key_of("scrape")
    address = f"/api/v1/drafts/{Draft.objects.get().pk}/proposals/"
    shown = editor.get(address).json()
    assert (shown["sure"], shown["of"], shown["language_read"]) == (7, 8, True)
    by_key = {one["key"]: one for one in shown["provisions"]}
    towels = by_key[key_of("Bring your own")]
    assert (towels["sure"], towels["doubt"], towels["confirmed"]) == (False, "weak_words", False)
    sent = {"lists": {kitchen: "prohibition"}, "below": kitchen}
    done = editor.post(address, sent, content_type="application/json")
    assert done.status_code == 200, done.content
    assert provision(pans).kind is Kind.PROHIBITION
    assert {one["key"] for one in done.json()["provisions"] if one["confirmed"]} > {kitchen, pans}
    for wrong in ({"below": "nonsense"}, {"lists": {"nonsense": "remedy"}}):
        refused = editor.post(address, wrong, content_type="application/json")
        assert (refused.status_code, refused.json()["code"]) == (404, "no_provision")
    heading = editor.post(address, {"lists": {kitchen: "heading"}}, content_type="application/json")
    assert heading.status_code == 400
