"""Finds addresses and networks in words, each with the roles in which the words name it."""

import ipaddress
import re
from collections.abc import Iterator
from itertools import islice

from enforcement.reports.reading.bounds import MOST_OCCURRENCES
from enforcement.reports.reading.words.named import BULLETS, ENDS, Named, around, role_alone
from enforcement.reports.reading.words.roles import Role, role

_DEFANGED = re.compile(
    r"[\[({]\s?(?:(?P<dot>\.|dot|punkt)|(?P<colon>:)|(?P<slashes>://)|(?P<at>@|at))\s?[\])}]|(?P<scheme>\bh(?:xx"
    r"|\*\*|tt)p)(?P<s>s?)"
    r"(?P<sep>\[?:\]?//|\[://\])",
    re.IGNORECASE,
)
_IPV4 = re.compile(
    r"(?<![\w.])(?<!:ffff:)(?P<ip>(?:\d{1,3}\.){3}\d{1,3})(?:/(?P<length>[12]?\d|3[0-2])(?![\d/.])"
    r"|\]?[:#](?P<port>\d{1,5})(?![\w.:])|/(?P<slashed>\d{2,5})(?![\d/.])"
    r"|\.(?P<dotted>\d{1,5})(?=[\s:>,]))?(?!\w|\.\w|\.\d)"
)
_IPV6 = re.compile(
    r"(?:(?<![\w:.])|(?<=ipv6:)|(?<=IPv6:))\[?(?P<ip>[0-9a-fA-F]{0,4}:(?:[0-9a-fA-F]{0,4}:){1,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-fA-F]{0,4}))"
    r"(?:/(?P<length>\d{1,3})|\.(?P<dotted>\d{1,5})(?=[\s:>,]))?(?!\w|:\w|\.\d)(?:\]:(?P<port>\d{1,5}))?"
)
_SOURCES = r"(?:source|src|quell|bron|infringer'?s?|client|remote|attacker|attacking|offending|origin)[ _-]?port"
#: A port right after its address, or one that says on the same line whose it is.
_SOURCE_PORT = re.compile(
    rf"(?:^\W{{0,4}}(?:port|portnummer)|\b(?:{_SOURCES}|spt|sport))[\"']?\s?[:=]?\s?[\"'#]?(?P<port>\d{{1,5}})\b",
    re.IGNORECASE,
)
_PORT_LINE = re.compile(rf"\b{_SOURCES}[\"']?\s{{0,3}}[:=]\s{{0,20}}[\"']?(?P<port>\d{{1,5}})\b", re.IGNORECASE)
_ANY_PORT_LINE = re.compile(r"\bport\s{0,3}[:=]\s{0,20}(?P<port>\d{1,5})\b", re.IGNORECASE)
#: Lines of a registry's answer, which say whose a network is.
WHOIS = re.compile(
    r"\s*(?:inet6?num|netrange|cidr|route6?|refer|nserver|whois|as-?number|origin|netname)\s*:", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"(?:\b(?:version|ver|v|release|build|firmware)\W{0,2}|(?<!tcp)(?<!udp)(?<!ip)(?<!host)\w/)$", re.IGNORECASE
)
#: How a line of a log goes on after the address with which it begins.
_LOG = re.compile(
    r"\s{1,40}(?:\S{1,200}\s{1,40}){0,3}\[?(?!\d{1,3}(?:\.\d{1,3}){3})\d{1,4}[/.-]|[\"']?\s{0,40}[,;|\t]\s{0,40}\S"
)
#: What stands before an address in a row of a table: numbers and times in columns, or a link.
_COLUMNS = re.compile(
    r"(?![^\n]{0,120}?\d{1,3}(?:\.\d{1,3}){3})[\s\"'|\[(]{0,5}(?:(?:AS)?[\d:./TZ+-]{1,40}[\"'\])]?(?:\s*[,;|]\s*|\s{2,}|\t)[\"']?){1,6}"
    r"|\s{0,8}(?:https?|ftp)://\S{1,500}\s{1,8}[\[(]?"
)
#: A row of a log in which an address, its port, the address that was asked and its port are columns, in either order.
_IP = r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}:[0-9a-fA-F:]{2,36})"
_GAP = r"\"?(?:\s*[,;|]\s*|\s+|\t)\"?"
_PAIR = re.compile(
    rf"{_GAP}{_IP}{_GAP}(?P<port>\d{{1,5}}){_GAP}\d{{1,5}}(?![\d.:/-])|{_GAP}(?P<first>\d{{1,5}}){_GAP}{_IP}{_GAP}\d{{1,5}}(?![\d.:/-])"
)
_PAIRED = re.compile(rf"(?:^|[\s,;|\"]){_IP}{_GAP}(?:\d{{1,5}}{_GAP})?$")
_PORTS_AFTER = re.compile(rf"{_GAP}\d{{1,5}}(?![\d.:/-])")
#: What stands between the addresses of one list, which share what is said of the first.
_AND = re.compile(
    r"(?:\s?\([^()\n]{0,30}\)|:\d{1,5})?(?:\s*[,;&+]\s*|\s+)(?:(?:and|or|und|oder|et|ou|en|y|e|i|och|og)\s+)?(?:also\s+)?",
    re.IGNORECASE,
)
#: What stands between the first and the last address of a range.
_THROUGH = re.compile(r"\s?(?:[-–]|to|through|bis|tot|à|t/m)\s?", re.IGNORECASE)
#: The number or letter of an item in a list of acts.
_ITEM = re.compile(r"^[\s*•>-]{0,8}(?:[*•-]|\(?(?:\d{1,2}|[a-h])[.)]|#\d{1,2}[.:)]?)\s+[\"'\[(<]?")
#: What stands on a line beside one of the addresses of which alone it is made.
_LISTED = re.compile(
    r"(?:[\s,;&+*•>|\"'-]|\b(?:and|und|et|en|y|e|or)\b|\b(?:\d{1,3}\.){3}\d{1,3}\b(?![./:]\d))*", re.IGNORECASE
)
_NEAR = 60
_SHARED = frozenset({Role.SOURCE, Role.LABELLED})
#: The lines below which a mail is signed.
_SIGNATURE = re.compile(r"^-- ?\n(?:[^\n]+\n?){1,8}", re.MULTILINE)
_HIGHEST_PORT = 65_535
#: A shorter prefix names more than one company.
_WIDEST = 8
_LONGEST_PREFIX = 32
_PRIVATE = tuple(
    ipaddress.ip_network(one)
    for one in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
        "::/127",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    )
)


def is_private(text: str) -> bool:
    """Whether an address or network is one that nobody on the internet has."""
    network = ipaddress.ip_network(text)
    return any(network.version == one.version and network.subnet_of(one) for one in _PRIVATE)  # type: ignore[arg-type]


def refanged(words: str) -> str:
    """Returns words with addresses as they are, where they were written so that nobody clicks them."""
    if not any(sign in words for sign in ("[", "(", "{", "xx", "XX", "**")):
        return words
    return _DEFANGED.sub(_as_it_is, words)


def _as_it_is(found: re.Match[str]) -> str:
    if found["scheme"]:
        return f"http{found['s']}://"
    return "." if found["dot"] else "://" if found["slashes"] else ":" if found["colon"] else "@"


def addresses(words: str, *, in_subject: bool = False) -> dict[str, Named]:
    """Returns every address and network that words name, by its text."""
    found: dict[str, Named] = {}
    spans = sorted(_addresses(words), key=lambda one: one[0])
    signed = [match.span() for match in islice(_SIGNATURE.finditer(words), 10)]
    last: Named | None = None
    last_end = 0
    for start, end, text, port in spans[:MOST_OCCURRENCES]:
        line, before, after = around(words, start, end)
        if WHOIS.match(before) or _NUMBERED.search(before) or _in_a_link(before):
            continue
        named = found.setdefault(text, Named("network", text, first=start))
        said = _role(words, line, before, after)
        if last and start - last_end < _NEAR and _AND.fullmatch(words[last_end:start]):
            before_it = Role.ACTED_ON if Role.ACTED_ON in last.roles else max(last.roles)
            if said is Role.MENTIONED and (before_it in _SHARED or before_it is Role.ACTED_ON):
                said = before_it
            if said is before_it and said in {*_SHARED, Role.ALONE}:
                last.listed = named.listed = True
        elif (
            last
            and said is Role.MENTIONED
            and Role.ACTED_ON in last.roles
            and _THROUGH.fullmatch(words[last_end:start])
        ):
            said = Role.ACTED_ON
        if said in {Role.MENTIONED, Role.ALONE} and any(begins <= start < ends for begins, ends in signed):
            said = Role.ACTED_ON
        last, last_end = named, end
        named.roles.add(Role.SUBJECT if in_subject and said is not Role.ACTED_ON else said)
        named.lines.add(line)
        source_port = port or _port_beside(after, said)
        if source_port and source_port <= _HIGHEST_PORT:
            named.ports.append(source_port)
    return found


def _port_beside(after: str, said: Role) -> int | None:
    """Returns the source port that stands after an address on its line."""
    if found := _SOURCE_PORT.search(after):
        return int(found["port"])
    pair = _PAIR.match(after) if said is Role.FIRST_IN_LOG else None
    return int(pair["port"] or pair["first"]) if pair else None


def _role(words: str, line: int, before: str, after: str) -> Role:
    if _LISTED.fullmatch(before) and _LISTED.fullmatch(after):
        return role_alone(words, line)
    said = role(before, after)
    if _ITEM.fullmatch(before) and after.strip(ENDS) and said in {Role.MENTIONED, Role.SOURCE}:
        return Role.ALONE  # items of one list are alike, however the sentence of each goes on
    return _in_a_row(said, words, line, before, after)


def _in_a_row(said: Role, words: str, line: int, before: str, after: str) -> Role:
    """Returns the role of an address by its place on a line, where the words around it say none."""
    if said is Role.MENTIONED and _PAIR.match(after):
        return Role.FIRST_IN_LOG
    if said is Role.MENTIONED and _PAIRED.search(before) and _PORTS_AFTER.match(after):
        return Role.ACTED_ON
    if said is Role.MENTIONED and _COLUMNS.fullmatch(before):
        return Role.FIRST_IN_LOG
    if said is not Role.MENTIONED or before.strip(BULLETS):
        return said
    if not after.strip(ENDS):
        return role_alone(words, line)
    return Role.FIRST_IN_LOG if _LOG.match(after) else said


def _addresses(words: str) -> Iterator[tuple[int, int, str, int | None]]:
    """Yields where each address stands, as people write it, with the port that follows it."""
    if words.count(":") > 1:
        for match in _IPV6.finditer(words):
            if match["ip"].count(":") > 1 and (text := _address(match["ip"], match["length"])):
                port = match["port"] or match["dotted"]
                yield match.start("ip"), match.end(), text, int(port) if port else None
    slashed = {
        words.rfind("\n", 0, match.start())
        for match in _IPV4.finditer(words)
        if match["slashed"] and int(match["slashed"]) > _LONGEST_PREFIX
    }
    for match in _IPV4.finditer(words):
        # Where a line writes a port after a slash, what stands after another slash is one too.
        is_port = match["length"] and words.rfind("\n", 0, match.start()) in slashed
        port = match["port"] or match["dotted"] or match["slashed"] or (match["length"] if is_port else None)
        if text := _address(match["ip"], None if is_port else match["length"]):
            yield match.start(), match.end(), text, int(port) if port else None


def _address(text: str, length: str | None) -> str | None:
    """Returns an address, or the network around it, in its one form; an IPv4 address that IPv6 wraps by itself."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    if mapped is not None and not length:
        return str(mapped)
    if not length or int(length) == address.max_prefixlen:
        return str(address)
    if int(length) > address.max_prefixlen or int(length) < _WIDEST:
        return None
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def labelled_port(words: str, *, every: bool) -> int | None:
    """Returns the source port that has a label, `every` port being one; None where there are several."""
    pattern = _ANY_PORT_LINE if every else _PORT_LINE
    found = {int(match["port"]) for match in islice(pattern.finditer(words), MOST_OCCURRENCES)}
    return found.pop() if len(found) == 1 and max(found) <= _HIGHEST_PORT else None


def _in_a_link(before: str) -> bool:
    """Whether what follows is a part of a link's path or query."""
    last = before.rpartition(" ")[2]
    scheme = last.rfind("://")
    return scheme >= 0 and "/" in last[scheme + 3 :]
