"""Puts another key in the place of the one a reseller signs with."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.ledger import clock, keys
from tenants.ledger.recording import record
from tenants.resellers.current import connection
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused

_ONE_ROTATION = "SELECT pg_advisory_xact_lock(hashtextextended('ledger.keys ' || %s, 0))"


@transaction.atomic
def rotate_key(*, by: uuid.UUID, reason: str) -> str:
    """Signs with a new key from the commit on; returns its kid. Older keys stay published and keep verifying.

    The ledger names the new key before it signs anything. Raises Refused: `reason_missing`.
    """
    if not reason.strip():
        raise Refused("reason_missing", _("Say why the key is replaced."), status=422)
    schema = connection.schema_name
    with connection.cursor() as cursor:
        cursor.execute(_ONE_ROTATION, [schema])
    at = clock.now()
    old, new = str(keys.signer(schema).kid), keys.create(schema)
    reseller = Reseller.objects.get(schema_name=schema)
    facts = {"old": old, "new": new, "reason": reason.strip()}
    record(verb="key.rotated", at=at, by=by, subject=reseller, facts=facts)
    transaction.on_commit(lambda: keys.sign_with(schema, new))
    return new
