"""What a report may be about, said in one way: addresses, networks, domains, numbers, accounts, what R16 protects."""

import re

from django.utils.translation import gettext as _

from enforcement.reports.reading.model import Target
from enforcement.reports.reading.protected import protected
from tenants.customers.identifiers import recognised, shown
from tenants.customers.queries import account_named
from tenants.resellers.refusals import Refused

MOST_TARGETS = 20
HIGHEST_PORT = 65_535
_BETWEEN = re.compile(r"[,;\n]")
_PORT = re.compile(r"(?:[a-z*]+:/*)?(?:\[[0-9a-f:.]+\]|\d+(?:\.\d+){3}):(\d{1,5})(?:[/?#].*)?", re.IGNORECASE)


def named(text: str) -> list[Target]:
    """Returns the targets in their canonical form (`192.0.2.7`, `2001:db8::/48`, `shop.example`, `+31201234567`).

    URLs and mail addresses give their host; commas, semicolons, lines or spaces stand between several. A customer's or
    service's reference names an account; `company website`, `company equipment`, `company software` and `third-party
    equipment` what the policy protects (R16). Raises Refused (422): `target`, `too_many_targets`.
    """
    text = text.replace("\0", "").strip()
    if whole := _target(text):
        return [whole]
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    if any(_target(part) is None for part in parts):
        parts = [word for part in parts for word in ([part] if _target(part) else part.split())]
    if len(parts) > MOST_TARGETS:
        sentence = _("Name at most %d targets in one report.") % MOST_TARGETS
        raise Refused("too_many_targets", sentence, status=422)
    found = [_target(part) for part in parts]
    kept = list(dict.fromkeys(target for target in found if target))
    if not kept or None in found:
        sentence = _(
            "Write an address like 192.0.2.7 or 2001:db8::1, a network like 192.0.2.0/24, a domain like shop.example,"
            " or a phone number with its country code like +31201234567; or “company website”, “company equipment”,"
            " “company software” or “third-party equipment”."
        )
        raise Refused("target", sentence, status=422)
    return kept


def _target(text: str) -> Target | None:
    if one := protected(text):
        return Target(one.value)
    known = recognised(text)
    if known is None:
        account = account_named(text)
        return Target(account) if account else None
    kind, value = known
    if kind != "network":
        return Target(value)
    written = _PORT.fullmatch(re.sub(r"[\[({]\.[\])}]", ".", text))
    port = int(written[1]) if written else 0
    return Target(shown(value), port if 0 < port <= HIGHEST_PORT else None)
