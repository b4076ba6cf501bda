"""Reads a report out of plain words: what acted, what was done, and when; what is in doubt says why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

from enforcement.reports.reading.bounds import LONGEST_DESCRIPTION, MOST_INCIDENTS, MOST_TARGETS
from enforcement.reports.reading.model import Incident, Target, Triage
from enforcement.reports.reading.protected import protected_in
from enforcement.reports.reading.times import Times
from enforcement.reports.reading.words.addresses import addresses, is_private, labelled_port
from enforcement.reports.reading.words.conduct import conduct
from enforcement.reports.reading.words.hosts import hosts, mail_domains, numbers, registered
from enforcement.reports.reading.words.named import Named
from enforcement.reports.reading.words.received import Hop
from enforcement.reports.reading.words.roles import Role

#: Conduct that lies at a place: a host names it as well as an address does, and it is there when it is reported.
CONTENT = frozenset(
    {"spoofing", "malware", "rights_infringement", "unlawful_purpose", "offensive_content", "child_abuse", "other"}
)
#: Conduct in which a port that is named is the one of what acted.
_SERVICES = frozenset({"rights_infringement", "other", "malware"})
_CALLS = frozenset({"spam_calls", "auto_dialing"})
#: By how much the clearest candidate must be clearer than the next.
_STANDS_OUT = 3


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a report and what is known of whoever wrote them.

    `shown` are the words as they were written. `houses` are the registered domains of the reporter and of us, `relays`
    the addresses that carried the mail, `hop` is how an unwanted mail that is reported came to the reporter.
    """

    subject: str
    words: str
    shown: str
    times: Times
    sender: str = ""
    houses: frozenset[str] = frozenset()
    relays: frozenset[str] = frozenset()
    hop: Hop | None = None


def incidents(told: Told) -> tuple[Incident, ...]:
    """Returns what a person or a script reports in words; at least one."""
    category = conduct(told.subject, told.words) or ("spam_email" if told.hop else conduct("", told.sender))
    chosen, triage = _chosen(told, category)
    words = told.shown[:LONGEST_DESCRIPTION]
    if triage:
        targets = tuple(map(_target, chosen[:MOST_TARGETS]))
        span = told.times.of(frozenset(), at_sight=False)
        return (Incident(category, targets, *span[:2], words, triage=triage),)
    if len(chosen) == 1 and not chosen[0].ports and (port := labelled_port(told.words, every=category in _SERVICES)):
        chosen[0].ports.append(port)
    found = []
    groups = [chosen] if _is_one(chosen) else [[one] for one in chosen]
    spoken = [frozenset(line for one in group for line in one.lines) for group in groups]
    places = told.times.places(spoken)
    for group, lines, did in zip(groups, places, _conducts(told, spoken, category), strict=True):
        handed = told.hop is not None and group[0].text == told.hop.address
        started, ended, doubt = told.times.of(lines, at_sight=did in CONTENT, alone=not any(places), handed=handed)
        reason = doubt or ("" if did else Triage.NO_CATEGORY)
        found.append(Incident(did, tuple(map(_target, group)), started, ended, words, triage=reason))
    if len(found) > MOST_INCIDENTS:
        found = [*found[: MOST_INCIDENTS - 1], replace(found[MOST_INCIDENTS - 1], triage=Triage.TOO_MUCH)]
    return tuple(found)


def _conducts(told: Told, spoken: list[frozenset[int]], category: str | None) -> list[str | None]:
    """Returns the conduct of each group of lines: that of the whole, unless the words beside each tell them apart."""
    if len(spoken) == 1:
        return [category]
    own = [conduct("", words) for words in told.times.words_of(spoken)]
    return [one or category for one in own] if len({*own} - {None}) > 1 else [category] * len(spoken)


def _target(named: Named) -> Target:
    return Target(named.text, named.ports[0] if named.ports else None)


def _is_one(chosen: list[Named]) -> bool:
    """Whether these are names of one thing: an address with its hosts, hosts of one domain, or the company's own."""
    if all(one.kind == "protected" for one in chosen):
        return True
    return sum(one.kind != "domain" for one in chosen) == 1 or len({registered(one.text) for one in chosen}) == 1


def _chosen(told: Told, category: str | None) -> tuple[list[Named], str]:
    """Returns what acted, or the candidates and why none of them is chosen."""
    named = _merged(addresses(told.subject, in_subject=True), addresses(told.words))
    strong = Role.SUBJECT, Role.LABELLED
    known = [one for one in named if one.text not in told.relays or one.roles.intersection(strong)]
    public = [one for one in _outermost(known) if not is_private(one.text)]
    acting = [one for one in public if one.score > 0]
    sites = _sites(told) if category in CONTENT or not acting else []
    if category in _CALLS and (callers := [one for one in numbers(told.words).values() if one.score > 0]):
        return _clearest(callers)
    if acting:
        clearest, triage = _clearest(acting)
        with_sites = len(clearest) == 1 and category in CONTENT
        beside = [one for one in sites if with_sites and (one.score > 1 or one.lines & clearest[0].lines)]
        return clearest + beside[: MOST_TARGETS - 1], triage
    if told.hop:
        return [Named("network", told.hop.address)], ""
    if sites:
        return _clearest(sites)
    if named:
        private = any(is_private(one.text) for one in known)
        return (known, Triage.PRIVATE_TARGET) if private else (named, Triage.NOT_THE_SOURCE)
    own = [Named("protected", one) for one in protected_in(f"{told.subject}\n{told.words}")]
    return (own, "") if own else ([], Triage.NO_TARGET)


def _merged(*found: dict[str, Named]) -> list[Named]:
    merged: dict[str, Named] = {}
    for part in found:
        for text, named in part.items():
            known = merged.setdefault(text, named)
            if known is not named:
                known.roles |= named.roles
                known.lines |= named.lines
                known.ports += named.ports
    return list(merged.values())


def _outermost(named: Iterable[Named]) -> list[Named]:
    """Leaves out the networks in which another candidate lies: they only say where it belongs."""
    single = [one for one in named if "/" not in one.text]
    return [one for one in named if "/" not in one.text or not any(other.inside(one) for other in single)]


def _sites(told: Told) -> list[Named]:
    """Returns the hosts that are neither the reporter's, nor ours, nor of anyone's mail address."""
    found = _merged(hosts(told.subject, in_subject=True), hosts(told.words))
    mails = {registered(name) for name in mail_domains(told.words)} if found else set()
    others = [one for one in found if one.score > 0 and registered(one.text) not in told.houses]
    strangers = [one for one in others if registered(one.text) not in mails or max(one.roles) > Role.MENTIONED]
    return sorted(strangers, key=lambda one: -one.score)


def _clearest(candidates: list[Named]) -> tuple[list[Named], str]:
    """Returns the one that stands out, those of a list of equals, or all of them and that none stands out."""
    ranked = sorted(candidates, key=lambda one: (-one.score, one.first))
    best = ranked[0]
    near = [one for one in ranked if one.score > best.score - _STANDS_OUT]
    if len(near) == 1 or (best.kind == "domain" and len({registered(one.text) for one in near}) == 1):
        return [best], ""
    pairs = combinations(near[:MOST_TARGETS], 2)
    apart = all(not one.lines & other.lines or (one.listed and other.listed) for one, other in pairs)
    if apart and best.score > Role.MENTIONED and all(one.roles == best.roles for one in near):
        return near, ""
    return ranked, Triage.SEVERAL_TARGETS
