"""What is wrong with a file, said by line and column with what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to repair; `line` counts from 1 as a text editor does, `column` is the heading (empty: the line)."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = _("line %d") % self.line
        return f"{where}, {self.column}: {self.sentence}" if self.column else f"{where}: {self.sentence}"
