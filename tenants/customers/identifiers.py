"""Says in one canonical way what told a service from others: networks, domains, phone numbers."""

import ipaddress
import re

from django.utils.translation import gettext as _

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\+[1-9]\d{5,14}")
_PUNCTUATION = str.maketrans("", "", "-.()/ ")
_MAX_DOMAIN = 253


class NotAnIdentifier(ValueError):
    """A text that is no address, network, domain or number; the message says what to do."""


def network(text: str) -> str:
    """An address or network in CIDR notation (`192.0.2.7` becomes `192.0.2.7/32`); raises NotAnIdentifier."""
    try:
        address = ipaddress.ip_interface(text.strip())
    except ValueError as error:
        sentence = _("%s is not an address or network: write it like 192.0.2.7 or 2001:db8::/48.") % text
        raise NotAnIdentifier(sentence) from error
    if isinstance(address, ipaddress.IPv6Interface) and (mapped := address.ip.ipv4_mapped):
        return network(str(mapped))
    if "%" in text or address.network.prefixlen == 0:
        raise NotAnIdentifier(_("%s is no network that a single service can hold.") % text)
    if "/" in text and address.ip != address.network.network_address:
        sentence = _("%(text)s is an address inside a network: write %(network)s for all of it.")
        raise NotAnIdentifier(sentence % {"text": text, "network": address.network})
    return str(address.network)


def domain(text: str) -> str:
    """A domain in lower case and ASCII, without a final dot; raises NotAnIdentifier."""
    try:
        name = text.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    numeric = labels[-1].isdigit()
    if len(name) > _MAX_DOMAIN or len(labels) == 1 or numeric or not all(map(_LABEL.fullmatch, labels)):
        raise NotAnIdentifier(_("%s is not a domain: write it like shop.example.") % text)
    return name


def number(text: str) -> str:
    """A phone number with its country code, as `+31201234567`; raises NotAnIdentifier."""
    digits = text.strip().translate(_PUNCTUATION)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if not _NUMBER.fullmatch(digits):
        raise NotAnIdentifier(_("%s is not a phone number: write it with its country code, like +31201234567.") % text)
    return digits


PARSERS = {"network": network, "domain": domain, "number": number}


def canonical(kind: str, text: str) -> str:
    """The one form of an identifier of this kind; raises NotAnIdentifier."""
    return PARSERS[kind](text)


def recognised(target: str) -> tuple[str, str] | None:
    """The kind and form of whatever a reporter named: also an address with a port, a URL or a mail address.

    None where it could identify no service.
    """
    text = target.strip()
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", text, flags=re.IGNORECASE)
    if host != text or "@" in host:
        host = re.split(r"[/?#]", host, maxsplit=1)[0].rpartition("@")[2]
    host = re.sub(r"^\[(.+)\](:\d+)?$|^([^:/]+):\d+$", lambda m: m[1] or m[3], host)
    for kind, given in (("network", host), ("number", text), ("domain", host.split("/")[0])):
        try:
            return kind, canonical(kind, given)
        except NotAnIdentifier:
            continue
    return None


def shown(network_text: str) -> str:
    """A network as people write it: a single address without its `/32` or `/128`."""
    parsed = ipaddress.ip_network(network_text)
    return str(parsed.network_address) if parsed.prefixlen == parsed.max_prefixlen else str(parsed)
