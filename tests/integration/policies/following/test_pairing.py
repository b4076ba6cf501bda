"""A copy that was imported from one's own file is paired with upstream's by its words, and by hand (R3, R4)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from policies.documents import Document, Kind, Op, Provision, Status
from policies.documents.model.codec import document_from_json, document_to_json
from policies.drafts.actions import import_draft, post_version
from policies.drafts.models import Draft
from policies.following.actions import Decision, decide_offers, join_provision, split_provision
from policies.following.models import Choice
from policies.following.offers import Shown, offers_of, own_copy
from policies.versions.actions import mark_mandatory
from policies.versions.models import Counterpart, Policy
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Release
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in
from tests.factories.versions import SPAM, document, posted_policy, without, writer

pytestmark = pytest.mark.usefixtures("acme")


def upstream_posts(words: Document | None = None, *, mandatory: str = "") -> Release:
    with standing_in("vendor"):
        if mandatory:
            mark_mandatory(by=writer(), policy=Policy.objects.get(), key=mandatory, basis="Master agreement, clause 7")
        version = posted_policy(words)
    return Release.objects.get(publisher="vendor", number=version.number)


def with_other_keys(words: Document) -> Document:
    """The same words as another reader of the same file would key them."""

    def again(family: tuple[Provision, ...]) -> tuple[Provision, ...]:
        return tuple(replace(one, key=f"ours-{one.key}", children=again(one.children)) for one in family)

    return replace(words, provisions=again(words.provisions))


def own_draft(words: Document) -> Draft:
    """A draft from one's own file that follows nobody yet, with these words."""
    draft, _ = import_draft(by=writer(), data=b"# AUP\n\nDo not send spam.\n\nWe may suspend.\n", filename="own.md")
    draft.document = document_to_json(words)
    draft.save()
    return draft


def offered(release: Release) -> dict[str, Shown]:
    return {one.key: one for one in offers_of(release, own_copy(Policy.objects.get()))}


def texts(draft: Draft) -> dict[str, str]:
    draft.refresh_from_db()
    return {key: one.provision.text for key, one in document_from_json(draft.document).placed().items()}


def test_identical_text_is_there_already_whatever_its_key_and_taken_in_one_act() -> None:
    ours = with_other_keys(document())
    draft = own_draft(ours)
    release = upstream_posts()
    found = offered(release)
    assert set(found) == set(ours.placed())
    assert {(one.offer.status, one.identical) for one in found.values()} == {(Status.ALREADY, True)}
    taken = [Decision(key, Choice.TAKEN, seen=one.seen) for key, one in found.items()]
    assert decide_offers(by=writer(), release=release, decisions=taken).decided_at is not None
    assert texts(draft) == {key: one.provision.text for key, one in ours.placed().items()}, "no key, no word changes"
    assert Counterpart.objects.get(theirs=SPAM).own == f"ours-{SPAM}"
    second = offered(upstream_posts(without(document(spam="sending any bulk mail;"), "scanning")))
    assert {key: (one.offer.op, one.offer.status) for key, one in second.items()} == {
        f"ours-{SPAM}": (Op.MODIFIED, Status.CLEAN),
        "ours-scanning": (Op.DELETED, Status.CLEAN),
    }


def test_what_upstream_makes_mandatory_is_asked_of_the_own_provision_it_is() -> None:
    upstream_posts()
    release = upstream_posts(document(reporting="Report to {{abuse_mailbox}} at once."), mandatory=SPAM)
    draft = own_draft(with_other_keys(document(reporting="Report to {{abuse_mailbox}} at once.")))
    decide_offers(by=writer(), release=release, decisions=[])
    draft.refresh_from_db()
    assert (draft.base_publisher, draft.base_number) == ("vendor", release.number)
    draft.document = document_to_json(without(document_from_json(draft.document), f"ours-{SPAM}"))
    draft.save()
    with pytest.raises(Refused) as caught:
        post_version(by=writer(), policy=draft.policy, summary="Without it.")
    assert caught.value.code == "altered_mandatory"
    assert caught.value.details["provisions"][0]["key"] == f"ours-{SPAM}"


def own_and_theirs() -> tuple[Draft, Release]:
    """An own clause that upstream adds in wholly other words, and one more under a key that upstream has too."""
    ours = with_other_keys(document())
    more = (
        Provision("care", Kind.OBLIGATION, None, "", "Lock your office when you leave it."),
        Provision("new", Kind.OBLIGATION, None, "", "Employees wear a badge."),
    )
    draft = own_draft(replace(ours, provisions=(*ours.provisions, *more)))
    theirs = Provision("new", Kind.OBLIGATION, None, "", "Premises must be shut by whoever goes last.")
    return draft, upstream_posts(replace(document(), provisions=(*document().provisions, theirs)))


def test_two_different_clauses_under_one_key_are_two_provisions() -> None:
    draft, release = own_and_theirs()
    (added,) = [one for one in offered(release).values() if one.offer.ours is None]
    assert (added.upstream_key, added.offer.status, added.joinable) == ("new", Status.CLEAN, True)
    assert added.key != "new"
    decide_offers(by=writer(), release=release, decisions=[Decision(added.key, Choice.TAKEN)])
    assert texts(draft)["new"] == "Employees wear a badge."
    assert texts(draft)[added.key] == "Premises must be shut by whoever goes last."
    assert Counterpart.objects.get(theirs="new").own == added.key


def test_an_own_clause_is_joined_with_an_offered_one_by_hand_and_split_again() -> None:
    draft, release = own_and_theirs()
    (added,) = [one for one in offered(release).values() if one.joinable]
    join_provision(by=writer(), release=release, key=added.key, own="care")
    joined = offered(release)
    assert added.key not in joined
    assert (joined["care"].offer.status, joined["care"].asks, joined["care"].paired) == (Status.CONFLICT, True, True)
    with pytest.raises(Refused) as caught:
        join_provision(by=writer(), release=release, key="care", own="new")
    assert caught.value.code == "not_joinable"
    split_provision(by=writer(), release=release, key="care")
    (apart,) = [one for one in offered(release).values() if one.joinable]
    assert apart.upstream_key == "new"
    with pytest.raises(Refused) as caught:
        split_provision(by=writer(), release=release, key=apart.key)
    assert caught.value.code == "not_paired"
    for nothing in (join_provision, split_provision):
        with pytest.raises(Refused) as caught:
            nothing(
                by=writer(), release=release, key="nonsense", **({"own": "care"} if nothing is join_provision else {})
            )
        assert caught.value.code == "no_provision"
    verbs = ["release.provision_joined", "release.provision_split"]
    assert list(Entry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs
    assert "care" in texts(draft)


def test_identical_words_can_be_kept_apart_and_are_not_paired_again_by_themselves() -> None:
    own_draft(with_other_keys(document()))
    release = upstream_posts()
    split_provision(by=writer(), release=release, key=f"ours-{SPAM}")
    (apart,) = [one for one in offered(release).values() if not one.identical]
    assert (apart.upstream_key, apart.offer.op, apart.offer.ours) == (SPAM, Op.ADDED, None)
    decide_offers(by=writer(), release=release, decisions=[Decision(apart.key, Choice.KEPT)])
    with pytest.raises(Refused) as caught:
        join_provision(by=writer(), release=release, key=apart.key, own=f"ours-{SPAM}")
    assert caught.value.code == "decided"


def test_the_desk_takes_all_identical_joins_and_splits(client_at: Callable[..., Client], staff: Staff) -> None:
    draft, release = own_and_theirs()
    client = client_at("acme", staff(Role.EDITOR))
    address = f"/desk/policy/upstream/{release.pk}/"
    page = client.get(address).content.decode()
    number = len(document().placed())
    assert f"{number} identical: take all" in page
    assert "One of these is a provision you have already" in page
    (added,) = [one for one in offered(release).values() if one.joinable]
    assert client.post(address, {"join": added.key, "own": "care"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Not the same as our" in page
    assert "Your copy differs" in page
    assert client.post(address, {"split": "care"}).status_code == 302
    assert client.post(address, {"split": "care"}).status_code == 404
    assert client.post(address, {"join": added.key, "own": "nonsense"}).status_code == 409
    same = [key for key, one in offered(release).items() if one.identical]
    assert client.post(address, {"take": same}).status_code == 302
    page = client.get(address).content.decode()
    assert "identical: take all" not in page
    assert f"{number} of {number + 1} changes are decided" in page
    assert len(texts(draft)) == number + 2


def test_a_number_that_both_added_is_said_on_the_page(client_at: Callable[..., Client], staff: Staff) -> None:
    ours = with_other_keys(document())
    mine = Provision("care", Kind.OBLIGATION, None, "99.", "Lock your office when you leave it.")
    own_draft(replace(ours, provisions=(*ours.provisions, mine)))
    theirs = Provision("fair", Kind.OBLIGATION, None, "99.", "Share the lines of the house fairly.")
    release = upstream_posts(replace(document(), provisions=(*document().provisions, theirs)))
    page = client_at("acme", staff(Role.EDITOR)).get(f"/desk/policy/upstream/{release.pk}/").content.decode()
    assert "You have this number already" in page
    assert "Your own 99 has this number already" in page


def test_machines_join_and_split(client_at: Callable[..., Client], staff: Staff) -> None:
    _draft, release = own_and_theirs()
    client = client_at("acme", staff(Role.EDITOR))
    at = f"/api/v1/releases/{release.pk}"
    (added,) = [one for one in client.get(f"{at}/offers/").json() if one["joinable"]]
    assert (added["upstream_key"], added["identical"], added["beside"]) == ("new", False, "")
    sent = {"key": added["key"], "own": "care"}
    joined = client.post(f"{at}/join/", sent, content_type="application/json")
    assert (joined.status_code, joined.json()["own"], joined.json()["theirs"]) == (200, "care", "new")
    split = client.post(f"{at}/split/", {"key": "care"}, content_type="application/json")
    assert (split.status_code, split.json()["theirs"]) == (200, "new")
    auditor = client_at("acme", staff(Role.AUDITOR))
    for verb in ("join", "split"):
        assert auditor.post(f"{at}/{verb}/", {}).status_code == 403
