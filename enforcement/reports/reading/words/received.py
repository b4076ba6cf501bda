"""Finds in the headers of an unwanted mail who handed it to the reporter's own mail servers (its `Received` lines)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from enforcement.reports.reading.words.addresses import addresses, is_private
from enforcement.reports.reading.words.hosts import registered

#: Of one header, as it stands in a mail that was pasted or forwarded into words.
_PASTED = re.compile(
    r"^[>|\s]{0,8}(?P<name>Received|Date|X-Originating-IP|Return-Path|Message-ID|From"
    r"|Subject):[ \t]*(?P<value>[^\n]{0,1000}"
    r"(?:\n(?:[>|]{1,4}(?: [ \t]|\t)|[ \t])[ \t]{0,40}\S[^\n]{0,500}){0,12})",
    re.IGNORECASE | re.MULTILINE,
)
_TRACE = re.compile(
    r"^[>|\s]{0,8}(?:Received(?:-SPF)?|X-[\w-]{1,60}|[\w-]{0,20}Authentication-Results[\w-]{0,20}|ARC-[\w-]{1,40}"
    r"|DKIM-[\w-]{1,20}|Return-Path|Delivered-To|Date):[^\n]{0,2000}"
    r"(?:\n(?:[>|]{1,4}(?: [ \t]|\t)|[ \t])[ \t]{0,40}\S[^\n]{0,2000}){0,60}"
    r"|^[>|\s]{0,8}From \S{1,200} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [^\n]{0,100}$",
    re.IGNORECASE | re.MULTILINE,
)
_FROM = re.compile(
    r"\s*from\s+(?P<helo>[^\s()\[\];]{1,255})(?P<rest>[^;]{0,600}?)(?:\bby\s+(?P<by>[^\s();]{1,255})|;|$)",
    re.IGNORECASE,
)
_MOST_HOPS = 50


@dataclass(frozen=True, slots=True)
class Hop:
    """One `Received` line: the address that handed the mail over, and the words that hold its time."""

    address: str
    stamp: str


def handed_over(received: Iterable[str], houses: frozenset[str]) -> Hop | None:
    """Returns the hop by which a mail came into the reporter's house, or None; the latest line is the first.

    `houses` are the registered domains of the reporter. Hops inside one house and of private addresses are passed.
    """
    for line in list(received)[:_MOST_HOPS]:
        found = _FROM.match(" ".join(line.split()))
        if found is None:
            continue
        known = [text for text in addresses(found["helo"] + found["rest"]) if not is_private(text)]
        if not known:
            continue
        names = re.findall(r"(?:[\w-]+\.)+[a-z]{2,24}", f"{found['helo']} {found['rest']}".lower())
        into = registered(found["by"].lower()) if found["by"] and "." in found["by"] else ""
        inside = {registered(name) for name in names}
        if inside & houses or (into and into in inside):
            continue
        seen = next((text for text in known if f"[{text}]" in found["rest"]), known[0])
        return Hop(seen, line.rpartition(";")[2])
    return None


def pasted(words: str) -> list[tuple[str, str]]:
    """Returns the headers of a mail that stands in words, names in lower case; empty without a `Received` line."""
    if "eceived:" not in words and "ECEIVED:" not in words:
        return []
    found = [(match["name"].lower(), match["value"].replace("\n>", "\n")) for match in _PASTED.finditer(words)]
    return found if any(name == "received" for name, _ in found) else []


def without_headers(words: str) -> str:
    """Returns words without the headers of a mail that was pasted into them, which name relays."""
    if "eceived:" not in words and "ECEIVED:" not in words:
        return words
    return _TRACE.sub("", words)
