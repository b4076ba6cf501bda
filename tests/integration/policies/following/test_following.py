"""Following upstream: the whole release first, then one decision per change, each of which can be taken back."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.test import Client

from policies.documents import Document, Status
from policies.documents.model.codec import document_from_json
from policies.drafts.actions import discard_draft, edit_provision, post_version, start_draft
from policies.drafts.models import Draft
from policies.following.actions import Decision, decide_offers, take_over_release, undo_decision
from policies.following.models import Choice, Resolution, TakeOver
from policies.following.offers import Shown, offers_of, own_copy
from policies.versions.models import Policy, PolicyVersion
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in
from tests.factories.versions import document, posted_policy, without, writer

pytestmark = pytest.mark.usefixtures("acme")


def upstream_posts(words: Document | None = None) -> Release:
    with standing_in("vendor"):
        version = posted_policy(words)
    return Release.objects.get(publisher="vendor", number=version.number)


def second_release() -> Document:
    """One provision deleted and two reworded, against `document()`."""
    return without(
        document(spam="sending any bulk mail;", reporting="Report to {{abuse_mailbox}} at once."), "scanning"
    )


def followed() -> PolicyVersion:
    draft = take_over_release(by=writer(), release=upstream_posts())
    return post_version(by=writer(), policy=draft.policy, summary="Taken over from the vendor.")


def texts(draft: Draft) -> dict[str, str]:
    draft.refresh_from_db()
    return {key: placed.provision.text for key, placed in document_from_json(draft.document).placed().items()}


def offered(release: Release) -> dict[str, Shown]:
    return {one.key: one for one in offers_of(release, own_copy(Policy.objects.get()))}


def decide(release: Release, *taken: str, kept: Iterable[str] = (), **reworded: str) -> TakeOver:
    decisions = [Decision(key, Choice.TAKEN) for key in taken]
    decisions += [Decision(key, Choice.KEPT) for key in kept]
    decisions += [Decision(key, Choice.REWORDED, words) for key, words in reworded.items()]
    return decide_offers(by=writer(), release=release, decisions=decisions)


def test_the_first_take_over_is_the_whole_release_with_ones_own_names() -> None:
    version = followed()
    words = str(version.document)
    assert "Acme Telecom B.V." in words
    assert "Vendor" not in words
    assert "vendor.example" not in words
    assert (version.base_publisher, version.base_number) == ("vendor", 1)
    assert [row.key for row in version.provisions.all()] == list(document().placed())
    with pytest.raises(Refused) as caught:
        take_over_release(by=writer(), release=upstream_posts(second_release()))
    assert caught.value.code == "copy_exists"


def test_each_change_is_offered_against_ones_own_copy() -> None:
    followed()
    offers = offered(upstream_posts(second_release()))
    assert {key: (one.offer.op, one.offer.status) for key, one in offers.items()} == {
        "reporting": ("modified", Status.CLEAN),
        "spam": ("modified", Status.CLEAN),
        "scanning": ("deleted", Status.CLEAN),
    }
    assert [part.text for part in offers["spam"].own if part.op == "insert"]


def test_decisions_are_made_one_by_one_and_the_base_moves_with_the_last() -> None:
    followed()
    release = upstream_posts(second_release())
    first = decide(release, "scanning")
    draft = Draft.objects.get()
    assert first.decided_at is None
    assert (draft.base_number, "scanning" in texts(draft)) == (1, False)
    assert offered(release)["scanning"].decision is not None
    decide(release, spam="sending bulk mail to strangers;")
    assert texts(draft)["spam"] == "sending bulk mail to strangers;"
    last = decide(release, kept=["reporting"])
    found = texts(draft)
    assert last.decided_at is not None
    assert draft.base_number == 2
    assert found["reporting"] == "Report violations to {{abuse_mailbox}}."
    version = post_version(by=writer(), policy=draft.policy, summary="Following the vendor.")
    assert (version.number, version.base_number) == (2, 2)
    assert not TakeOver.objects.exists(), "what was decided goes with the draft; the ledger keeps it"
    entries = Entry.objects.filter(verb="release.decided").order_by("pk")
    assert [[one["key"] for one in entry.facts["decisions"]] for entry in entries] == [
        ["scanning"],
        ["spam"],
        ["reporting"],
    ]
    with pytest.raises(Refused, match="already follows"):
        decide(release, "reporting")


@pytest.mark.parametrize("key", ["scanning", "spam", "reporting"])
def test_any_decision_is_taken_back_alone_and_the_change_is_open_again(key: str) -> None:
    followed()
    release = upstream_posts(second_release())
    decide(release, "scanning", "reporting", spam="sending bulk mail to strangers;")
    draft = Draft.objects.get()
    after = texts(draft)
    assert draft.base_number == 2
    undo_decision(by=writer(), release=release, key=key)
    before = texts(Draft.objects.get())
    original = {one: placed.provision.text for one, placed in document().placed().items()}
    assert before[key] == original[key]
    assert {one: words for one, words in before.items() if one != key} == {
        one: words for one, words in after.items() if one != key
    }
    draft.refresh_from_db()
    assert draft.base_number == 1
    assert offered(release)[key].decision is None
    assert list(before) == [one for one in document().placed() if one in before], "each stands where it stood"
    assert Entry.objects.filter(verb="release.undone").count() == 1
    decide(release, key)
    assert Draft.objects.get().base_number == 2


def test_a_decision_cannot_be_taken_back_over_what_was_written_since() -> None:
    followed()
    release = upstream_posts(second_release())
    decide(release, "spam")
    edit_provision(by=writer(), draft=Draft.objects.get(), key="spam", text="sending mail by night;")
    with pytest.raises(Refused, match="edited this provision since") as caught:
        undo_decision(by=writer(), release=release, key="spam")
    assert caught.value.code == "changed"
    assert texts(Draft.objects.get())["spam"] == "sending mail by night;"
    with pytest.raises(Refused, match="Nothing is decided"):
        undo_decision(by=writer(), release=release, key="reporting")


def test_what_follows_a_later_release_keeps_the_earlier_decisions_until_that_one_is_taken_back() -> None:
    followed()
    second = upstream_posts(second_release())
    decide(second, "spam", "scanning", "reporting")
    third = upstream_posts(without(document(spam="sending no mail at all;"), "scanning"))
    decide(third, *[key for key, one in offered(third).items() if one.clean])
    assert Draft.objects.get().base_number == 3
    with pytest.raises(Refused) as caught:
        undo_decision(by=writer(), release=second, key="scanning")
    assert caught.value.code == "followed_later"


def test_choosing_nothing_takes_nothing() -> None:
    followed()
    release = upstream_posts(second_release())
    with pytest.raises(Refused, match="Nothing is chosen") as caught:
        decide(release)
    assert caught.value.code == "nothing_chosen"
    assert not Draft.objects.exists()


def test_ones_own_words_are_a_conflict_shown_with_both_redlines_and_stay_when_kept() -> None:
    draft = take_over_release(by=writer(), release=upstream_posts())
    edit_provision(by=writer(), draft=draft, key="spam", text="our own words;")
    release = upstream_posts(second_release())
    shown = offered(release)["spam"]
    assert shown.offer.status is Status.CONFLICT
    assert shown.asks
    assert "our own words" in "".join(part.text for part in shown.mine if part.op == "insert")
    assert "any bulk mail" in "".join(part.text for part in shown.upstream)
    decide(release, kept=["spam"])
    assert texts(Draft.objects.get())["spam"] == "our own words;"


def test_two_changes_of_one_provision_that_can_both_stand_are_proposed_together() -> None:
    base = document(reporting="Report violations to {{abuse_mailbox}} by mail.")
    draft = take_over_release(by=writer(), release=upstream_posts(base))
    ours = "Kindly report violations to {{abuse_mailbox}} by mail."
    edit_provision(by=writer(), draft=draft, key="reporting", text=ours)
    release = upstream_posts(document(reporting="Report violations to {{abuse_mailbox}} by signed mail."))
    assert offered(release)["reporting"].proposed == "Kindly report violations to {{abuse_mailbox}} by signed mail."


def test_whoever_decides_upon_words_that_have_changed_is_told() -> None:
    followed()
    release = upstream_posts(second_release())
    seen = offered(release)["spam"].seen
    draft = decide(release, "scanning").draft
    edit_provision(by=writer(), draft=draft, key="spam", text="sending mail by night;")
    with pytest.raises(Refused, match="has changed since you opened") as caught:
        decide_offers(by=writer(), release=release, decisions=[Decision("spam", Choice.TAKEN, seen=seen)])
    assert caught.value.code == "changed"
    assert texts(draft)["spam"] == "sending mail by night;"


@pytest.mark.parametrize(
    ("decisions", "code"),
    [
        ([Decision("nonsense", Choice.TAKEN)], "no_provision"),
        ([Decision("spam", Choice.TAKEN), Decision("spam", Choice.KEPT)], "decided"),
        ([Decision("spam", Choice.REWORDED, " ")], "words_missing"),
        ([Decision("scanning", Choice.REWORDED, "scanning;")], "words_missing"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_all_others(decisions: list[Decision], code: str) -> None:
    followed()
    release = upstream_posts(second_release())
    with pytest.raises(Refused) as caught:
        decide_offers(by=writer(), release=release, decisions=[Decision("reporting", Choice.TAKEN), *decisions])
    assert caught.value.code == code
    assert not Draft.objects.exists()
    assert not Resolution.objects.exists()


def test_a_discarded_draft_takes_its_decisions_with_it() -> None:
    followed()
    release = upstream_posts(second_release())
    discard_draft(by=writer(), draft=decide(release, "spam").draft)
    assert not TakeOver.objects.exists()
    assert offered(release)["spam"].clean


def test_the_desk_decides_one_by_one_and_takes_back(client_at: Callable[..., Client], staff: Staff) -> None:
    version = followed()
    draft = own_draft(version)
    release = upstream_posts(second_release())
    client = client_at("acme", staff(Role.EDITOR))
    address = f"/desk/policy/upstream/{release.pk}/"
    assert "offers release 2" in client.get("/desk/policy/").content.decode()
    text = client.get(address).content.decode()
    assert text.count('name="take"') == 2, "the clean ones, ticked"
    assert text.count('name="words"') == 1, "the conflict, with room to reword"
    assert "0 of 3 changes are decided" in text
    empty = client.post(address, {})
    assert (empty.status_code, "Nothing is chosen" in empty.content.decode()) == (422, True)
    assert client.post(address, {"take": ["scanning"]}).status_code == 302
    assert "scanning" not in texts(draft)
    assert "reporting" in texts(draft)
    answer = client.post(address, {"one": "spam", "choice": "reworded", "words": "sending bulk mail to strangers;"})
    assert answer.status_code == 302
    assert texts(draft)["spam"] == "sending bulk mail to strangers;"
    assert client.post(address, {"one": "reporting"}).status_code == 302
    assert "3 of 3 changes are decided" in client.get(address).content.decode()
    assert client.post(address, {"undo": "scanning"}).status_code == 302
    assert "scanning" in texts(draft)
    assert "2 of 3 changes are decided" in client.get(address).content.decode()


def test_what_was_typed_stays_when_the_desk_refuses(client_at: Callable[..., Client], staff: Staff) -> None:
    draft = own_draft(followed())
    release = upstream_posts(second_release())
    client = client_at("acme", staff(Role.EDITOR))
    sent = {"one": "spam", "choice": "reworded", "words": "typed for an hour;", "seen_spam": "0" * 64}
    answer = client.post(f"/desk/policy/upstream/{release.pk}/", sent)
    assert answer.status_code == 409
    assert "typed for an hour;" in answer.content.decode()
    assert texts(draft)["spam"] == "our own words;"


def own_draft(version: PolicyVersion) -> Draft:
    """A draft in which one provision is worded differently."""
    draft = start_draft(by=writer(), policy=version.policy)
    return edit_provision(by=writer(), draft=draft, key="spam", text="our own words;")


def test_machines_see_offers_and_decide(client_at: Callable[..., Client], staff: Staff) -> None:
    release = upstream_posts()
    client = client_at("acme", staff(Role.EDITOR))
    assert [row["number"] for row in client.get("/api/v1/releases/").json()["results"]] == [1]
    assert len(client.get(f"/api/v1/releases/{release.pk}/offers/").json()) == len(document().placed())
    answer = client.post(f"/api/v1/releases/{release.pk}/take-over/", {}, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["values"]["company"] == "Acme Telecom B.V."
    second = upstream_posts(second_release())
    at = f"/api/v1/releases/{second.pk}"
    offers: dict[str, Any] = {one["key"]: one for one in client.get(f"{at}/offers/").json()}
    sent = {"decisions": [{"key": "spam", "choice": "taken", "seen": offers["spam"]["seen"]}]}
    decided = client.post(f"{at}/decide/", sent, content_type="application/json")
    assert (decided.status_code, decided.json()["decided_at"]) == (200, None)
    assert [row["key"] for row in decided.json()["resolutions"]] == ["spam"]
    undone = client.post(f"{at}/undo/", {"key": "spam"}, content_type="application/json")
    assert (undone.status_code, undone.json()["resolutions"]) == (200, [])
    auditor = client_at("acme", staff(Role.AUDITOR))
    for verb in ("take-over", "decide", "undo"):
        assert auditor.post(f"{at}/{verb}/", {}).status_code == 403
    with standing_in("beta"):
        posted_policy()
    assert all(row["publisher"] == "vendor" for row in client.get("/api/v1/releases/").json()["results"])
