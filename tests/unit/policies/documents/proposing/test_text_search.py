"""Asking for hints first changes nothing of what is found."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.documents.proposing import conduct
from policies.documents.proposing.kinds import GRAMMARS
from policies.documents.proposing.languages.grammar import Grammar
from policies.documents.proposing.text_search import AnyOf, Letters, Sought, sought


def of(grammar: Grammar) -> dict[str, Sought | AnyOf]:
    named = ("bans", "negated", "weakly_negated", "discretionary", "authorization", "recording")
    return {
        **{f"{grammar.code} {kind} {at}": rule for at, (kind, rule) in enumerate(grammar.rules)},
        **{f"{grammar.code} commands {at}": rule for at, rule in enumerate(grammar.commands)},
        **{f"{grammar.code} forbids {at}": rule for at, rule in enumerate(grammar.forbids)},
        **{f"{grammar.code} {name}": getattr(grammar, name) for name in named},
    }


RULES = {name: rule for grammar in GRAMMARS.values() for name, rule in of(grammar).items()}
SEVERAL = {name: rule for name, rule in RULES.items() if isinstance(rule, AnyOf)}
ALL = {
    **{name: rule for name, rule in RULES.items() if isinstance(rule, Sought)},
    **{f"{name}, way {at}": way for name, rule in SEVERAL.items() for at, way in enumerate(rule.ways)},
    **{f"{name} {at}": rule for at, (name, rule) in enumerate((*conduct._SOUGHT, *conduct._SOUGHT_ELSEWHERE))},
}
HINTS = sorted({hint for rule in ALL.values() for group in rule.hints for hint in group})
#: Of each of a hundred patterns.
EXAMPLES = 30


@pytest.mark.parametrize("rule", ALL.values(), ids=ALL.keys())
def test_whatever_a_pattern_matches_holds_its_hints(rule: Sought) -> None:
    @settings(max_examples=EXAMPLES)
    @given(st.from_regex(rule.pattern, alphabet=st.characters(max_codepoint=0x2FFF)))
    def holds(text: str) -> None:
        assert rule.search(Letters(text)) is not None

    holds()


def test_every_place_of_a_pattern_is_found() -> None:
    rule = sought(r"\bmust not\b", "not")
    text = "You must not sell. You must not lend."
    assert [match.start() for match in rule.each(Letters(text))] == [4, 23]
    assert not list(rule.each(Letters("You must.")))


def test_letters_that_count_as_the_same_are_read_as_the_same() -> None:
    rule = sought(r"\bdiskless\b", "diskless")
    for text in ("D\u0130SKLESS", "d\u0131skle\u017fs", "dis\u212aless"):
        assert rule.pattern.search(text)
        assert rule.search(Letters(text))


@pytest.mark.parametrize("rule", SEVERAL.values(), ids=SEVERAL.keys())
def test_several_patterns_find_what_one_with_bars_between_would(rule: AnyOf) -> None:
    whole = re.compile("|".join(f"(?:{way.pattern.pattern})" for way in rule.ways), re.IGNORECASE)
    said = st.one_of(st.from_regex(whole, fullmatch=True), st.sampled_from([" ", ". ", "not ", "we may ", "Users "]))

    @settings(max_examples=EXAMPLES)
    @given(st.lists(said, max_size=5).map("".join))
    def same(text: str) -> None:
        letters = Letters(text)
        assert [match.span() for match in rule.each(letters)] == [match.span() for match in whole.finditer(text)]
        first, alone = whole.search(text), rule.search(letters)
        assert (alone and alone.span()) == (first and first.span())

    same()


@given(st.lists(st.sampled_from([*HINTS, "", " ", "x", "."]), max_size=8).map("".join), st.sampled_from(sorted(ALL)))
def test_what_is_told_from_words_misses_no_hint(text: str, name: str) -> None:
    rule, letters = ALL[name], Letters(text)
    assert rule.possible(letters) is all(any(hint in letters.small for hint in group) for group in rule.hints)


def test_more_words_than_are_remembered_are_read_alike() -> None:
    rule = sought(r"\bmust not\b", "must not")
    for number in range(40_000):
        assert not rule.possible(Letters(f"word{number}"))
    assert rule.possible(Letters("You must not."))
