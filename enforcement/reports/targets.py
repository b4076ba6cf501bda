"""What a report may be about, said in one canonical way: an address, a network, a domain or a phone number."""

from django.utils.translation import gettext as _

from tenants.customers.identifiers import recognised, shown
from tenants.resellers.refusals import Refused


def normalised(text: str) -> str:
    """Returns the canonical target (`192.0.2.7`, `2001:db8::/48`, `shop.example`, `+31201234567`).

    URLs and mail addresses give their host. Raises Refused (`target`, 422).
    """
    known = recognised(text.replace("\0", ""))
    if known is None:
        sentence = _(
            "Write an address like 192.0.2.7 or 2001:db8::1, a network like 192.0.2.0/24, a domain like shop.example,"
            " or a phone number with its country code like +31201234567."
        )
        raise Refused("target", sentence, status=422)
    kind, value = known
    return shown(value) if kind == "network" else value
