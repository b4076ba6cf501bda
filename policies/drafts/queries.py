"""Reads of a draft for its writers: its outline, its defined terms, and what was said about it."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from policies.documents import definitions, digest, provision_digest
from policies.documents.model.codec import document_from_json, provision_to_json
from policies.documents.model.editions import Rendered
from policies.documents.model.terms import undefined, uses
from policies.drafts.models import Draft, DraftApproval, DraftComment, DraftStatus, DraftWriter, PreparedEdition
from policies.versions.models import PostedProvision
from tenants.customers.models import Agreement
from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A capitalised word: the key of the provision that defines it, and how many agreements do (R1)."""

    term: str
    defined_in: str
    agreements: int
    used_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers; `changed`: its provision no longer says the words it spoke about, or is gone."""

    comment: DraftComment
    answers: tuple[DraftComment, ...]
    path: str
    changed: bool
    gone: bool


def outline_of(draft: Draft) -> Iterator[dict[str, Any]]:
    """Every provision in reading order with its place and its digest."""
    for placed in document_from_json(draft.document).walk():
        yield {
            **provision_to_json(placed.provision),
            "path": placed.path,
            "parent_key": placed.parent_key,
            "position": placed.position,
            "digest": provision_digest(placed.provision),
        }


def terms_of(draft: Draft) -> list[DefinedTerm]:
    """Every term that the draft or an agreement defines and the draft uses, and capitalised words nobody defines."""
    document = document_from_json(draft.document)
    own, theirs = definitions(document), agreement_terms()
    known = {**dict.fromkeys(theirs, ""), **own}
    loose = undefined(document, known)
    used = uses(document, {**known, **loose})
    return [
        DefinedTerm(term, known.get(term, ""), theirs.get(term, 0), used[term])
        for term in sorted(used, key=str.casefold)
        if used[term] or term in own
    ]


def agreement_terms() -> dict[str, int]:
    """Terms that agreements define, with in how many of them."""
    found: dict[str, int] = {}
    for terms in Agreement.objects.exclude(defined_terms={}).values_list("defined_terms", flat=True):
        for term in terms:
            found[term] = found.get(term, 0) + 1
    return found


def threads_of(draft: Draft) -> list[Thread]:
    """What was said about the draft, the oldest first, each with its answers."""
    comments = list(DraftComment.objects.filter(draft=draft.pk).order_by("said_at", "id"))
    answers: dict[uuid.UUID | None, list[DraftComment]] = {}
    for comment in comments:
        answers.setdefault(comment.thread_id, []).append(comment)
    document = document_from_json(draft.document)
    placed = document.placed()
    now = {key: provision_digest(one.provision) for key, one in placed.items()} | {"": digest(document)}
    return [
        Thread(
            comment,
            tuple(answers.get(comment.pk, ())),
            placed[comment.key].path if comment.key in placed else "",
            changed=now.get(comment.key) != comment.digest,
            gone=comment.key not in now,
        )
        for comment in answers.get(None, ())
    ]


def writers_of(draft: Draft) -> list[uuid.UUID]:
    """Who wrote in the draft since it began, by pseudonym, in the order they first did."""
    return list(DraftWriter.objects.filter(draft=draft.pk).order_by("since").values_list("person", flat=True))


def approval_of(draft: Draft) -> DraftApproval | None:
    """The approval that stands, if any."""
    if draft.status != DraftStatus.APPROVED:
        return None
    return DraftApproval.objects.filter(draft=draft.pk, revision=draft.revision).first()


def names_of(pseudonyms: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The name of each person that is still known; an erased one is missing."""
    wanted = {pseudonym for pseudonym in pseudonyms if pseudonym}
    return {user.pseudonym: str(user) for user in User.objects.filter(pseudonym__in=wanted)}


def words_of(edition: PreparedEdition) -> dict[str, Rendered]:
    """The words of an edition in preparation, by provision; the empty key is the title."""
    return {key: Rendered(one["text"], one["of"]) for key, one in edition.words.items()}


def known_keys(draft: Draft) -> set[str]:
    """Every key that already means something else: in any posted version and in the release the draft follows."""
    posted = PostedProvision.objects.filter(version__policy=draft.policy_id).values_list("key", flat=True).distinct()
    base = document_from_json(draft.base_document).placed() if draft.base_document else {}
    return {*posted, *base}
