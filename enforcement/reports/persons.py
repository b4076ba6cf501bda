"""Finds the people behind pseudonyms, for pages; what is frozen names them by pseudonym only."""

import uuid
from collections.abc import Iterable

from tenants.people.models import User


def names_of(pseudonyms: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Returns the name of each person that is still known; an erased one is missing."""
    wanted = {pseudonym for pseudonym in pseudonyms if pseudonym}
    return {user.pseudonym: str(user) for user in User.objects.filter(pseudonym__in=wanted)}
