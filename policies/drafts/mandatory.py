"""Whether a draft keeps what upstream made mandatory, and the refusal that names what it alters (R3, R4)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.documents import document_from_json
from policies.documents.continuity.counterparts import in_own_keys
from policies.documents.model.mandatory import Alteration, Altered, altered
from policies.drafts.models import Draft
from policies.versions.queries import mandatory_in, own_keys, release_followed
from tenants.resellers.refusals import Refused

#: Each way of not keeping a mandatory provision, as a sentence says it.
ALTERATIONS = {
    Alteration.DELETED: gettext_lazy("it is missing"),
    Alteration.WORDS: gettext_lazy("its words differ; whole sentences may only be added after them"),
    Alteration.MEANING: gettext_lazy("its kind or a mark differs"),
    Alteration.MOVED: gettext_lazy("it stands below another provision"),
}


def altered_in(draft: Draft) -> list[Altered]:
    """The mandatory provisions of the release that the draft follows which the draft does not keep."""
    release = release_followed(draft.policy, draft.base_publisher, draft.base_number)
    if release is None or not release.mandatory:
        return []
    keys = own_keys(draft.policy, release.publisher)
    theirs, ours = in_own_keys(document_from_json(release.document), keys), document_from_json(draft.document)
    return list(altered(theirs, mandatory_in(release, keys), ours))


def mandatory_for(draft: Draft) -> dict[str, str]:
    """The keys that the release which the draft follows makes mandatory, each with its contractual basis."""
    release = release_followed(draft.policy, draft.base_publisher, draft.base_number)
    return mandatory_in(release, own_keys(draft.policy, release.publisher)) if release else {}


def mandatory_or_refused(draft: Draft) -> None:
    """Raises Refused (`altered_mandatory`) naming each mandatory provision that the draft does not keep."""
    if found := altered_in(draft):
        raise refusal(found, mandatory_for(draft))


def refusal(found: list[Altered], bases: Mapping[str, str]) -> Refused:
    """The refusal that names each provision, what is wrong with it and its contractual basis, one of `bases`."""
    details: list[dict[str, Any]] = [
        {
            "key": one.placed.key,
            "path": one.placed.path,
            "how": one.how.value,
            "basis": bases.get(one.placed.key, ""),
        }
        for one in found
    ]
    named = "; ".join(f"{one.placed.path} ({ALTERATIONS[one.how]})" for one in found)
    basis = "; ".join(dict.fromkeys(filter(None, (one["basis"] for one in details))))
    sentence = _("Upstream made these provisions mandatory, so they must stay as they are: %s.") % named
    if basis:
        sentence += " " + _("Its basis: %s.") % basis.rstrip(".")
    return Refused("altered_mandatory", sentence, status=422, details={"provisions": details})
