"""Finds hosts, the domains of mail addresses and phone numbers in words."""

import re
from functools import lru_cache
from itertools import islice

from enforcement.reports.reading.bounds import MOST_OCCURRENCES
from enforcement.reports.reading.words.addresses import WHOIS
from enforcement.reports.reading.words.named import BULLETS, ENDS, Named, around, role_alone
from enforcement.reports.reading.words.roles import Role, role
from tenants.customers.identifiers import NotAnIdentifier, number, recognised

_URL = re.compile(r"\b(?:https?|ftps?)://(?P<host>[^\s<>\"'|]{1,2000})", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w@./\\=-])(?:[\w-]{1,63}\.){1,9}(?P<tld>[^\W\d_]{2,24}|xn--[\w-]{2,59})(?![\w@-]|\.\w)(?::\d{2,5})?",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?P<host>[\w.-]{3,253})")
_PHONE = re.compile(r"(?<![\w.+/-])(?:\+|00)[1-9](?:[\s()./-]{0,3}\d){6,14}(?![\w])")
#: Endings of files and of names inside a house, which look like hosts.
_NO_HOSTS = frozenset(
    """
    php txt log html htm exe zip js css csv json xml pdf eml gz tgz tar sh py rb conf cfg ini jpg jpeg png gif
    bmp svg dll bin doc docx xls xlsx asp aspx jsp cgi mp3 mp4 mkv avi mov wmv torrent iso rar apk jar msi bat
    ps1 service socket local localdomain lan internal localhost home corp arpa invalid onion i2p yml yaml java
    class php5 bak sql db dat tmp old
    """.split()  # noqa: SIM905 - a list of words reads as one
)
#: Who is named in reports as a source of knowledge, never as what acted.
_WELL_KNOWN = re.compile(
    r"(?:^|\.)(?:blocklist\.de|abuseipdb\.com|spamhaus\.(?:org|com)|spamcop\.net|virustotal\.com|urlscan\.io"
    r"|phishtank\.(?:com|org)"
    r"|abuse\.ch|shadowserver\.org|netcraft\.com|clean-mx\.(?:de|com)|x-?arf\.org|abusix\.(?:com|org|net)"
    r"|acns\.net|w3\.org|xmlsoap\.org"
    r"|ietf\.org|rfc-editor\.org|iana\.org|icann\.org|ripe\.net|arin\.net|apnic\.net|lacnic\.net|afrinic\.net"
    r"|wikipedia\.org|mitre\.org"
    r"|nist\.gov|cisa\.gov|us-cert\.gov|cert\.org|first\.org|bsi\.(?:bund\.)?de|cert-bund\.de|ncsc\.(?:nl|gov\.uk)"
    r"|europa\.eu|gnupg\.org"
    r"|stopbadware\.org|fail2ban\.org|dnswl\.org|sorbs\.net|barracudacentral\.org|mxtoolbox\.com"
    r"|openresolverproject\.org|talosintelligence\.com"
    r"|archive\.org|chillingeffects\.org|lumendatabase\.org|copyright\.gov|loc\.gov|openpgp\.org|schema\.org"
    r"|openxmlformats\.org)$"
)
_SECOND_LEVEL = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "gob", "gouv", "gv"})
_CONTACT = re.compile(
    r"(?:phone|telephone|tel|fax|mobile|cell|gsm|hotline|telefon|telefoon|téléphone|teléfono"
    r"|(?:call|ring|phone|reach) (?:us|me)(?: back)?(?: at| on)?)\W{0,4}$",
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:(?:hosted|located|found|available|content|page|site|(?:fake|web|online)?[ -]?(?:shop|store)|boutique"
    r"|(?:web)?winkel|erreichbar|gehostet|hébergée?|alojad[ao]"
    r"|gehost) (?:on|at|under|auf|unter"
    r"|sur|op|en|à)|website|web ?site|site|domain|url|page|seite|webseite|le site|domaine|dominio|sitio|adresse"
    r"|address|adres|dirección)\W{1,3}$",
    re.IGNORECASE,
)

#: "On" before a place that is no aim: at the beginning of a sentence it says where something is.
_THERE = re.compile(r"(?:^|[.!?:,]\s)\W{0,3}auf\s\W{0,2}$", re.IGNORECASE)
#: Content that is said to be wrong, and where.
_WRONG_ON = re.compile(
    r"\b(?:phish\w*|malware|fake\w*|scam|betrugs?\w*|trojan\w*)"
    r"(?:[ -](?:site|page|seite|kit|shop|link))? (?:at|on|under|auf|unter|sur|op|en)\W{1,3}$",
    re.IGNORECASE,
)


def hosts(words: str, *, in_subject: bool = False) -> dict[str, Named]:
    """Returns every host that words name by a link or alone, by its canonical name; not those of mail addresses."""
    found: dict[str, Named] = {}
    linked = [(match.start(), match.end(), match["host"]) for match in _URL.finditer(words)]
    alone = [
        (match.start(), match.end(), match[0])
        for match in _HOST.finditer(words)
        if match["tld"].lower() not in _NO_HOSTS
    ]
    for start, end, text in (linked + alone)[:MOST_OCCURRENCES]:
        line, before, after = around(words, start, end)
        if text is not None and len(found) < MOST_OCCURRENCES and not WHOIS.match(before):
            said = _role_of_host(words, line, before, after, is_link=end - start > len(text))
            said = Role.SUBJECT if in_subject and said is not Role.ACTED_ON else said
            _add_host(found, text, start, line, said)
    return found


def _role_of_host(words: str, line: int, before: str, after: str, *, is_link: bool) -> Role:
    said = role(before, after)
    if said is Role.MENTIONED and not before.strip(BULLETS) and not after.strip(ENDS):
        return role_alone(words, line)
    if said is Role.ACTED_ON and _THERE.search(before):
        said = Role.MENTIONED
    if (said is Role.MENTIONED and _ON.search(before)) or (is_link and _WRONG_ON.search(before)):
        return Role.SOURCE
    return Role.MENTIONED if said is Role.SOURCE and not is_link and not _ON.search(before) else said


def _add_host(found: dict[str, Named], text: str, start: int, line: int, said: Role) -> None:
    name = host_of(text)
    if name and not _WELL_KNOWN.search(name):
        named = found.setdefault(name, Named("domain", name, first=start))
        named.roles.add(said)
        named.lines.add(line)


@lru_cache(maxsize=1_000)
def host_of(text: str) -> str | None:
    """Returns the canonical domain of a link without its scheme, or of a host; None where it has none."""
    known = recognised(f"http://{text.rstrip('.,;:!?)')}")
    return known[1] if known and known[0] == "domain" else None


def numbers(words: str) -> dict[str, Named]:
    """Returns every phone number with its country code that words name, by its canonical form."""
    found: dict[str, Named] = {}
    for match in _PHONE.finditer(words):
        line, before, after = around(words, *match.span())
        try:
            text = number(match[0])
        except NotAnIdentifier:
            continue
        named = found.setdefault(text, Named("number", text, first=match.start()))
        named.roles.add(Role.ACTED_ON if _CONTACT.search(before) else role(before, after))
        named.lines.add(line)
        if len(found) == MOST_OCCURRENCES:
            break
    return found


def mail_domains(words: str) -> set[str]:
    """Returns the domains of all mail addresses in words."""
    found = {match["host"].lower().rstrip(".-_") for match in islice(_MAIL.finditer(words), MOST_OCCURRENCES)}
    return {name for name in found if "." in name}


def registered(host: str) -> str:
    """Returns the part of a host that somebody registered (`shop.example.co.uk` gives `example.co.uk`), roughly."""
    labels = host.lower().split(".")
    second_level = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL  # noqa: PLR2004
    return ".".join(labels[-3:] if second_level else labels[-2:])
