"""What posting the draft would do, before it is done: what changes, what is missing, whom it reaches, and from when."""

import datetime as dt
from typing import Any

from policies.documents import Document, compare, missing_parts, only_formatting, variables_in
from policies.documents.model.codec import document_from_json
from policies.documents.model.editions import Rendering, rows
from policies.drafts.mandatory import altered_in
from policies.drafts.models import Draft, PreparedEdition
from policies.drafts.numbering import numbering_of
from policies.drafts.queries import words_of
from policies.versions.changes import counts, shown
from policies.versions.forms import KINDS
from policies.versions.languages import language_name
from policies.versions.models import Significance
from policies.versions.queries import standing_versions, template_of
from policies.versions.rules import earliest_effect
from tenants.customers.queries import customers_at
from tenants.ledger import clock
from tenants.resellers.models import Reseller


def about_to_post(draft: Draft, reseller: Reseller) -> dict[str, Any]:
    """The facts for the page and the endpoint; `proposed` is editorial where nothing but formatting changed (R4)."""
    now = clock.now()
    document = document_from_json(draft.document)
    last = standing_versions(draft.policy).order_by("-effective_at").first()
    old = template_of(last) if last else Document(document.title, document.language, document.variables, ())
    comparison = compare(old, document)
    changes = shown(comparison)
    formatting = last is not None and only_formatting(comparison)
    prepared = list(draft.editions.order_by("language"))
    earliest = earliest_effect(now=now, notice_days=reseller.notice_days)
    return {
        "draft": draft,
        "last": last,
        "next_number": draft.policy.versions.count() + 1,
        "changes": changes,
        "counts": counts(changes),
        "only_formatting": formatting,
        "proposed": Significance.EDITORIAL if formatting else Significance.MATERIAL,
        "earliest": earliest if last is not None and earliest > now + dt.timedelta(0) else None,
        "notice_days": reseller.notice_days,
        "languages": [language_name(one.language) for one in prepared],
        "incomplete": [language_name(one.language) for one in prepared if _incomplete(document, one)],
        "only_editions": last is not None and bool(prepared or last.edition_digests) and old == document,
        "numbering": numbering_of(document),
        "to_confirm": draft.to_confirm,
        "unresolved": [name for name in variables_in(document) if not draft.values.get(name)],
        "altered": [one.placed.path for one in altered_in(draft)],
        "missing": [KINDS[kind] for kind in missing_parts(document)],
        "reached": customers_at(now).count(),
    }


def _incomplete(document: Document, edition: PreparedEdition) -> bool:
    return any(row.rendering is not Rendering.CURRENT for row in rows(document, words_of(edition)))
