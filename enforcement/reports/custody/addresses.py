"""Addresses from which a file is fetched: signed for one person at one tenant, and good for two minutes."""

import datetime as dt
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from tenants.people.models import User
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

VALID_FOR: Final = dt.timedelta(minutes=2)


def key_for(kept: Model, *, person: User, at: dt.datetime) -> tuple[str, dt.datetime]:
    """Returns the key that lets this person fetch the file of the row `kept`, and until when (UTC)."""
    until = at + VALID_FOR
    return _signer().sign_object({"file": _named(kept), "until": until.isoformat(), **_whose(person)}), until


def require_key(key: str, kept: Model, *, person: User, at: dt.datetime) -> None:
    """Raises Refused (410, `address_not_valid`) unless the key is this person's, for this file, here and now."""
    try:
        said = _signer().unsign_object(key)
    except (BadSignature, ValueError):  # what is signed well and no JSON was never ours
        said = {}
    until = parse_datetime(str(said.get("until", "")))
    right = said.get("file") == _named(kept) and said.get("person") == _whose(person)["person"]
    if not right or until is None or at >= until:
        sentence = _("This address has expired, or was made for somebody else. Open the file again.")
        raise Refused("address_not_valid", sentence, status=410)


def _named(kept: Model) -> str:
    return f"{kept._meta.label_lower} {kept.pk}"


def _whose(person: User) -> dict[str, str]:
    return {"person": str(person.pseudonym)}


def _signer() -> Signer:
    return Signer(salt=f"{connection.schema_name}:evidence")
