"""Says in one canonical way what told a service from others: networks, domains, phone numbers."""

import ipaddress
import re

import ada_url
from django.utils.translation import gettext as _

_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"\+[1-9]\d{5,14}")
_PUNCTUATION = str.maketrans("", "", "-.()/ ")
_MAX_DOMAIN = 253
_NO_DOMAIN = re.compile(r"[\s/\\@:?#\[\]%<>*]")
#: How people write an address so that nobody clicks it.
_DEFANGED = re.compile(r"[\[({](\.|dot|:|://|@|at)[\])}]", re.IGNORECASE)
_PLAIN = {"dot": ".", "at": "@"}
_SCHEME = re.compile(r"^(?:h(?:xx|\*\*|tt)p|f(?:x|t)p|ws)(s?)://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*", re.IGNORECASE)
_MAPPED = ipaddress.ip_network("::ffff:0:0/96")
#: An address with one port or a range of them; an IPv6 one stands in brackets.
_PORTS = re.compile(
    r"(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<four>[0-9.]+(?:/32)?)):(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?"
)
_HIGHEST_PORT = 65_535
_TRUNK_ZERO = re.compile(r"\(0\)")


class NotAnIdentifier(ValueError):
    """A text that is no address, network, domain or number; the message says what to do."""


def network(text: str) -> str:
    """Returns an address or network in CIDR notation (`192.0.2.7` becomes `192.0.2.7/32`); raises NotAnIdentifier."""
    try:
        address = ipaddress.ip_interface(text.strip())
    except ValueError as error:
        sentence = _("%s is not an address or network: write it like 192.0.2.7 or 2001:db8::/48.") % text
        raise NotAnIdentifier(sentence) from error
    if isinstance(address, ipaddress.IPv6Interface) and (mapped := _as_ipv4(address)):
        return network(mapped)
    if "%" in text or address.network.prefixlen == 0:
        raise NotAnIdentifier(_("%s is no network that a single service can hold.") % text)
    if "/" in text and address.ip != address.network.network_address:
        sentence = _("%(text)s is an address inside a network: write %(network)s for all of it.")
        raise NotAnIdentifier(sentence % {"text": text, "network": address.network})
    return str(address.network)


def domain(text: str) -> str:
    """Returns a domain in lower case and ASCII (IDNA 2008), without a final dot; raises NotAnIdentifier."""
    name = _host(text.strip()).rstrip(".") if not _NO_DOMAIN.search(text.strip()) else ""
    labels = name.split(".")
    numeric = labels[-1].isdigit()
    if len(name) > _MAX_DOMAIN or len(labels) == 1 or numeric or not all(map(_LABEL.fullmatch, labels)):
        raise NotAnIdentifier(_("%s is not a domain: write it like shop.example.") % text)
    return name


def number(text: str) -> str:
    """Returns a phone number with its country code, as `+31201234567`; raises NotAnIdentifier."""
    digits = _TRUNK_ZERO.sub("", text.strip()).translate(_PUNCTUATION)
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    if not _NUMBER.fullmatch(digits):
        raise NotAnIdentifier(_("%s is not a phone number: write it with its country code, like +31201234567.") % text)
    return digits


def split_ports(text: str) -> tuple[str, tuple[int, int] | None]:
    """Returns an address and the range of its ports that a service holds (`192.0.2.7:1000-1999`), None for all."""
    found = _PORTS.fullmatch(text.strip())
    if not found:
        return text, None
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if not 1 <= first <= last <= _HIGHEST_PORT:
        raise NotAnIdentifier(_("%s names no range of ports: write it like 192.0.2.7:1000-1999.") % text)
    return found["six"] or found["four"], (first, last)


def holding(kind: str, text: str) -> str:
    """Returns the one form of what a service holds: that of `canonical`, with the ports of a shared address behind it.

    Raises NotAnIdentifier.
    """
    if kind != "network":
        return canonical(kind, text)
    where, ports = split_ports(text)
    return network(where) + (f":{ports[0]}-{ports[1]}" if ports else "")


def held_parts(form: str) -> tuple[str, tuple[int, int] | None]:
    """Returns the network, and the ports, of what `holding` wrote."""
    where, _colon, ports = form.rpartition(":")
    first, dash, last = ports.partition("-")
    return (where, (int(first), int(last))) if dash and "/" in where else (form, None)


PARSERS = {"network": network, "domain": domain, "number": number}


def canonical(kind: str, text: str) -> str:
    """Returns the one form of an identifier of this kind; raises NotAnIdentifier."""
    return PARSERS[kind](text)


def recognised(target: str) -> tuple[str, str] | None:
    """Returns the kind and form of whatever a reporter named: also a URL, an address with a port, or a mail address.

    Taken also as people write it so that nobody clicks it (`hxxp://shop[.]example`). A URL leads where browsers go.
    None where it could identify no service, or where that is in doubt.
    """
    text = _refanged(target.strip())
    if named := re.fullmatch(r"[^<>]*<([^<>]+)>", text):
        text = named[1]
    if _SCHEME.match(text):
        return _first(_host(_SCHEME.sub("http://", text), whole=True).strip("[]"))
    if text.lower().startswith("tel:"):
        return _first(text[4:].split(";")[0], kinds=("number",))
    text = (
        _OTHER_SCHEME.sub("", text) if "://" in text or text.lower().startswith(("mailto:", "sip:", "sips:")) else text
    )
    if "@" in text:
        text = re.split(r"[/?#\\]", text.rpartition("@")[2])[0]
    if "/" in text and (inside := _network_around(text)):
        return "network", inside
    host = re.split(r"[/?#\\]", text)[0].removeprefix("*.")
    host = re.sub(r"^\[(.+)\](:\d+)?$|^([^:]+):\d+$", lambda found: found[1] or found[3], host)
    return _first(text, kinds=("network", "number")) or _first(host)


def _refanged(text: str) -> str:
    return _DEFANGED.sub(lambda found: _PLAIN.get(found[1].lower(), found[1]), text)


def _first(text: str, kinds: tuple[str, ...] = ("network", "domain")) -> tuple[str, str] | None:
    for kind in kinds:
        try:
            return kind, canonical(kind, text)
        except NotAnIdentifier:
            continue
    return None


def _host(text: str, *, whole: bool = False) -> str:
    """Returns the host of a URL, or a host alone, as browsers read it; empty where they read none."""
    try:
        return str(ada_url.URL(text if whole else f"http://{text}/").hostname)
    except ValueError:
        return ""


def _as_ipv4(address: ipaddress.IPv6Interface) -> str | None:
    """Returns the IPv4 address or network that an IPv6 one only wraps (`::ffff:192.0.2.0/120`)."""
    length = address.network.prefixlen - _MAPPED.prefixlen
    mapped = address.ip.ipv4_mapped
    return f"{mapped}/{length}" if mapped is not None and length >= 0 else None


def _network_around(text: str) -> str | None:
    """Returns the network in which `192.0.2.7/24` is an address, None where the text is none."""
    try:
        return network(str(ipaddress.ip_interface(text).network))
    except (ValueError, NotAnIdentifier):
        return None


def shown(network_text: str) -> str:
    """Returns a network as people write it: a single address without its `/32` or `/128`."""
    parsed = ipaddress.ip_network(network_text)
    return str(parsed.network_address) if parsed.prefixlen == parsed.max_prefixlen else str(parsed)
