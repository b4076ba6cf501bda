"""What is proposed of a draft's provisions and variables, beside what they are, for somebody to confirm."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from policies.documents import Because, Document, Doubt, Imported, Kind, Placed, Suggestion, suggestions, variables_in
from policies.documents.model.codec import document_from_json
from policies.documents.model.variables import MENTION
from policies.drafts.models import Draft

FIELDS = ("kind", "category", "needs_authorization", "discretionary", "acknowledge_separately")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One provision, what its words propose it to be, and the paths of those above that it follows."""

    placed: Placed
    suggestion: Suggestion
    paths: dict[str, str]
    unconfirmed: bool = False

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it first: its words are in doubt, or it is not what they propose."""
        return not self.suggestion.sure

    @property
    def fits(self) -> bool:
        """Whether it is what is proposed."""
        return self.suggestion.fits(self.placed.provision)

    @property
    def reasons(self) -> Iterator[tuple[Because, str]]:
        """Why each field is proposed, with the path of the provision above that says so."""
        for reason in self.suggestion.reasons:
            yield reason, self.paths.get(reason.of or "", "")

    def to_json(self) -> dict[str, Any]:
        """The proposal for machines."""
        provision = self.placed.provision
        return {
            "key": self.placed.key,
            "path": self.placed.path,
            "text": provision.text,
            **{name: getattr(provision, name) for name in FIELDS},
            "proposed": {name: getattr(self.suggestion, name) for name in FIELDS},
            "sure": self.suggestion.sure,
            "doubt": self.suggestion.doubt,
            "confirmed": not self.unconfirmed,
            "reasons": [{"field": one.field, "words": one.words, "of": one.of} for one in self.suggestion.reasons],
        }


@dataclass(frozen=True, slots=True)
class ProposedVariable:
    """A variable that the words mention, what it stands for, and where it stands."""

    name: str
    value: str
    places: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The variable for machines."""
        return {"name": self.name, "value": self.value, "places": list(self.places)}


@dataclass(frozen=True, slots=True)
class Certainty:
    """How many of the provisions that are no headings are proposed without doubt; none is where `read` is false."""

    sure: int
    of: int
    read: bool


def certainty_of(proposed: list[Proposed]) -> Certainty:
    """Counts; `read` is false where the words are in a language of which nothing is proposed."""
    counted = [one for one in proposed if one.placed.provision.kind is not Kind.HEADING]
    read = not any(one.suggestion.doubt is Doubt.LANGUAGE for one in counted)
    return Certainty(sum(one.suggestion.sure for one in counted), len(counted), read)


def proposed_provisions(document: Document, unconfirmed: Collection[str] = ()) -> list[Proposed]:
    """Every provision in reading order; `unconfirmed` are the keys of those that nobody has confirmed."""
    placed, made, waiting = document.placed(), suggestions(document), set(unconfirmed)
    paths = {key: one.path for key, one in placed.items()}
    return [Proposed(one, made[key], paths, key in waiting) for key, one in placed.items()]


def proposed_variables(document: Document, values: dict[str, str]) -> list[ProposedVariable]:
    """Every variable in the order of its first mention; `places` are keys, `(title)` for the title."""
    texts = [("(title)", document.title), *((one.key, one.provision.text) for one in document.walk())]
    return [
        ProposedVariable(name, values.get(name, ""), tuple(key for key, text in texts if name in MENTION.findall(text)))
        for name in variables_in(document)
    ]


def proposals_json(draft: Draft) -> dict[str, Any]:
    """All of it for machines."""
    document = document_from_json(draft.document)
    proposed = proposed_provisions(document, draft.unconfirmed)
    certainty = certainty_of(proposed)
    return {
        "revision": draft.revision,
        "sure": certainty.sure,
        "of": certainty.of,
        "language_read": certainty.read,
        "provisions": [one.to_json() for one in proposed],
        "variables": [one.to_json() for one in proposed_variables(document, draft.values)],
    }


def imported_json(imported: Imported) -> dict[str, Any]:
    """What an import counted, lost or invented, left out, and found to be variables, for machines."""
    return {
        "words_in_source": imported.words.source,
        "words_in_document": imported.words.result,
        "differences": [
            {"op": one.op, "words": list(one.words), "at": one.at, "context": one.context}
            for one in imported.words.differences
        ],
        "left_out": [
            {"line": one.line, "page": one.page, "text": one.text, "reason": one.reason} for one in imported.left_out
        ],
        "variables_found": [
            {"name": one.name, "found_text": one.found_text, "places": list(one.places), "reason": one.reason}
            for one in imported.proposals
        ],
    }
