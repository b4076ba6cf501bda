"""A tenant's turn at costly work: two at a time on the whole machine, whichever tenants they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.bounds import turns
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

#: Seconds that somebody waits, and after which it may ask again.
PATIENCE: Final = 4.0
_AGAIN: Final = 10


@contextmanager
def turn(kind: str) -> Iterator[None]:
    """Holds a place for the tenant of this request; raises Refused (`busy`, 503) where others go on before it."""
    try:
        with turns.turn(settings.VAR_DIR / "turns", kind, connection.schema_name, patience=PATIENCE):
            yield
    except turns.Busy:
        sentence = _("Other files are being read at this moment: try again in a minute.")
        raise Refused("busy", sentence, status=503, retry_after=_AGAIN) from None
