"""Before posting, doubtful numbers are shown, and a sentence that counts its parts can be split to be cited."""

from collections.abc import Callable

import pytest
from django.test import Client

from policies.documents import import_document
from policies.documents.model.codec import document_from_json
from policies.drafts.actions import import_draft, split_provision
from policies.drafts.models import Draft
from tenants.people.models import Role
from tenants.resellers.refusals import Refused
from tests.conftest import Staff
from tests.factories.versions import writer

WORDS = """\
# Acceptable Use Policy

1. You must not send more than (1) 100 mails an hour; or (2) 1,000 mails a day.
2. You must not scan ports.

## 4. Remedies

a. We may suspend the service.

## 4. Changes

c. We may change this policy.

7. It binds you then.
"""

ClientAt = Callable[..., Client]

pytestmark = pytest.mark.usefixtures("acme")


def drafted(words: str = WORDS) -> Draft:
    draft, _ = import_draft(by=writer(), data=words.encode(), filename="policy.md")
    return draft


def test_doubtful_numbers_are_shown_on_the_draft_in_review_and_before_posting(
    client_at: ClientAt, staff: Staff
) -> None:
    drafted()
    client = client_at("acme", staff(Role.EDITOR, Role.APPROVER))
    for page in ("/desk/policy/draft/", "/desk/policy/draft/review/", "/desk/policy/post/"):
        words = " ".join(client.get(page).content.decode().split())
        assert "Look at these numbers" in words
        assert "Another provision bears the same number" in words
        assert "It is the first of its list." in words
        assert "A number was left in its words." in words
        assert "It counts 2 parts itself" in words


def test_a_draft_whose_numbers_are_plain_shows_nothing_to_look_at(client_at: ClientAt, staff: Staff) -> None:
    drafted("# Policy\n\n1. You must not spam.\n2. We may suspend you.\n")
    client = client_at("acme", staff(Role.EDITOR))
    assert "Look at these numbers" not in client.get("/desk/policy/draft/").content.decode()


def test_each_part_of_a_sentence_becomes_a_provision_with_its_number_and_no_word_is_lost(
    client_at: ClientAt, staff: Staff
) -> None:
    draft = drafted()
    (whole,) = [one for one in document_from_json(draft.document).each() if "(1)" in one.text]
    client = client_at("acme", staff(Role.EDITOR))
    page = f"/desk/policy/draft/provisions/{whole.key}/split/"
    assert "(2) 1,000 mails a day." in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    draft.refresh_from_db()
    placed = document_from_json(draft.document).placed()
    lead = placed[whole.key].provision
    assert [(placed[one.key].path, one.kind, one.text) for one in (lead, *lead.children)] == [
        ("1", "prohibition", "You must not send more than"),
        ("1(1)", "prohibition", "100 mails an hour; or"),
        ("1(2)", "prohibition", "1,000 mails a day."),
    ]


def test_a_provision_without_parts_is_not_split() -> None:
    draft = drafted("# Policy\n\n1. You must not spam.\n2. We may suspend you.\n")
    (key, *_) = [one.key for one in document_from_json(draft.document).each()]
    with pytest.raises(Refused, match="counts no parts"):
        split_provision(by=writer(), draft=draft, key=key)


def test_a_path_names_one_provision_in_every_version() -> None:
    document = import_document(WORDS.encode(), filename="policy.md").document
    paths = [placed.path for placed in document.walk()]
    assert len(paths) == len(set(paths))
