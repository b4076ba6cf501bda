"""Policy documents as values: import, compare, merge, digest and print them, without a database."""

from policies.documents.comparing.compare import Change, Comparison, Op, compare, only_formatting
from policies.documents.comparing.redline import Segment, redline
from policies.documents.importing import Imported, import_document
from policies.documents.merging.merge import TO_DECIDE, Offer, Status, follow, take
from policies.documents.merging.reconcile import merge_provision, merge_words
from policies.documents.model.anatomy import citable, general_clauses, missing_parts, prohibitions, remedies
from policies.documents.model.categories import CATEGORIES, Category
from policies.documents.model.codec import Malformed, document_from_json, document_to_json, loads
from policies.documents.model.digest import canonical_bytes, digest, provision_digest
from policies.documents.model.document import Document, Kind, Placed, Provision, Variable
from policies.documents.model.terms import Piece, definitions, linked
from policies.documents.model.variables import Foreign, Unresolved, fill, foreign_names, variables_in
from policies.documents.printing.plain_text import to_text
from policies.documents.proposing.inheriting import Doubt
from policies.documents.proposing.proposals import Proposal
from policies.documents.proposing.suggestions import Because, Suggestion, suggestions
from policies.documents.reading.source import LeftOut, NotImportable
from policies.documents.reading.words import Difference, WordCount, compare_words

__all__ = [
    "CATEGORIES",
    "TO_DECIDE",
    "Because",
    "Category",
    "Change",
    "Comparison",
    "Difference",
    "Document",
    "Doubt",
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
    "canonical_bytes",
    "citable",
    "compare",
    "compare_words",
    "definitions",
    "digest",
    "document_from_json",
    "document_to_json",
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
