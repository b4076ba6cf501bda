"""Asking for hints first changes nothing of what is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents.proposing import conduct, kinds
from policies.documents.proposing.text_search import Sought, in_small_letters, sought

ALL = {
    **{f"{kind}": rule for kind, rule in kinds._RULES},
    **{f"{name} {at}": rule for at, (name, rule) in enumerate(conduct._SOUGHT)},
    "discretion": kinds._DISCRETIONARY,
    "authorization": kinds._AUTHORIZATION,
    "recording": kinds._RECORDING,
}


@pytest.mark.parametrize("rule", ALL.values(), ids=ALL.keys())
def test_whatever_a_pattern_matches_holds_its_hints(rule: Sought) -> None:
    @given(st.from_regex(rule.pattern, alphabet=st.characters(max_codepoint=0x2FFF)))
    def holds(text: str) -> None:
        assert rule.search(text, in_small_letters(text)) is not None

    holds()


def test_letters_that_count_as_the_same_are_read_as_the_same() -> None:
    rule = sought(r"\bdiskless\b", "diskless")
    for text in ("D\u0130SKLESS", "d\u0131skle\u017fs", "dis\u212aless"):
        assert rule.pattern.search(text)
        assert rule.search(text, in_small_letters(text))
