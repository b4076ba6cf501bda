"""What a language's module gives: the words by which its policies forbid, threaten, disclaim, define and refer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policies.documents.model.document import Kind
    from policies.documents.proposing.text_search import AnyOf, Sought


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of one language; each is tried on one sentence.

    - `rules`: every kind but prohibitions, in the order that decides where several fit.
    - `bans`: words that forbid, whoever says them (“we prohibit”).
    - `forbids`: words that forbid what stands before them (“is not allowed”); void where the company, or a text, is the
      subject, or where they stand in a relative clause.
    - `negated`: a modal verb with its negation; forbids under the same conditions unless `no_ban` follows.
    - `weakly_negated`: the same of verbs that foretell as often as they forbid; needs a user before or after it.
    - `provider`: the end of a clause whose subject is whoever gives the policy: it forbids nothing to itself.
    - `others`: the end of a clause whose subject a negated verb forbids nothing: the provider, a text, a right.
    - `company`: the same for the word “Company” alone, which some contracts use for the party that is bound.
    - `user`: somebody bound by the policy.
    - `passive`: a weak negation after which a passive forbids without a user being named.
    - `entitled`: the end of a clause whose subject is a user, who may end things without threatening anybody.
    - `relative`: the end of a clause after which words only tell which thing is meant.
    - `tells`: words that only announce what a text is about.
    - `conditional`: the beginning of a sentence that says what follows from a breach.
    - `commands`: a sentence that begins with an order not to do something.
    - `continues`: the beginning of a sentence that only adds to the one before (“Such use includes”).
    - `lists`: the end of a sentence that leads to a list of instances.
    - `conduct`: a lead-in that, whatever it says itself, lists what nobody may do.
    - `headings`: what the sections below a heading do by its words; `None` ends what a heading above says.
    - `opens_duty`: the end of a lead-in to what somebody must or may do.
    - `sentence`: a finite verb or subject among the first words: what has none is a fragment, such as an item.
    - `hints`: words often used to forbid or to threaten; where only they stand, a person should look.
    """

    code: str
    rules: tuple[tuple[Kind, Sought | AnyOf], ...]
    bans: Sought | AnyOf
    forbids: tuple[Sought | AnyOf, ...]
    negated: Sought | AnyOf
    weakly_negated: Sought | AnyOf
    no_ban: re.Pattern[str]
    provider: re.Pattern[str]
    others: re.Pattern[str]
    company: re.Pattern[str]
    user: re.Pattern[str]
    passive: re.Pattern[str] | None
    entitled: re.Pattern[str]
    relative: re.Pattern[str]
    tells: re.Pattern[str]
    conditional: re.Pattern[str]
    commands: tuple[Sought | AnyOf, ...]
    continues: re.Pattern[str]
    lists: re.Pattern[str]
    conduct: re.Pattern[str]
    headings: tuple[tuple[Kind | None, re.Pattern[str]], ...]
    opens_duty: re.Pattern[str]
    sentence: re.Pattern[str]
    hints: re.Pattern[str]
    discretionary: Sought | AnyOf
    authorization: Sought | AnyOf
    recording: Sought | AnyOf


def pattern(text: str) -> re.Pattern[str]:
    """Returns a pattern that disregards case."""
    return re.compile(text, re.IGNORECASE)
