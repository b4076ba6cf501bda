"""When a report says that something happened: the instants of its log lines, its labels, or its words."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, pairwise

from enforcement.reports.reading.model import Triage
from enforcement.reports.reading.words.instants import Found, Frame, days, instants, times_of_day

#: Words before a time that is not the act's: a label of the report itself, or that it was reported on a day.
_NOT_THE_ACT = re.compile(
    r"\b(?:report(?:ed)?|notice|notification|generated|created|issued|ticket|sent|gesendet|envoyé|verzonden"
    r"|enviado|expir\w{1,5}"
    r"|last-modified|changed|updated?|regdate|creation|registered|registration|gemeldet|erstellt|verified|deadline)\b"
    r"(?:[^\n.;:]{0,25}:[\s*]*(?:[a-z]{2,9},?\s)?|[^\n.;:]{0,30}\b(?:on|at|am|le|op"
    r"|el)\b:?[\s*]{0,3}(?:[a-z]{2,9},?\s)?)$"
    r"|\b(?:registered|registration|created|reported|generated)\s{1,3}$"
    r"|\b(?:until|deadline|bis zum|within)\s[^\n.;:]{0,20}$|\bby\s(?:the\s)?(?:[a-z]{3,6}day,?\s)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\b(?:time\w{0,6}|date|when|seen|start\w{0,4}|begin\w{0,3}|end(?:ed)?|first|last|detect\w{0,4}"
    r"|observ\w{0,4}|occurr\w{0,4}|incident"
    r"|event|discovered|found|zeit\w{0,7}|datum|uhrzeit|beginn|ende|heure|horodatage|tijd\w{0,6}|tijdstip|hora"
    r"|fecha|data)\b)"
    r"[^\n]{0,30}[:=]\W{0,6}(?:[a-z]{2,10},?\s)?$",
    re.IGNORECASE,
)
#: Lines that say who wrote what is quoted below.
_QUOTING = re.compile(
    r"^[^\n]{1,200}\b(?:wrote|schrieb|a [ée]crit|schreef|escribió|ha scritto|skrev)\b[^\n]{0,100}:[ \t]*$", re.MULTILINE
)
#: The headers of a mail that is passed on in words, as mail programs write them, and the line of its date.
_HEAD = re.compile(
    r"(?:^[ \t>*]{0,6}(?:from|von|van|de|da|od|subject|betreff|onderwerp|objet|oggetto|asunto|to|an|aan|à|para|a|cc"
    r"|date|sent|datum|gesendet|verzonden|envoyé|enviado|fecha|data|inviato)\*?[ \t]?:[^\n]{1,300}(?:\n|\Z)){3,8}",
    re.IGNORECASE | re.MULTILINE,
)
_DATED = re.compile(
    r"^[ \t>*]{0,6}(?:date|sent|datum|gesendet|verzonden|envoyé|enviado|fecha|data|inviato)\*?[ \t]?:[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_HEADS = 10
_NOW = re.compile(
    r"\b(?:currently|right now|at this moment|at the moment|ongoing|still|as we speak|derzeit|aktuell|zurzeit"
    r"|gerade|momentan|actuellement"
    r"|en ce moment|momenteel|op dit moment|actualmente|ahora mismo)\b",
    re.IGNORECASE,
)
#: What stands between the time at which an act began and that to which it went on, also where a line ends between them.
_GOES_ON = re.compile(
    r"[\s,;.()|]{0,6}(?:\b(?:and|und|et|en)\s)?(?:until|till|to|through|bis|tot|jusqu'(?:à|au)|hasta|–|-|→"
    r"|(?:last|latest|letzte\w*|laatste?|derni[eè]re?)[ _-]?(?:seen|time|attempt|gesehen|gezien|poging|versuch|vu\w*)?"
    r"|zuletzt|end(?:ed|s|e|ing)?(?: (?:time|at|on|date))?|einde|fin)"
    r"(?:\s(?:at|on|um|am|om|op|le|à))?\s?[:=]?\s{0,3}",
    re.IGNORECASE,
)
_AHEAD = dt.timedelta(hours=24)
_SAME = dt.timedelta(minutes=1)
Span = tuple[dt.datetime | None, dt.datetime | None, str]


@dataclass(frozen=True)
class Times:
    """The times in a report's subject and words; the mail's own date helps to read them."""

    words: str
    frame: Frame
    subject: str = ""
    others: tuple[dt.datetime, ...] = field(default=())

    @cached_property
    def _found(self) -> list[tuple[int, Found, str]]:
        found = []
        quoting = {match.start() for match in _QUOTING.finditer(self.words)}
        for one in instants(self.words, self.frame):
            line = self.words.rfind("\n", 0, one.start) + 1
            if line not in quoting and line not in self._passed_on:
                found.append((line, one, self.words[max(line, one.start - 90) : one.start]))
        return found

    @cached_property
    def _passed_on(self) -> dict[int, dt.datetime]:
        """Returns when mails that were passed on in these words were sent, by where the line stands that says so."""
        found = {}
        for head in islice(_HEAD.finditer(self.words), _MOST_HEADS):
            if "@" in head[0] and (dated := _DATED.search(head[0])):
                begins = head.start() + dated.start()
                if at := next(iter(instants(dated[0], self.frame)), None):
                    zone = dt.timezone(at.offset) if at.offset is not None else self.frame.zone or dt.UTC
                    found[self.words.rfind("\n", 0, begins + 1) + 1] = at.at.astimezone(zone)
        return found

    @cached_property
    def _last_ones(self) -> dict[int, int]:
        """Returns where each time stands to which an act went on, by where the time stands at which it began."""
        pairs = pairwise(one for _, one, _ in self._found)
        return {
            last.start: first.start for first, last in pairs if _GOES_ON.fullmatch(self.words[first.end : last.start])
        }

    def places(self, groups: list[frozenset[int]]) -> list[frozenset[int]]:
        """Returns for each group of lines those that have a time: its own, or those of paragraphs that are its alone.

        All are empty where no group has any: then a time elsewhere is meant for all of them.
        """
        timed = {line: self._paragraph(line) for line, _, _ in self._found}
        paragraphs = [{self._paragraph(line) for line in group} for group in groups]
        owners = Counter(paragraph for own in paragraphs for paragraph in own)
        found = []
        for group, own in zip(groups, paragraphs, strict=True):
            beside = {line for line, paragraph in timed.items() if paragraph in own and owners[paragraph] == 1}
            found.append(group.intersection(timed) or frozenset(beside))
        return found

    def words_of(self, groups: list[frozenset[int]]) -> list[str]:
        """Returns the words of each group of lines: its paragraphs, where they are its alone, or else its lines."""
        paragraphs = [{self._paragraph(line) for line in group} for group in groups]
        owners = Counter(paragraph for own in paragraphs for paragraph in own)
        found = []
        for group, own in zip(groups, paragraphs, strict=True):
            alone = all(owners[paragraph] == 1 for paragraph in own)
            found.append(
                "\n".join(self._until(start, "\n\n" if alone else "\n") for start in sorted(own if alone else group))
            )
        return found

    def _until(self, start: int, end: str) -> str:
        found = self.words.find(end, start)
        return self.words[start : found if found >= 0 else None]

    def _paragraph(self, line: int) -> int:
        """Returns where the paragraph of a line begins."""
        return self.words.rfind("\n\n", 0, line) + 1

    def of(self, lines: frozenset[int], *, at_sight: bool, alone: bool = True, handed: bool = False) -> Span:
        """Returns when the act on these lines began and ended, and what is in doubt.

        `alone` tells that the words speak of nothing else, so that a time on another line is meant too; `at_sight`
        that the act lasts, so that it was there when the mail was sent; `handed` that whoever handed over the mail that
        is reported is meant, so that its time is that of the act.
        """
        acts = [
            (line, one, before)
            for line, one, before in self._found
            if one.start in self._last_ones or not _NOT_THE_ACT.search(before)
        ]
        chosen = [one for line, one, _ in acts if line in lines]
        chosen += [one for _, one, _ in acts if self._last_ones.get(one.start) in {other.start for other in chosen}]
        if not chosen and handed:
            chosen = [Found(0, 0, at.astimezone(dt.UTC)) for at in self.others]
        if not chosen and alone:
            chosen = [one for _, one, before in acts if _LABEL.search(before)] or [one for _, one, _ in acts]
        chosen = self._in_the_zone_named(chosen)
        if not chosen and alone:
            chosen = self._less_exact()
        if chosen:
            return self._span(chosen)
        if self.frame.sent and (at_sight or _NOW.search(self.words)):
            sent = self.frame.sent.astimezone(dt.UTC)
            return sent, sent, ""
        return None, None, Triage.NO_TIME

    def _in_the_zone_named(self, chosen: list[Found]) -> list[Found]:
        """Returns times of a log that names no zone in that of another line, if this says one of them with its zone."""
        if not chosen or any(one.offset is not None for one in chosen):
            return chosen
        own = chosen[0].at.astimezone(self.frame.zone or dt.UTC).utcoffset() or dt.timedelta()
        said = [one for _, one, _ in self._found if one.offset is not None] + instants(self.subject, self.frame)
        for other in said:
            moved = own - other.offset if other.offset is not None else dt.timedelta()
            if moved and any(abs(one.at + moved - other.at) <= _SAME for one in chosen):
                return [replace(one, at=one.at + moved, sure=True) for one in chosen]
        return chosen

    def _less_exact(self) -> list[Found]:
        """Returns the times of the subject, of the headers of the mail that is reported, of the day, or whole days."""
        in_subject = instants(self.subject, self.frame)
        if in_subject or self.others:
            return in_subject or [Found(0, 0, at.astimezone(dt.UTC)) for at in self.others]
        both = f"{self.subject}\n{self.words}"
        sent = [at for at in self._passed_on.values() if self.frame.sent is None or at <= self.frame.sent]
        named = days(both, self.frame)
        begun = {first.at.astimezone(self.frame.zone).date() for first, _last in named}
        day = begun.pop() if len(begun) == 1 else None
        found = times_of_day(both, replace(self.frame, sent=sent[0]) if len(sent) == 1 else self.frame, day)
        ahead = len(both) - len(self.words)
        own = [one for one in found if both.rfind("\n", 0, one.start) + 1 - ahead not in self._passed_on]
        return own or [one for span in named for one in span]

    def _span(self, chosen: list[Found]) -> Span:
        began, ended = min(one.at for one in chosen), max(one.at for one in chosen)
        sent = self.frame.sent
        doubt = not all(one.sure for one in chosen) or (sent is not None and began > sent + _AHEAD)
        if sent is not None and began <= sent < ended:
            ended = max((one.at for one in chosen if one.at <= sent + _AHEAD), default=began)
        return began, ended, Triage.TIME_IN_DOUBT if doubt else ""
