"""What a redline shows as deleted, inserted and the same."""

import pytest

from policies.documents.comparing.redline import redline

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


def marked(old: str, new: str) -> str:
    """One line: `[-deleted-]`, `[+inserted+]`, a stroke between segments."""
    return "|".join(MARKS[segment.op].format(segment.text) for segment in redline(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("same words", "same words", "same words"),
        ("send mail", "send junk mail", "send |[+junk +]|mail"),
        ("send junk mail", "send mail", "send |[-junk -]|mail"),
        ("one two", "three four", "[-one two-]|[+three four+]"),
        ("one  two", "three  four", "[-one  two-]|[+three  four+]"),
        ("a b c", "x b y", "[-a-]|[+x+]| b |[-c-]|[+y+]"),
        ("a b, c", "a d. c", "a |[-b,-]|[+d.+]| c"),
        ("go, now ", "go. now ", "go|[-,-]|[+.+]| now "),
        ("old ", "new ", "[-old-]|[+new+]| "),
        (" old", " new", " |[-old-]|[+new+]"),
        ("don't", "don’t", "[-don't-]|[+don’t+]"),
        ("x-ray  on", "x-rays  on", "[-x-ray-]|[+x-rays+]|  on"),
        ("XX XX y", "XX XX z", "XX XX |[-y-]|[+z+]"),
        ("a ", "x y", "[-a -]|[+x y+]"),
        ("a b", " c", "[-a b-]|[+ c+]"),
        ("a  b", "a b", "a|[-  -]|[+ +]|b"),
        ("a \tb", "a \tb  c", "a| \t|b|[+  c+]"),
    ],
)
def test_whole_words_are_shown_and_space_between_changes_belongs_to_them(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown
