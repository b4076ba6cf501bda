"""What machines send through the API: a repeat within a day is harmless, and an account has a limit of its own."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from enforcement.reports.actions import receive_report
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.evidence import Received
from enforcement.reports.models import ClientToken, RawReport, Report, Source
from enforcement.reports.throttle import FROM_ONE_ACCOUNT, counted
from tenants.ledger import clock
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers.constraints import violated
from tenants.resellers.refusals import Refused
from tenants.resellers.signing import keyed_digest
from tenants.resellers.waking import wake

REPEATED_WITHIN: Final = dt.timedelta(hours=24)
_LONGEST_KEY: Final = 200


def looks_like_xarf(data: bytes) -> bool:
    """Whether a JSON body is a XARF report, broken or whole, and not the API's own form."""
    return b'"xarf_version"' in data or b'"ReporterInfo"' in data


def digest_of(said: Mapping[str, Any], files: Iterable[Received]) -> str:
    """Returns a digest of what a form of the API said, with its files."""
    sent = [(file.filename, hashlib.sha256(file.data).hexdigest()) for file in files]
    return hashlib.sha256(json.dumps([said, sent], sort_keys=True, default=str).encode()).hexdigest()


@verb(Permission.HANDLE_REPORTS, Permission.SUBMIT_REPORTS)
@transaction.atomic
def submit_raw(*, by: User, data: bytes, key: str = "", network: str = "") -> RawReport:
    """Stores a XARF report for a worker to read, and returns it; the same token or the same bytes again change nothing.

    The token is `key`, else the report's own `report_id`; `network` is where it comes from. Raises Refused: `token`
    (422), `token_reused` (422, another body under the same token within a day), `too_many_reports` (429), and what
    `store_raw` raises.
    """
    token, repeated = _claim(by, key or _report_id(data), hashlib.sha256(data).hexdigest())
    if token and repeated and token.raw:
        return token.raw
    raw, _new = store_raw(data=data, door=Source.API, by=by, network=network)
    if token:
        ClientToken.objects.filter(pk=token.pk).update(raw=raw)
    wake("enforcement.reports.tasks.read_raw_reports")
    return raw


@verb(Permission.HANDLE_REPORTS, Permission.SUBMIT_REPORTS)
@transaction.atomic
def submit_report(*, by: User, digest: str, key: str = "", **said: Any) -> tuple[Report, str]:
    """Takes in what `receive_report` takes, and raises what that and `submit_raw` raise.

    `digest` is of all that was sent: the same under the same `key` within a day is answered as it was the first time.
    """
    token, repeated = _claim(by, key, digest)
    secret = keyed_digest("report-token", str(token.pk)) if token else ""
    if token and repeated and token.report:
        return token.report, secret
    report, secret = receive_report(source=Source.API, by=by, secret=secret, **said)
    if token:
        ClientToken.objects.filter(pk=token.pk).update(report=report)
    return report, secret


def _claim(by: User, key: str, digest: str) -> tuple[ClientToken | None, bool]:
    """Returns the token, and whether the account used it in the last day; without one there is None."""
    at = clock.now()
    if not key:
        _count(by, at)
        return None, False
    if len(key) > _LONGEST_KEY or not key.isprintable():
        raise Refused("token", _("The client token has at most %d printable characters.") % _LONGEST_KEY, status=422)
    ClientToken.objects.filter(at__lte=at - REPEATED_WITHIN).delete()
    try:
        with transaction.atomic():
            made = ClientToken.objects.create(account=by.pseudonym, key=key, digest=digest, at=at)
    except IntegrityError as error:
        if violated(error) != "client_token_once":
            raise
    else:
        _count(by, at)
        return made, False
    known = ClientToken.objects.select_related("report", "raw").get(account=by.pseudonym, key=key)
    if known.digest != digest:
        sentence = _("Another report was sent with this client token in the last 24 hours: use a new one.")
        raise Refused("token_reused", sentence, status=422)
    return known, True


def _count(by: User, at: dt.datetime) -> None:
    if counted("reports-by", str(by.pseudonym), at=at) > FROM_ONE_ACCOUNT:
        raise Refused(
            "too_many_reports", _("Too many reports came from your account. Try again in an hour."), status=429
        )


def _report_id(data: bytes) -> str:
    """Returns the reporter's own number of a XARF report, empty where there is none to be read."""
    try:
        said = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    found = said.get("report_id") if isinstance(said, dict) else None
    return found if isinstance(found, str) and found.isprintable() and len(found) <= _LONGEST_KEY else ""
