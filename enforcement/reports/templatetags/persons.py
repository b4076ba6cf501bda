"""Says who stands behind a pseudonym."""

import uuid
from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def named(pseudonym: uuid.UUID | None, names: Mapping[uuid.UUID, str]) -> str:
    """The person's name from `names_of`, or that it was erased: `{{ case.opened_by|named:names }}`."""
    if pseudonym is None:
        return str(_("the system"))
    return names.get(pseudonym) or str(_("somebody whose name was erased"))
