"""Publishing a transparency report."""

import datetime as dt
import hashlib
from typing import Any, cast

import rfc8785
from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.transparency.models import Publication
from enforcement.transparency.periods import period_named
from enforcement.transparency.queries import computed, standing
from enforcement.transparency.rules import without_small_numbers
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused


@verb(Permission.PUBLISH_TRANSPARENCY)
@transaction.atomic
def publish_report(*, by: User, period: str, hide_small: bool, correction: str = "") -> Publication:
    """Computes the period, freezes what it says and shows it to anyone; with `hide_small`, no number under five.

    What was published of the period before is superseded, and anyone reads what was corrected.
    Raises Refused: `period`, `correction_missing` (422), `period_not_over`, `nothing_changed` (409).
    """
    asked, correction = period_named(period), correction.strip()
    with connection.cursor() as cursor:
        name = f"{connection.schema_name}.publication.{asked.name}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    at = clock.now()
    content = computed(asked)
    starts_at, ends_at = (dt.datetime.fromisoformat(content["period"][name]) for name in ("from", "until"))
    if at < ends_at:
        raise Refused("period_not_over", _("%s is not over yet: it can be looked at, not published.") % asked.title)
    content = without_small_numbers(content) if hide_small else content
    digest = hashlib.sha256(rfc8785.dumps(cast("Any", content))).hexdigest()
    before = standing().filter(period=asked.name).first()
    if before is not None and before.digest == digest:
        raise Refused("nothing_changed", _("What is published of %s says the same already.") % asked.title)
    if before is not None and not correction:
        raise Refused("correction_missing", _("Say what is corrected: anyone reads it."), status=422)
    made = Publication.objects.create(
        period=asked.name,
        starts_at=starts_at,
        ends_at=ends_at,
        sequence=before.sequence + 1 if before else 1,
        supersedes=before,
        correction=correction if before else "",
        content=content,
        digest=digest,
        published_at=at,
        published_by=by.pseudonym,
    )
    facts = {"period": made.period, "sequence": made.sequence, "digest": digest, "hides_small": hide_small}
    record(verb="transparency.published", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made
