"""Passwords that only repeat or count on, which NIST SP 800-63B (5.1.1.2) refuses beside the common ones."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_PIECES: Final = 6
_SHORTEST_RUN: Final = 3
_ROWS: Final = ("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")


class NoPatternValidator:
    """Refuses passwords such as aaaaaaaaaaaa, 123456789012 or abcabcabcabc."""

    def validate(self, password: str, user: object = None) -> None:
        """Raises ValidationError (`password_pattern`) with a sentence that says what to do."""
        if pieces(password) < FEWEST_PIECES:
            sentence = _("This password only repeats or counts on: put words together that nobody would expect.")
            raise ValidationError(sentence, code="password_pattern")

    def get_help_text(self) -> str:
        """Returns the rule as it stands beside a field."""
        return _("Your password can’t only repeat or count on, like 123456789012.")


def pieces(password: str) -> int:
    """Returns of how many parts a password is made: a run (aaaa, 4321, qwer) is one, every other character is one.

    What is repeated throughout counts once. Whether letters are large or small makes no difference.
    """
    text = _repeated_part(password.lower())
    count = start = 0
    while start < len(text):
        end = _end_of_run(text, start)
        start = end if end - start >= _SHORTEST_RUN else start + 1
        count += 1
    return count


def _repeated_part(text: str) -> str:
    """Returns the shortest part that makes the text, two times or more and perhaps begun once more; else the text."""
    for length in range(1, len(text) // 2 + 1):
        if text[length:] == text[:-length]:
            return text[:length]
    return text


def _end_of_run(text: str, start: int) -> int:
    """Returns where the run that begins here ends: each character is as far from the one before it."""
    end = start + 1
    steps = _steps(text[start:end], text[end : end + 1])
    while steps:
        end += 1
        steps &= _steps(text[end - 1 : end], text[end : end + 1])
    return end


def _steps(one: str, other: str) -> set[tuple[str, int]]:
    """Returns how one leads to the next character: the same or its neighbour, in the alphabet or on a row of keys."""
    if not other:
        return set()
    found = {("alphabet", ord(other) - ord(one))}
    found |= {(row, row.index(other) - row.index(one)) for row in _ROWS if one in row and other in row}
    return {(where, step) for where, step in found if -1 <= step <= 1}
