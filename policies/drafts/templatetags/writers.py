"""Says who stands behind a pseudonym."""

import uuid
from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def written_by(pseudonym: uuid.UUID | None, names: Mapping[uuid.UUID, str]) -> str:
    """The person's name from `names_of`, or that it was erased: `{{ comment.said_by|written_by:names }}`."""
    return (names.get(pseudonym) if pseudonym else None) or str(_("somebody whose name was erased"))
