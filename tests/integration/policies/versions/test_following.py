"""Following upstream: the whole release first, then only what was chosen, with the reseller's own names."""

from collections.abc import Callable

import pytest
from django.test import Client

from policies.documents import Document, Status
from policies.versions.actions import post_version, take_over_release
from policies.versions.models import Draft, Policy, PolicyVersion
from policies.versions.offers import offers_of, own_copy
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
    """One provision deleted, one reworded, one added in its place, against `document()`."""
    return without(
        document(spam="sending any bulk mail;", reporting="Report to {{abuse_mailbox}} at once."), "scanning"
    )


def followed() -> PolicyVersion:
    draft = take_over_release(by=writer(), release=upstream_posts())
    return post_version(by=writer(), policy=draft.policy, summary="Taken over from the vendor.")


def texts(draft: Draft) -> dict[str, str]:
    return {key: placed.provision.text for key, placed in Document.from_json(draft.document).placed().items()}


def test_the_first_take_over_is_the_whole_release_with_ones_own_names() -> None:
    version = followed()
    words = str(version.document)
    assert "Acme Telecom B.V." in words
    assert "Vendor" not in words
    assert "vendor.example" not in words
    assert (version.base_publisher, version.base_number) == ("vendor", 1)
    assert [row.key for row in version.provisions.all()] == list(document().placed())


def test_each_change_is_offered_against_ones_own_copy() -> None:
    followed()
    release = upstream_posts(second_release())
    offers = {offer.key: offer for offer in offers_of(release, own_copy(Policy.objects.get()))}
    assert {key: (offer.offer.op, offer.offer.status) for key, offer in offers.items()} == {
        "reporting": ("modified", Status.CLEAN),
        "spam": ("modified", Status.CLEAN),
        "scanning": ("deleted", Status.CLEAN),
    }
    assert [part.text for part in offers["spam"].own if part.op == "insert"]


def test_only_what_was_chosen_is_taken_over_and_a_rewording_stands() -> None:
    followed()
    release = upstream_posts(second_release())
    draft = take_over_release(
        by=writer(), release=release, keys=["scanning", "spam"], rewordings={"spam": "sending bulk mail to strangers;"}
    )
    found = texts(draft)
    assert "scanning" not in found
    assert found["spam"] == "sending bulk mail to strangers;"
    assert found["reporting"] == "Report violations to {{abuse_mailbox}}."
    version = post_version(by=writer(), policy=draft.policy, summary="Following the vendor.")
    assert (version.number, version.base_number) == (2, 2)
    with pytest.raises(Refused, match="already follows"):
        take_over_release(by=writer(), release=release, keys=["reporting"])


def test_ones_own_words_are_a_conflict_and_stay_unless_taken() -> None:
    draft = take_over_release(by=writer(), release=upstream_posts(), rewordings={"spam": "our own words;"})
    release = upstream_posts(second_release())
    offers = {offer.key: offer.offer.status for offer in offers_of(release, own_copy(draft.policy))}
    assert offers["spam"] is Status.CONFLICT
    assert texts(take_over_release(by=writer(), release=release))["spam"] == "our own words;"


def test_a_provision_nobody_has_is_refused() -> None:
    followed()
    release = upstream_posts(second_release())
    with pytest.raises(Refused) as caught:
        take_over_release(by=writer(), release=release, keys=["nonsense"])
    assert caught.value.code == "no_provision"
    assert not Draft.objects.exists()


def test_the_desk_shows_both_redlines_and_takes_over_what_is_ticked(
    client_at: Callable[..., Client], staff: Staff
) -> None:
    followed()
    release = upstream_posts(second_release())
    client = client_at("acme", staff(Role.EDITOR))
    assert "offers release 2" in client.get("/desk/policy/").content.decode()
    page = client.get(f"/desk/policy/upstream/{release.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("What the vendor changed") == 3
    assert "<ins>" in text
    sent = {"take_spam": "on", "words_spam": "sending bulk mail to strangers;", "words_reporting": "ignored"}
    assert client.post(f"/desk/policy/upstream/{release.pk}/", sent).status_code == 302
    found = texts(Draft.objects.get())
    assert found["spam"] == "sending bulk mail to strangers;"
    assert "scanning" in found
    assert found["reporting"] == "Report violations to {{abuse_mailbox}}."


def test_machines_see_offers_and_take_over(client_at: Callable[..., Client], staff: Staff) -> None:
    release = upstream_posts()
    client = client_at("acme", staff(Role.EDITOR))
    assert [row["number"] for row in client.get("/api/v1/releases/").json()["results"]] == [1]
    assert len(client.get(f"/api/v1/releases/{release.pk}/offers/").json()) == len(document().placed())
    answer = client.post(f"/api/v1/releases/{release.pk}/take-over/", {}, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["values"]["company"] == "Acme Telecom B.V."
    auditor = client_at("acme", staff(Role.AUDITOR))
    assert auditor.post(f"/api/v1/releases/{release.pk}/take-over/", {}).status_code == 403
    with standing_in("beta"):
        posted_policy()
    assert all(row["publisher"] == "vendor" for row in client.get("/api/v1/releases/").json()["results"])
