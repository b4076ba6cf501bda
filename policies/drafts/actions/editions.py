"""The draft in other languages: adding an edition, wording it, importing it, dropping it; which language governs."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from policies.documents import Document, NotImportable, digest, import_document
from policies.documents.continuity.aligning import Misaligned, aligned
from policies.documents.model.codec import document_from_json, document_to_json
from policies.documents.model.editions import Rendering, in_language, rows, unknown_variables, with_mentions
from policies.documents.model.variables import variables_in, with_proposals
from policies.drafts.actions.filling import filled_or_refused
from policies.drafts.actions.revising import checked, locked, plain, revise, save
from policies.drafts.models import Draft, PreparedEdition
from policies.drafts.queries import words_of
from policies.versions.languages import known_or_refused, language_name
from policies.versions.models import Edition, PolicyVersion
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tenants.resellers.turns import turn


@dataclass(frozen=True, slots=True)
class Filled:
    """An edition as it would be posted."""

    language: str
    template: Document
    document: Document

    @property
    def digest(self) -> str:
        """The digest of its own words."""
        return digest(self.document)


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def set_language(*, by: User, draft: Draft, language: str, revision: int | None = None) -> Draft:
    """Says in which language the governing words are. Raises Refused: `no_language`, `edition_there`, `stale`."""
    code = known_or_refused(language)

    def change(document: Document) -> Document:
        if code != document.language and draft.editions.filter(language=code).exists():
            sentence = _("There is an edition in %s already; drop it first.") % language_name(code)
            raise Refused("edition_there", sentence)
        return replace(document, language=code)

    facts = {"language": code}
    return revise(by=by, draft=draft, revision=revision, verb="draft.language_set", change=change, facts=facts)


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def add_edition(*, by: User, draft: Draft, language: str) -> PreparedEdition:
    """Begins an edition in another language, without words yet.

    Raises Refused: `no_language`, `governing_language`, `edition_there`.
    """
    kept = locked(draft, revision=None)
    code = known_or_refused(language)
    if code == document_from_json(kept.document).language:
        sentence = _("%s is the governing language; the draft itself is in it.") % language_name(code)
        raise Refused("governing_language", sentence, status=422)
    if kept.editions.filter(language=code).exists():
        raise Refused("edition_there", _("There is an edition in %s already.") % language_name(code))
    edition = PreparedEdition(draft=kept, language=code)
    _store(by=by, kept=kept, edition=edition, verb="draft.edition_added", facts={})
    return edition


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def word_edition(
    *, by: User, edition: PreparedEdition, key: str, text: str, seen: str | None = None
) -> PreparedEdition:
    """Says a provision (empty `key`: the title) in the edition's language; it then renders the governing words of now.

    `seen` is the text its writer saw; an empty `text` takes the words out. Raises Refused: `no_provision`,
    `no_variable`, `edition_gone`; `changed` where somebody else worded it meanwhile.
    """
    kept, mine = _locked(edition)
    governing = document_from_json(kept.document)
    row = next((one for one in rows(governing, words_of(mine)) if one.key == key), None)
    if row is None:
        sentence = _("The draft has no provision “%s” any more.") % key
        raise Refused("no_provision", sentence, status=404, details={"key": key})
    wanted = plain(text)
    if seen is not None and row.text not in {plain(seen), wanted}:
        sentence = _("Somebody else has worded this since you opened it: “%s”. Nothing of yours is saved yet.")
        raise Refused("changed", sentence % row.text, details={"theirs": row.text})
    _mentions_or_refused(governing, [wanted])
    if (wanted, row.governing) == (row.text, row.of):
        return mine
    words = {name: word for name, word in mine.words.items() if name != key}
    mine.words = {**words, key: {"text": wanted, "of": row.governing}} if wanted else words
    _store(by=by, kept=kept, edition=mine, verb="draft.edition_worded", facts={"key": key})
    return mine


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def import_edition(*, by: User, edition: PreparedEdition, data: bytes, filename: str) -> PreparedEdition:
    """Takes the words of a translated file of the same build; values of variables in it become mentions again (R3).

    Raises Refused: `not_importable`, `edition_built_otherwise` naming where it first differs,
    `no_variable`, `edition_gone`, `busy` (503).
    """
    kept, mine = _locked(edition)
    governing = document_from_json(kept.document)
    try:
        with turn("reading"):
            imported = import_document(
                data, filename=filename, language=mine.language, previous=governing, limit=settings.UPLOAD_LIMIT
            )
        texts = aligned(governing, with_proposals(imported.document))
    except NotImportable as error:
        raise Refused("not_importable", str(error), status=422) from error
    except Misaligned as error:
        placed = governing.placed().get(error.key)
        sentence = _(
            "The file is built otherwise than the draft; they part at %s. Give it the same headings, lists and"
            " sentences there, or word the edition here."
        ) % (placed.path if placed else _("the end"))
        raise Refused("edition_built_otherwise", sentence, status=422, details={"key": error.key}) from error
    values = {name: kept.values[name] for name in variables_in(governing) if kept.values.get(name)}
    wanted = {key: with_mentions(plain(text), values) for key, text in texts.items()}
    _mentions_or_refused(governing, wanted.values())
    of = {row.key: row.governing for row in rows(governing, {})}
    mine.words = {key: {"text": text, "of": of[key]} for key, text in wanted.items()}
    facts = {"source_digest": hashlib.sha256(data).hexdigest(), "provisions": len(of) - 1}
    _store(by=by, kept=kept, edition=mine, verb="draft.edition_imported", facts=facts)
    return mine


@verb(Permission.EDIT_POLICIES)
@transaction.atomic
def drop_edition(*, by: User, edition: PreparedEdition) -> None:
    """Forgets a prepared edition: the next version is not posted in that language. Raises Refused (`edition_gone`)."""
    kept, mine = _locked(edition)
    language = mine.language
    mine.delete()
    save(by=by, draft=kept, verb="draft.edition_dropped", facts={"language": language})


def filled_editions(draft: Draft, reseller: Reseller) -> list[Filled]:
    """Every prepared edition as it would be posted, by language.

    Raises Refused: `edition_incomplete` naming what is missing or outdated; `unresolved`, `foreign_name`.
    """
    governing = document_from_json(draft.document)
    found = []
    for edition in draft.editions.order_by("language"):
        words = words_of(edition)
        open_ones = [row for row in rows(governing, words) if row.rendering is not Rendering.CURRENT]
        if open_ones:
            places = [row.placed.path if row.placed else _("title") for row in open_ones]
            sentence = _("The edition in %(language)s is not complete. Word it at: %(places)s.") % {
                "language": language_name(edition.language),
                "places": ", ".join(places[:20]) + (" …" if len(places) > 20 else ""),  # noqa: PLR2004 - as many as one reads
            }
            keys = [{"key": row.key, "rendering": row.rendering.value} for row in open_ones]
            details = {"language": edition.language, "provisions": keys}
            raise Refused("edition_incomplete", sentence, status=422, details=details)
        template = in_language(governing, edition.language, {key: one.text for key, one in words.items()})
        found.append(Filled(edition.language, template, filled_or_refused(template, draft.values, reseller)))
    return found


def post_editions(version: PolicyVersion, editions: Iterable[Filled]) -> None:
    """Stores the editions that a version was posted with; the version names their digests already."""
    Edition.objects.bulk_create(
        Edition(
            version=version,
            language=one.language,
            document=document_to_json(one.document),
            template=document_to_json(one.template),
            digest=one.digest,
        )
        for one in editions
    )


def digests_of(editions: Iterable[Filled]) -> dict[str, str]:
    """The digest of each edition by its language."""
    return {one.language: one.digest for one in editions}


def _mentions_or_refused(governing: Document, texts: Iterable[str]) -> None:
    known = dict.fromkeys(variables_in(governing))
    for text in texts:
        if strange := unknown_variables(text, known):
            sentence = _("The governing text mentions no variable “%s”.") % strange[0]
            raise Refused("no_variable", sentence, status=422, details={"variables": list(known)})


def _locked(edition: PreparedEdition) -> tuple[Draft, PreparedEdition]:
    """The draft, locked, and its edition as it is now."""
    kept = locked(edition.draft, revision=None)
    mine = kept.editions.filter(pk=edition.pk).first()
    if mine is None:
        raise Refused("edition_gone", _("Somebody has dropped this edition in the meantime."), status=410)
    mine.draft = kept
    return kept, mine


def _store(*, by: User, kept: Draft, edition: PreparedEdition, verb: str, facts: Mapping[str, object]) -> None:
    """Stores an edition as part of the draft's next revision, unapproved, and records the verb."""
    template = in_language(
        document_from_json(kept.document), edition.language, {key: one["text"] for key, one in edition.words.items()}
    )
    checked(template)
    save(by=by, draft=kept, verb=verb, facts={"language": edition.language, **facts})
    edition.updated_at, edition.updated_by = kept.updated_at, by.pseudonym
    edition.save()
