"""What is wrong with a file, said by line and column with what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenants.resellers.refusals import Refused

#: How many mistakes or steps a page shows.
SHOWN: Final = 300


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to repair; `line` counts from 1 as a text editor does, `column` is the heading (empty: the line)."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = _("line %d") % self.line
        return f"{where}, {self.column}: {self.sentence}" if self.column else f"{where}: {self.sentence}"


class Mistaken(Refused):
    """The file has mistakes (422, `import_mistakes`); `mistakes` names each by line and column, in their order."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(set(mistakes))
        sentence = ngettext(
            "The file has %d mistake; nothing of it was saved.",
            "The file has %d mistakes; nothing of it was saved.",
            len(self.mistakes),
        )
        said = [{"line": one.line, "column": one.column, "sentence": one.sentence} for one in self.mistakes]
        super().__init__("import_mistakes", sentence % len(said), status=422, details={"mistakes": said})

    @property
    def shown(self) -> dict[str, Any]:
        """What `components/mistakes.html` shows of them."""
        return {"refusal": self.sentence, "mistakes": self.mistakes[:SHOWN], "beyond": len(self.mistakes[SHOWN:])}
