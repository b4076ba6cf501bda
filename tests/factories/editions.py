"""Editions in other languages for tests: every word of them says in which language it is."""

from policies.documents.model.codec import document_from_json
from policies.documents.model.editions import rows
from policies.drafts.actions import add_edition, post_version, word_edition
from policies.drafts.models import Draft, PreparedEdition
from policies.drafts.queries import words_of
from policies.versions.models import Policy, PolicyVersion
from tests.factories.versions import draft, writer


def prepared(kept: Draft | None = None, language: str = "nl") -> PreparedEdition:
    """A complete edition of a draft, each text with the language before it."""
    edition = add_edition(by=writer(), draft=kept or draft(), language=language)
    return worded(edition)


def worded(edition: PreparedEdition) -> PreparedEdition:
    """The edition with every place worded that was not."""
    for row in rows(document_from_json(edition.draft.document), words_of(edition)):
        text = f"{edition.language}: {row.governing}"
        edition = word_edition(by=writer(), edition=edition, key=row.key, text=row.text or text)
    return edition


def posted_in(language: str = "nl") -> PolicyVersion:
    """The first version, posted in a further language."""
    prepared(language=language)
    return post_version(by=writer(), policy=Policy.objects.get(), summary="In two languages.")
