"""Which parts a policy must have before it can be enforced, and which of them can be cited (R9, R10, R13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from policies.documents.model.document import Kind

if TYPE_CHECKING:
    from policies.documents.model.document import Document, Placed

REQUIRED: Final = (Kind.PROHIBITION, Kind.REMEDY)
#: Words of the four languages in which an import proposes what provisions do.
_INCLUDING: Final = re.compile(
    r"\b(?:includ(?:e|es|ing)|not limited to|such as|among others|waaronder|onder meer|onder andere|zoals"
    r"|einschließlich|insbesondere|unter anderem|y compris|notamment|tels? que|telles? que)\b",
    re.IGNORECASE,
)
_WHOLE_SENTENCE: Final = re.compile(r"[.!][”\"’')\]]*$")
_ANNOUNCING: Final = re.compile(r"\b(?:following|as follows|below)\b[^.]*\.$", re.IGNORECASE)
_TAIL: Final = 200  # characters of the end of a sentence that tell whether it announces a list
_CREDIT: Final = re.compile(r"credits?\b|\b(?:tegoed\w*|\w*gutschrift\w*|crédits?|un avoir|avoirs)\b", re.IGNORECASE)
_MEASURE: Final = re.compile(
    r"\b(?:suspen\w+|terminat\w+|restrict\w*|disabl\w+|remov\w+|limit\w*|throttl\w+"
    r"|opschort\w*|opgeschort|beëindig\w*|ontbind\w*|blokke\w+|geblokkeerd|beperk\w*|verwijder\w*|afgesloten|afsluit\w*"
    r"|sperr\w+|gesperrt|kündig\w+|gekündigt|beend\w+|beschränk\w*|gelöscht|lösch\w+|entfern\w+|einstell\w+|schließ\w*"
    r"|suspend\w*|résili\w+|restrei\w+|bloqu\w+|supprim\w+|retir\w+|ferm\w+)",
    re.IGNORECASE,
)


def missing_parts(document: Document) -> tuple[Kind, ...]:
    """Names those of prohibition and remedy that the document has none of."""
    present = {placed.provision.kind for placed in document.walk()}
    return tuple(kind for kind in REQUIRED if kind not in present)


def prohibitions(document: Document) -> tuple[Placed, ...]:
    """Returns the prohibitions citable one by one, in reading order: those with no prohibition below them (R13)."""
    return tuple(
        placed for placed in document.walk() if placed.provision.kind is Kind.PROHIBITION and not _has_parts(placed)
    )


def general_clauses(document: Document) -> tuple[Placed, ...]:
    """Returns the prohibitions that reach further than their list, “including but not limited to”.

    They can be cited too, and then owe a written rationale (R13); “You shall not:” by itself says nothing and cannot.
    """
    return tuple(
        placed
        for placed in document.walk()
        if placed.provision.kind is Kind.PROHIBITION and _has_parts(placed) and _INCLUDING.search(placed.provision.text)
    )


def citable(document: Document) -> tuple[Placed, ...]:
    """Returns everything that a determination may cite, in reading order."""
    keys = {placed.key for placed in (*prohibitions(document), *general_clauses(document))}
    return tuple(placed for placed in document.walk() if placed.key in keys)


def remedies(document: Document) -> tuple[Placed, ...]:
    """Returns the remedy provisions in reading order."""
    return tuple(placed for placed in document.walk() if placed.provision.kind is Kind.REMEDY)


def measure_remedies(document: Document) -> tuple[Placed, ...]:
    """Returns the remedies that speak of suspending, terminating or restricting (R9)."""
    return tuple(placed for placed in remedies(document) if _MEASURE.search(placed.provision.text))


def credit_remedies(document: Document) -> tuple[Placed, ...]:
    """Returns the remedies that speak of service credits (R10); without one no interruption is excluded."""
    return tuple(placed for placed in remedies(document) if _CREDIT.search(placed.provision.text))


def _has_parts(placed: Placed) -> bool:
    """Tells whether a prohibition only leads into others; a whole sentence that others come after says its own."""
    text = placed.provision.text
    alone = _WHOLE_SENTENCE.search(text) and not _INCLUDING.search(text) and not _ANNOUNCING.search(text[-_TAIL:])
    return not alone and any(child.kind is Kind.PROHIBITION for child in placed.provision.children)
