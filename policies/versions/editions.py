"""Reading a version in one of its languages; whichever is read, the governing words bind (R3, R13)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.documents import Document
from policies.documents.model.codec import document_from_json
from policies.versions.languages import direction, language_name
from policies.versions.models import Edition, PolicyVersion
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Reading:
    """A version in one language: its governing words, or an edition of them."""

    version: PolicyVersion
    edition: Edition | None

    @property
    def source(self) -> PolicyVersion | Edition:
        """Where the words stand."""
        return self.edition or self.version

    @property
    def language(self) -> str:
        """The language of the words."""
        return self.edition.language if self.edition else governing_language(self.version)

    @property
    def digest(self) -> str:
        """The digest of the words read, which for an edition is its own."""
        return self.source.digest

    @property
    def document(self) -> Document:
        """The words."""
        return document_from_json(self.source.document)

    @property
    def name(self) -> str:
        """The language's own name."""
        return language_name(self.language)

    @property
    def direction(self) -> str:
        """Which way the language is written: `ltr` or `rtl`."""
        return direction(self.language)

    @property
    def governing(self) -> str:
        """The own name of the language that governs."""
        return language_name(governing_language(self.version))


@dataclass(frozen=True, slots=True)
class Choice:
    """A language that a version can be read in."""

    code: str
    name: str
    digest: str
    governs: bool


def governing_language(version: PolicyVersion) -> str:
    """The language of the words that bind."""
    return str(version.document["language"])


def languages_of(version: PolicyVersion) -> list[Choice]:
    """The languages of a version, the governing one first."""
    governing = governing_language(version)
    first = Choice(governing, language_name(governing), version.digest, governs=True)
    named = sorted(version.edition_digests.items())
    return [first, *(Choice(code, language_name(code), digest, governs=False) for code, digest in named)]


def read_in(version: PolicyVersion, language: str) -> Reading:
    """The version in a language, empty for the governing one; raises Refused (`no_edition`, 404)."""
    code = language.strip().lower()
    if code in {"", governing_language(version).lower()}:
        return Reading(version, None)
    edition = version.editions.filter(language=code).first() if code in version.edition_digests else None
    if edition is None:
        sentence = _("Version %(number)d is not there in “%(asked)s”. Read it in one of: %(languages)s.") % {
            "number": version.number,
            "asked": language,
            "languages": ", ".join(f"{one.name} ({one.code})" for one in languages_of(version)),
        }
        raise Refused("no_edition", sentence, status=404)
    return Reading(version, edition)
