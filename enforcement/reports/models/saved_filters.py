"""How people want to see the inbox."""

import uuid
from typing import Final

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

LONGEST_NAME: Final = 60
LONGEST_QUERY: Final = 500


class SavedFilter(models.Model):
    """How somebody wants to see the inbox, under a name of their own; `query` is the address's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("person", Lower("name"), name="saved_filter_name")]

    def __str__(self) -> str:
        return self.name
