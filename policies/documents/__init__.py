"""Policy documents as values: import, compare, merge, digest and print them, without a database."""

from policies.documents.anatomy import citable, general_clauses, missing_parts, prohibitions, remedies
from policies.documents.categories import CATEGORIES, Category
from policies.documents.compare import Change, Comparison, Op, apply, compare, only_formatting
from policies.documents.digest import canonical_bytes, digest, provision_digest
from policies.documents.importing import Imported, import_document
from policies.documents.merge import TO_DECIDE, Offer, Status, follow, take
from policies.documents.model import Document, Kind, Placed, Provision, Variable
from policies.documents.proposals import Proposal
from policies.documents.reconcile import merge_provision, merge_words
from policies.documents.redline import Segment, redline
from policies.documents.render import to_text
from policies.documents.source import LeftOut, NotImportable
from policies.documents.suggestions import Because, Suggestion, suggestions
from policies.documents.terms import Piece, definitions, linked
from policies.documents.variables import Foreign, Unresolved, fill, foreign_names, variables_in
from policies.documents.wire import Malformed, loads
from policies.documents.words import Difference, WordCount, compare_words

__all__ = [
    "CATEGORIES",
    "TO_DECIDE",
    "Because",
    "Category",
    "Change",
    "Comparison",
    "Difference",
    "Document",
    "Foreign",
    "Imported",
    "Kind",
    "LeftOut",
    "Malformed",
    "NotImportable",
    "Offer",
    "Op",
    "Piece",
    "Placed",
    "Proposal",
    "Provision",
    "Segment",
    "Status",
    "Suggestion",
    "Unresolved",
    "Variable",
    "WordCount",
    "apply",
    "canonical_bytes",
    "citable",
    "compare",
    "compare_words",
    "definitions",
    "digest",
    "fill",
    "follow",
    "foreign_names",
    "general_clauses",
    "import_document",
    "linked",
    "loads",
    "merge_provision",
    "merge_words",
    "missing_parts",
    "only_formatting",
    "prohibitions",
    "provision_digest",
    "redline",
    "remedies",
    "suggestions",
    "take",
    "to_text",
    "variables_in",
]
