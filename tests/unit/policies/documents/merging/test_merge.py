"""Following the vendor takes over what was chosen and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision, Variable
from policies.documents.comparing.compare import Op
from policies.documents.merging.merge import TO_DECIDE, Offer, Status, follow, take
from policies.documents.model.tree import own
from tests.unit.policies.documents.trees import KEYS, documents


def provision(key: str, text: str, *children: Provision) -> Provision:
    return Provision(key, Kind.PROHIBITION, None, "", text, children=children)


def document(*provisions: Provision) -> Document:
    return Document("A policy", "en", (), provisions)


def keys(base: Document, theirs: Document, ours: Document) -> set[str]:
    return {offer.key for offer in follow(base, theirs, ours) if offer.status is not Status.ALREADY}


@given(base=documents(), theirs=documents())
def test_merging_into_an_unchanged_copy_gives_theirs(base: Document, theirs: Document) -> None:
    offers = follow(base, theirs, base)
    assert {offer.status for offer in offers} <= {Status.CLEAN}
    assert take(base, theirs, {offer.key for offer in offers}, {}) == theirs
    assert take(base, theirs, {offer.key for offer in offers}, {}, base=base) == theirs


@given(base=documents(), ours=documents())
def test_an_unchanged_vendor_offers_nothing(base: Document, ours: Document) -> None:
    assert follow(base, base, ours) == ()
    assert take(ours, base, set(), {}) == ours


@given(base=documents(), theirs=documents(), ours=documents())
def test_merging_twice_is_merging_once(base: Document, theirs: Document, ours: Document) -> None:
    once = take(ours, theirs, keys(base, theirs, ours), {})
    assert take(once, theirs, keys(base, theirs, once), {}) == once
    taken = keys(base, theirs, ours)
    once = take(ours, theirs, taken, {}, base=base)
    assert take(once, theirs, taken & {*once.placed(), *theirs.placed()}, {}, base=base) == once
    assert follow(theirs, theirs, once) == ()


@given(base=documents(), theirs=documents(), ours=documents())
def test_no_provision_of_any_side_vanishes_without_a_decision(base: Document, theirs: Document, ours: Document) -> None:
    offers = {offer.key: offer for offer in follow(base, theirs, ours)}
    clean = {key for key, offer in offers.items() if offer.status is Status.CLEAN}
    before, there, mine = base.placed(), theirs.placed(), ours.placed()
    merged = take(ours, theirs, clean, {}, base=base).placed()
    for key in {*before, *there, *mine} - set(merged):
        if key in mine:  # upstream deleted what we had not touched, and that was agreed to
            assert offers[key].op is Op.DELETED
            assert own(mine[key].provision) == own(before[key].provision)
            assert key in clean
        elif key in there and key not in before:  # ours has its number there already, which is said: it waits
            assert offers[key].status is Status.SAME_NUMBER
        elif key in there:  # we deleted it ourselves; where upstream edited it since, it waits for a decision
            assert key not in offers or offers[key].status is Status.DELETED_HERE
    for key, placed in merged.items():
        source = there if key in clean else mine
        assert own(placed.provision) == own(source[key].provision)


@given(base=documents(), theirs=documents(), ours=documents())
def test_whatever_both_sides_changed_differently_waits_for_a_decision(
    base: Document, theirs: Document, ours: Document
) -> None:
    offers = {offer.key: offer.status for offer in follow(base, theirs, ours)}
    before, there, mine = (
        {key: own(placed.provision) for key, placed in side.placed().items()} for side in (base, theirs, ours)
    )
    for key in {*before, *there, *mine}:
        sides = [side.get(key) for side in (before, there, mine)]
        if sides[0] != sides[1] and sides[0] != sides[2] and sides[1] != sides[2]:
            assert offers[key] in TO_DECIDE


@given(base=documents(), theirs=documents(), ours=documents(), chosen=st.sets(st.sampled_from(KEYS)))
def test_the_order_of_independent_changes_does_not_matter(
    base: Document, theirs: Document, ours: Document, chosen: set[str]
) -> None:
    offers = {offer.key: offer for offer in follow(base, theirs, ours) if offer.status is not Status.ALREADY}
    first = chosen & set(offers)
    second = {
        key for key in set(offers) - first if all(independent(offers[key], offers[one], ours, theirs) for one in first)
    }

    def after(document: Document, taken: set[str]) -> Document:
        return take(document, theirs, taken, {}, base=base)

    assert after(after(ours, first), second) == after(after(ours, second), first) == after(ours, first | second)


def independent(one: Offer, other: Offer, ours: Document, theirs: Document) -> bool:
    """Words alone, or places in other families of which neither hangs below the other."""
    if in_place(one) or in_place(other):
        return True
    above, beside = lineage(one.key, ours, theirs), lineage(other.key, ours, theirs)
    shared = families(one, ours, theirs) & families(other, ours, theirs)
    return one.key not in beside and other.key not in above and not shared


def in_place(offer: Offer) -> bool:
    return None not in (offer.base, offer.theirs, offer.ours) and not offer.moved


def lineage(key: str, *sides: Document) -> set[str | None]:
    """All that the provision hangs below, in any of the sides."""
    found: set[str | None] = set()
    waiting: list[str | None] = [key]
    while waiting:
        one = waiting.pop()
        above = {side.placed()[one].parent_key for side in sides if one in side.placed()} - found
        found |= above
        waiting += above
    return found


def families(offer: Offer, ours: Document, theirs: Document) -> set[str | None]:
    """Whose children change: in ours, and in theirs up to the first that ours has."""
    found = {offer.ours.parent_key} if offer.ours else set()
    there, parent_key = theirs.placed(), offer.theirs.parent_key if offer.theirs else None
    while offer.theirs and parent_key is not None and parent_key not in ours.placed():
        found.add(parent_key)
        parent_key = there[parent_key].parent_key
    return found | {parent_key} if offer.theirs else found


def test_what_upstream_only_reworded_stays_where_we_moved_it() -> None:
    base = document(provision("a", "A"), provision("b", "B"), provision("c", "C"))
    theirs = document(provision("a", "A"), provision("b", "B"), provision("c", "C, and more"))
    ours = document(provision("c", "C"), provision("a", "A"), provision("b", "B"))
    (offer,) = follow(base, theirs, ours)
    assert (offer.status, offer.moved, offer.moved_here) == (Status.CLEAN, False, True)
    assert take(ours, theirs, {"c"}, {}, base=base) == document(
        provision("c", "C, and more"), provision("a", "A"), provision("b", "B")
    )


def test_what_both_moved_to_other_places_waits_for_a_decision() -> None:
    base = document(provision("a", "A"), provision("b", "B"), provision("c", "C"))
    theirs = document(provision("a", "A", provision("c", "C")), provision("b", "B"))
    ours = document(provision("a", "A"), provision("b", "B", provision("c", "C")))
    assert [(offer.status, offer.op, offer.moved) for offer in follow(base, theirs, ours)] == [
        (Status.CONFLICT, Op.MOVED, True)
    ]


@given(base=documents(), theirs=documents(), ours=documents())
def test_what_was_not_chosen_keeps_its_words(base: Document, theirs: Document, ours: Document) -> None:
    offers = sorted(keys(base, theirs, ours))
    chosen = set(offers[::2])
    merged = take(ours, theirs, chosen, {}).placed()
    for key, placed in ours.placed().items():
        if key not in chosen:
            assert replace(merged[key].provision, children=()) == replace(placed.provision, children=())
    assert set(merged) - set(ours.placed()) <= chosen


def test_the_three_differences_of_a_new_version_are_offered_and_taken_one_by_one() -> None:
    base = document(
        provision("list", "You shall not:", provision("a", "spam"), provision("b", "dial"), provision("c", "scan"))
    )
    theirs = document(
        provision(
            "list", "You shall not:", provision("a", "spam"), provision("n", "mine"), provision("c", "scan or probe")
        )
    )
    ours = document(provision("own", "Ours."), *base.provisions)
    assert {(offer.key, offer.op, offer.status) for offer in follow(base, theirs, ours)} == {
        ("n", Op.ADDED, Status.CLEAN),
        ("c", Op.MODIFIED, Status.CLEAN),
        ("b", Op.DELETED, Status.CLEAN),
    }
    merged = take(ours, theirs, {"n", "b", "c"}, {"c": "scan without asking"})
    assert [(placed.key, placed.provision.text) for placed in merged.walk()] == [
        ("own", "Ours."),
        ("list", "You shall not:"),
        ("a", "spam"),
        ("n", "mine"),
        ("c", "scan without asking"),
    ]
    assert {offer.key: offer.status for offer in follow(base, theirs, merged)} == {
        "n": Status.ALREADY,
        "b": Status.ALREADY,
        "c": Status.CONFLICT,
    }


def test_own_words_against_changed_words_are_a_conflict() -> None:
    base, theirs, ours = (document(provision("a", text)) for text in ("spam", "spam much", "spam little"))
    assert [offer.status for offer in follow(base, theirs, ours)] == [Status.CONFLICT]
    assert [offer.status for offer in follow(base, document(), ours)] == [Status.DELETED_THERE]
    assert [offer.status for offer in follow(base, theirs, document())] == [Status.DELETED_HERE]


def test_a_variable_that_came_with_words_is_declared_without_a_value() -> None:
    theirs = replace(
        document(provision("a", "Write to {{abuse_mailbox}}.")), variables=(Variable("abuse_mailbox", "x@y.example"),)
    )
    assert take(document(), theirs, {"a"}, {}).variables == (Variable("abuse_mailbox", None),)


def test_a_variable_that_is_declared_here_keeps_its_value_and_one_declared_nowhere_is_not_declared() -> None:
    words = provision("a", "{{company}} reads {{abuse_mailbox}}, and {{nobody}} does not.")
    theirs = replace(
        document(words), variables=(Variable("abuse_mailbox", "x@y.example"), Variable("company", "Theirs"))
    )
    ours = replace(document(), variables=(Variable("company", "Ours"),))
    assert take(ours, theirs, {"a"}, {}).variables == (Variable("company", "Ours"), Variable("abuse_mailbox", None))


def test_what_stands_here_already_where_upstream_moved_it_is_already_there() -> None:
    base = document(provision("a", "A"), provision("b", "B"), provision("c", "C"))
    moved = document(provision("c", "C"), provision("a", "A"), provision("b", "B"))
    (offer,) = follow(base, moved, moved)
    assert (offer.status, offer.moved, offer.moved_here) == (Status.ALREADY, True, True)


def test_what_moves_below_a_provision_that_is_offered_too_is_not_yet_there() -> None:
    base = document(provision("a", "A", provision("c", "C")))
    theirs = document(provision("a", "A", provision("b", "B", provision("c", "C"))))
    assert {offer.key: offer.status for offer in follow(base, theirs, base)} == {"b": Status.CLEAN, "c": Status.CLEAN}


def test_an_offer_shows_the_three_states_of_its_provision() -> None:
    base, theirs, ours = (document(provision("a", text)) for text in ("spam", "spam much", "spam little"))
    (offer,) = follow(base, theirs, ours)
    assert (offer.base, offer.theirs, offer.ours) == tuple(side.placed()["a"] for side in (base, theirs, ours))
    (offer,) = follow(base, document(), document())
    assert (offer.status, offer.base, offer.theirs, offer.ours) == (Status.ALREADY, base.placed()["a"], None, None)


def test_a_key_that_nobody_has_is_refused() -> None:
    with pytest.raises(KeyError, match=r"^'nobody-has-it'$"):
        take(document(), document(), {"nobody-has-it"}, {})


def numbered(key: str, number: str, text: str, *children: Provision) -> Provision:
    return replace(provision(key, text, *children), number=number)


def test_both_sides_adding_the_same_number_is_said_and_not_taken_by_itself() -> None:
    shared = (numbered("a", "(a)", "send spam;"), numbered("b", "(b)", "scan ports;"))
    base = document(numbered("lead", "1.", "You shall not:", *shared))
    theirs = document(numbered("lead", "1.", "You shall not:", *shared, numbered("t", "(c)", "forge headers.")))
    ours = document(numbered("lead", "1.", "You shall not:", *shared, numbered("o", "c)", "mine coins.")))
    (offer,) = follow(base, theirs, ours)
    assert (offer.key, offer.status) == ("t", Status.SAME_NUMBER)
    assert offer.beside is not None
    assert (offer.beside.key, offer.beside.path) == ("o", "1(c)")
    assert offer.status in TO_DECIDE


@pytest.mark.parametrize(("their_number", "own_number"), [("(c)", "(d)"), ("(c)", ""), ("", "")])
def test_another_number_or_none_meets_nothing(their_number: str, own_number: str) -> None:
    base = document(numbered("a", "(a)", "send spam;"))
    theirs = document(*base.provisions, numbered("t", their_number, "forge headers."))
    ours = document(*base.provisions, numbered("o", own_number, "mine coins."))
    (offer,) = follow(base, theirs, ours)
    assert (offer.status, offer.beside) == (Status.CLEAN, None)


def test_a_number_that_upstream_gives_on_or_takes_away_is_free() -> None:
    base = document(
        numbered("a", "(a)", "send spam;"), numbered("b", "(b)", "scan ports;"), numbered("c", "(c)", "lie.")
    )
    theirs = document(
        numbered("n", "(a)", "forge;"), numbered("a", "(b)", "send spam;"), numbered("b", "(c)", "scan ports;")
    )
    assert {offer.status for offer in follow(base, theirs, base)} == {Status.CLEAN}
    ours = replace(base, provisions=(*base.provisions[:2], numbered("c", "(c)", "lie.")))
    assert {offer.key for offer in follow(base, theirs, ours) if offer.beside} == set()


def test_renumbering_onto_a_number_of_our_own_is_said() -> None:
    base = document(numbered("a", "1.", "send spam;"), numbered("b", "2.", "scan ports;"))
    theirs = document(numbered("a", "1.", "send spam;"), numbered("b", "3.", "scan ports;"))
    ours = document(*base.provisions, numbered("o", "3", "mine coins."))
    (offer,) = follow(base, theirs, ours)
    assert (offer.op, offer.status, offer.beside and offer.beside.key) == (Op.RENUMBERED, Status.SAME_NUMBER, "o")


def test_a_number_below_a_new_heading_meets_ours_below_the_nearest_that_we_have() -> None:
    base = document(numbered("lead", "1.", "You shall not:"))
    theirs = document(
        numbered("lead", "1.", "You shall not:", provision("new", "Mail", numbered("t", "(c)", "forge headers.")))
    )
    ours = document(numbered("lead", "1.", "You shall not:", numbered("o", "(c)", "mine coins.")))
    offers = {offer.key: offer for offer in follow(base, theirs, ours)}
    assert (offers["new"].beside, offers["t"].beside) == (None, ours.placed()["o"])


def test_new_words_bring_no_number() -> None:
    base = document(numbered("c", "(c)", "send spam."))
    theirs = document(numbered("c", "(c)", "send junk."))
    ours = document(*base.provisions, numbered("o", "(c)", "mine coins."))
    (offer,) = follow(base, theirs, ours)
    assert (offer.op, offer.status, offer.beside) == (Op.MODIFIED, Status.CLEAN, None)


@given(base=documents(), ours=documents())
def test_what_upstream_did_not_change_leaves_ours_and_what_we_did_not_becomes_theirs(
    base: Document, ours: Document
) -> None:
    def merged(before: Document, theirs: Document, mine: Document) -> Document:
        return take(mine, theirs, keys(before, theirs, mine), {}, base=before)

    assert merged(base, base, ours) == ours
    assert merged(base, ours, base).provisions == ours.provisions
    assert merged(base, ours, ours) == ours
