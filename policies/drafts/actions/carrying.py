"""What a draft that begins takes with it from the version posted last, beside its words."""

from policies.documents.model.codec import document_from_json
from policies.documents.model.editions import carried
from policies.drafts.models import Draft, PreparedEdition
from policies.versions.queries import standing_versions, template_of


def carry_editions(draft: Draft) -> None:
    """Gives a draft that just began the editions of the version posted last; keys that go on keep their words."""
    last = standing_versions(draft.policy).order_by("-effective_at").first()
    if last is None:
        return
    governing = template_of(last)
    for edition in last.editions.all():
        words = carried(governing, document_from_json(edition.template))
        PreparedEdition.objects.create(
            draft=draft,
            language=edition.language,
            words={key: {"text": one.text, "of": one.of} for key, one in words.items()},
            updated_at=draft.updated_at,
            updated_by=draft.updated_by,
        )
