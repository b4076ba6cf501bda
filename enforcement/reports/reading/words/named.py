"""What words name, and the words around it on its line."""

import ipaddress
import re
from dataclasses import dataclass, field
from typing import Final

from enforcement.reports.reading.words.roles import Role, role

#: What stands before an address in a list, and says nothing.
BULLETS: Final = " \t*-•>|,;\"'[(<"
#: What ends a line, and says nothing.
ENDS: Final = " \t,;.|\"'])>"
#: Characters of a line that are looked at on each side, and of a list above it.
_BESIDE, _ABOVE = 120, 2_000
_SHORT = 60

#: Who told of what a list holds is not what the list holds.
_SAID_BY = re.compile(
    r"\b(?:reported|seen|found|detected|observed|gemeldet|signalée?|gemeld) (?:by|von|par|door) [^:]{1,60}(?=:)"
)


@dataclass(slots=True)
class Named:
    """One address, host or number that words name: in which roles, on which lines, with which ports."""

    kind: str
    text: str
    roles: set[Role] = field(default_factory=set)
    lines: set[int] = field(default_factory=set)
    ports: list[int] = field(default_factory=list)
    first: int = 0
    listed: bool = False  # it stands in one list with another, and shares what is said of it

    @property
    def score(self) -> int:
        """How clearly it is said to have acted; negative where it is said to have been acted on."""
        return sum(self.roles) - (6 if Role.ACTED_ON in self.roles else 0)

    def inside(self, other: "Named") -> bool:
        """Whether this address lies in another's network."""
        here, there = ipaddress.ip_network(self.text), ipaddress.ip_network(other.text)
        return here.version == there.version and here.subnet_of(there)  # type: ignore[arg-type]


def around(words: str, start: int, end: int) -> tuple[int, str, str]:
    """Returns where a line begins, and what stands on it before and after."""
    line = words.rfind("\n", 0, start) + 1
    ending = words.find("\n", end, end + _BESIDE)
    before = words[max(line, start - _BESIDE) : start]
    after = words[end : ending if ending >= 0 else end + _BESIDE]
    if before.endswith("://"):
        before = before.rpartition(":")[0].rstrip("htpsHTPS")
    return line, before, after


def role_alone(words: str, line: int) -> Role:
    """Returns the role of what stands alone on a line: that which the heading of a list gives it, if it gives one."""
    said = role(_heading(words, line), "")
    return Role.ALONE if said is Role.MENTIONED else said


def _heading(words: str, line: int) -> str:
    """Returns the words above a list of short lines, if they end in a colon; otherwise an empty text."""
    above = words[max(0, line - _ABOVE) : line].split("\n")
    for text in reversed(above[:-1]):
        if text.rstrip().endswith(":"):
            return f"{_SAID_BY.sub('', text[-_BESIDE:].rstrip())} "
        if len(text) > _SHORT:
            break
    return ""
