"""Asking for hints first changes nothing of what is found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.documents.proposing import conduct
from policies.documents.proposing.kinds import GRAMMARS
from policies.documents.proposing.languages.grammar import Grammar
from policies.documents.proposing.text_search import Sought, in_small_letters, sought


def of(grammar: Grammar) -> dict[str, Sought]:
    named = ("bans", "negated", "weakly_negated", "discretionary", "authorization", "recording")
    return {
        **{f"{grammar.code} {kind} {at}": rule for at, (kind, rule) in enumerate(grammar.rules)},
        **{f"{grammar.code} commands {at}": rule for at, rule in enumerate(grammar.commands)},
        **{f"{grammar.code} forbids {at}": rule for at, rule in enumerate(grammar.forbids)},
        **{f"{grammar.code} {name}": getattr(grammar, name) for name in named},
    }


ALL = {
    **{name: rule for grammar in GRAMMARS.values() for name, rule in of(grammar).items()},
    **{f"{name} {at}": rule for at, (name, rule) in enumerate((*conduct._SOUGHT, *conduct._SOUGHT_ELSEWHERE))},
}
#: Of each of a hundred patterns.
EXAMPLES = 30


@pytest.mark.parametrize("rule", ALL.values(), ids=ALL.keys())
def test_whatever_a_pattern_matches_holds_its_hints(rule: Sought) -> None:
    @settings(max_examples=EXAMPLES)
    @given(st.from_regex(rule.pattern, alphabet=st.characters(max_codepoint=0x2FFF)))
    def holds(text: str) -> None:
        assert rule.search(text, in_small_letters(text)) is not None

    holds()


def test_every_place_of_a_pattern_is_found() -> None:
    rule = sought(r"\bmust not\b", "not")
    text = "You must not sell. You must not lend."
    assert [match.start() for match in rule.each(text, in_small_letters(text))] == [4, 23]
    assert not list(rule.each("You must.", "you must."))


def test_letters_that_count_as_the_same_are_read_as_the_same() -> None:
    rule = sought(r"\bdiskless\b", "diskless")
    for text in ("D\u0130SKLESS", "d\u0131skle\u017fs", "dis\u212aless"):
        assert rule.pattern.search(text)
        assert rule.search(text, in_small_letters(text))
