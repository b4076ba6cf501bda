"""Which posted provision one of a draft continues: listed with the doubtful ones first, and corrected by hand."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from policies.documents.model.codec import document_from_json
from policies.drafts.actions import import_draft, pair_provision, post_version
from policies.drafts.models import Draft
from policies.versions.models import Policy
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.refusals import Refused
from tests.conftest import Staff
from tests.factories.versions import writer

pytestmark = pytest.mark.usefixtures("acme")

ONE = """# Rules

You shall not send unsolicited bulk mail.

You shall not operate machines that dial numbers on their own.
"""
TWO = """# Rules

You shall not send unsolicited bulk mail.

Nobody may run any predictive dialling equipment here.
"""


def posted() -> Policy:
    draft, _imported = import_draft(by=writer(), data=ONE.encode(), filename="rules.md")
    return post_version(by=writer(), policy=draft.policy, summary="First.").policy


def second() -> Draft:
    posted()
    return import_draft(by=writer(), data=TWO.encode(), filename="rules.md")[0]


def keys(draft: Draft) -> dict[str, str]:
    draft.refresh_from_db()
    return {one.provision.text.split()[0]: key for key, one in document_from_json(draft.document).placed().items()}


def machines(policy: Policy) -> str:
    (key,) = policy.versions.get().provisions.filter(text__contains="machines").values_list("key", flat=True)
    return key


def test_a_new_provision_is_said_to_continue_a_posted_one_and_back() -> None:
    draft = second()
    old = machines(draft.policy)
    new = keys(draft)["Nobody"]
    assert new != old
    pair_provision(by=writer(), draft=draft, key=new, continues=old)
    assert keys(draft)["Nobody"] == old
    entry = Entry.objects.get(verb="draft.provision_paired")
    assert entry.facts["renamed"] == {new: old}
    _draft, again = pair_provision(by=writer(), draft=draft, key=old, continues=None)
    assert keys(draft)["Nobody"] == again != old
    assert not draft.policy.versions.get().provisions.filter(key=again).exists()


def test_what_held_the_key_becomes_new() -> None:
    draft = second()
    mail = keys(draft)["You"]
    pair_provision(by=writer(), draft=draft, key=keys(draft)["Nobody"], continues=mail)
    found = keys(draft)
    assert found["Nobody"] == mail
    assert not draft.policy.versions.get().provisions.filter(key=found["You"]).exists()


def test_saying_what_is_so_already_changes_nothing() -> None:
    draft = second()
    mail = keys(draft)["You"]
    revision = draft.revision
    pair_provision(by=writer(), draft=draft, key=mail, continues=mail)
    pair_provision(by=writer(), draft=draft, key=keys(draft)["Nobody"], continues=None)
    draft.refresh_from_db()
    assert draft.revision == revision


@pytest.mark.parametrize(("key", "continues"), [("nonsense", None), (None, "nonsense")])
def test_what_neither_has_is_refused(key: str | None, continues: str | None) -> None:
    draft = second()
    with pytest.raises(Refused) as caught:
        pair_provision(by=writer(), draft=draft, key=key or keys(draft)["You"], continues=continues)
    assert caught.value.code == "no_provision"


def test_the_desk_lists_and_corrects(client_at: Callable[..., Client], staff: Staff) -> None:
    draft = second()
    client = client_at("acme", staff(Role.EDITOR))
    page = client.get("/desk/policy/draft/pairs/").content.decode()
    new, old = keys(draft)["Nobody"], machines(draft.policy)
    assert f'id="{new}"' in page
    assert f'<option value="{old}">' in page
    assert client.post("/desk/policy/draft/pairs/", {"key": new, "continues": old}).status_code == 302
    assert keys(draft)["Nobody"] == old
    assert client.post("/desk/policy/draft/pairs/", {"key": "nonsense", "continues": ""}).status_code == 404
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert "<select" not in auditor.get("/desk/policy/draft/pairs/").content.decode()
    assert auditor.post("/desk/policy/draft/pairs/", {"key": old, "continues": ""}).status_code == 403


def test_the_desk_names_what_words_were_cut_out_of(client_at: Callable[..., Client], staff: Staff) -> None:
    together = "# Rules\n\nYou shall not harass, abuse, threaten or incite violence towards anybody, staff included.\n"
    apart = (
        "# Rules\n\nYou shall not harass or abuse anybody, staff included.\n\n"
        "You shall not threaten and never incite violence toward those who only do their work.\n"
    )
    draft, _imported = import_draft(by=writer(), data=together.encode(), filename="rules.md")
    post_version(by=writer(), policy=draft.policy, summary="First.")
    import_draft(by=writer(), data=apart.encode(), filename="rules.md")
    page = client_at("acme", staff(Role.EDITOR)).get("/desk/policy/draft/pairs/").content.decode()
    assert "Split off" in page
    assert "These words stood in:" in page


def test_machines_list_and_correct(client_at: Callable[..., Client], staff: Staff) -> None:
    draft = second()
    client = client_at("acme", staff(Role.EDITOR))
    at = f"/api/v1/drafts/{draft.pk}/pairs/"
    told = client.get(at).json()
    assert told["version"] == 1
    assert (told["figures"]["new"], told["figures"]["gone"]) == (1, 1)
    sent = {"key": keys(draft)["Nobody"], "continues": machines(draft.policy)}
    answer = client.post(at, sent, content_type="application/json")
    assert (answer.status_code, answer.json()["figures"].get("new")) == (200, 0)
    assert client_at("acme", staff(Role.AUDITOR)).post(at, sent, content_type="application/json").status_code == 403


def test_the_history_of_a_policy_is_counted_without_a_database(tmp_path: Path) -> None:
    files = []
    for name, text in (("one.md", ONE), ("two.md", TWO)):
        files.append(tmp_path / name)
        files[-1].write_text(text)
    out = StringIO()
    call_command("policy_history", *map(str, files), "--doubtful", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["version", "kept", "reworded", "split", "merged", "new", "gone", "moved", "doubtful"]
    assert lines[-1].split()[:2] == ["all", "1"]
    assert lines[1].split()[0] == "two.md"
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("policy_history", str(tmp_path / "three.md"))
    (tmp_path / "empty.md").write_text("")
    with pytest.raises(CommandError, match="empty"):
        call_command("policy_history", str(tmp_path / "empty.md"))
