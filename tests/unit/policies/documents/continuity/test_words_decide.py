"""Likeness of words decides which provision goes on: what only stands in the same place is another one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents import Document, Kind, Op, Provision, compare, import_document
from policies.documents.continuity.keys import with_keys
from policies.documents.continuity.likeness import plain
from tests.unit.policies.documents.trees import documents


def imported(text: str, previous: Document | None = None) -> Document:
    return import_document(text.encode(), filename="rules.md", previous=previous).document


def went_on(old: str, new: str) -> dict[str, str]:
    """The words of each new provision that has an old key, by the old words."""
    before = imported(old)
    was = {one.key: one.text for one in before.each()}
    return {was[one.key]: one.text for one in imported(new, before).each() if one.key in was}


@pytest.mark.parametrize(
    ("gone", "new"),
    [
        (
            "If you violate this policy, we close the account at once.",
            "Promotion of violent groups, their leaders and their acts.",
        ),
        ("Pay each invoice within thirty days.", "Do not resell the service."),
        ("Customers must not run a game of chance.", "Customers must not publish somebody's address."),
        (
            "You must not use the service to harass other users of the service.",
            "You must not use the service to mine coins on the service.",
        ),
        ("Klanten mogen de dienst niet doorverkopen.", "Klanten mogen de dienst niet ondermijnen."),
        ("Kunden dürfen keine Viren verbreiten.", "Kunden dürfen keine Waffen anbieten."),
        ("请按时付款。", "您不得扫描他人的网络。"),
    ],
)
@pytest.mark.parametrize("form", ["- {}", "{}", "1. {}", "## Rules of the house\n\n{}"])
def test_what_shares_only_its_place_gets_no_key(gone: str, new: str, form: str) -> None:
    policy = "# AUP\n\nThe first rule binds everybody here.\n\n{}\n\n## Ends\n\nKeep your password secret.\n"
    old = went_on(policy.format(form.format(gone)), policy.format(form.format(new)))
    assert gone not in old
    assert old["Keep your password secret."] == "Keep your password secret."


def test_a_section_whose_heading_and_clause_are_both_others_is_new() -> None:
    old = "# AUP\n\n## Mail\n\nSend no bulk mail.\n\n## Gambling\n\nOnline casinos are not allowed.\n"
    kept = went_on(old, old.replace("Gambling", "Weapons").replace("Online casinos", "Sales of firearms"))
    assert set(kept) == {"Mail", "Send no bulk mail."}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Customers must not send unsolicited bulk e-mail.",
            "You may not send e-mail in bulk to people who did not ask for it.",
        ),
        (
            "We may close the account of anyone who breaks these rules.",
            "An account that breaks the rules can be closed.",
        ),
        (
            "We may suspend your access at any time if you violate this policy.",
            "If this policy is violated, your access may be suspended without notice.",
        ),
        ("Respect the privacy of other people.", "The privacy of each person must be respected by all that you do."),
        ("Do not scan ports.", "Port scans are not allowed."),
        ("No casinos.", "You may not run casinos or other games of chance through our servers."),
        ("Houd uw wachtwoord geheim.", "Een wachtwoord is geheim en blijft dat."),
    ],
)
def test_the_sole_clause_of_a_section_stays_when_it_is_reworded(before: str, after: str) -> None:
    policy = "# AUP\n\n## One subject\n\n{}\n\n## Another subject\n\nNothing else holds.\n"
    assert went_on(policy.format(before), policy.format(after))[before] == after
    assert went_on(f"# AUP\n\n{before}\n", f"# AUP\n\n{after}\n")[before] == after


def test_a_bold_line_that_became_a_heading_is_the_same_provision() -> None:
    line = Provision("line", Kind.OBLIGATION, None, "", "Illegal use")
    clause = Provision("clause", Kind.PROHIBITION, None, "", "You may not break the law.")
    first = Provision("first", Kind.OBLIGATION, None, "", "These rules bind everybody.")
    old = Document("AUP", "en", (), (first, line, clause))
    heading = replace(line, key="x", kind=Kind.HEADING, number="1.", children=(replace(clause, key="y"),))
    new = with_keys(Document("AUP", "en", (), (replace(first, key="z"), heading)), old)
    assert [one.key for one in new.each()] == ["first", "line", "clause"]
    assert {change.op for change in compare(old, new).changes} == {Op.MODIFIED, Op.MOVED}
    back = with_keys(replace(old, provisions=(replace(first, key="a"), replace(line, key="b"), clause)), new)
    assert [one.key for one in back.each()] == ["first", "line", "clause"]
    other = replace(heading, text="Fair share", children=())
    lone = with_keys(Document("AUP", "en", (), (first, other)), Document("AUP", "en", (), (first, line)))
    assert "line" not in lone.placed(), "another heading in the place of a line is another provision"


@pytest.mark.parametrize(
    ("paragraph", "lead_in", "items"),
    [
        (
            "You may not send spam, scan the ports of others or forge headers.",
            "You may not:",
            ["send spam;", "scan the ports of others; or", "forge headers."],
        ),
        (
            "Nobody may transmit unasked commercial mail to who never wrote, publish secrets or attack computers.",
            "The following is forbidden to every customer:",
            [
                "transmitting unasked commercial mail to who never wrote;",
                "publishing secrets;",
                "attacking computers.",
            ],
        ),
        (
            "You must not upload malware, viruses or worms, and you must not phish.",
            "You must not do any of these things here:",
            [
                "upload malware, viruses or worms of any kind, wherever they come from;",
                "phish for the passwords of other people;",
                "run the control server of a botnet.",
            ],
        ),
        ("We remove what is illegal, hateful or obscene.", "We remove what is:", ["illegal;", "hateful;", "obscene."]),
    ],
)
def test_a_paragraph_that_became_a_list_keeps_its_key_at_the_lead_in_and_back(
    paragraph: str, lead_in: str, items: list[str]
) -> None:
    policy = "# AUP\n\nThe first rule.\n\n{}\n\nThe last rule.\n"
    as_list = policy.format("\n".join([lead_in, "", *(f"- {item}" for item in items)]))
    assert went_on(policy.format(paragraph), as_list) == {
        "The first rule.": "The first rule.",
        paragraph: lead_in,
        "The last rule.": "The last rule.",
    }
    assert went_on(as_list, policy.format(paragraph))[lead_in] == paragraph


def test_a_paragraph_that_became_one_item_of_a_list_keeps_its_key_at_the_item() -> None:
    kept = went_on(
        "# AUP\n\nSending unasked mail in bulk is forbidden.\n",
        "# AUP\n\nForbidden is:\n\n- sending unasked mail in bulk;\n- scanning ports;\n- running a casino.\n",
    )
    assert kept == {"Sending unasked mail in bulk is forbidden.": "sending unasked mail in bulk;"}


@pytest.mark.parametrize("where", ["", "## Accounts\n\n"])
def test_two_different_clauses_never_get_one_key(where: str) -> None:
    base = f"# AUP\n\nCustomers shall not send spam.\n\n{where}We may suspend the service.\n"
    one = "\nCustomers must keep their passwords secret and must change them each year.\n"
    other = "\nCustomers must keep their passwords secret from the staff of the reseller.\n"
    before = imported(base)
    theirs, ours, again = (set(imported(base + more, before).placed()) for more in (one, other, one))
    assert theirs - set(before.placed())
    assert theirs & ours == set(before.placed())
    assert theirs == again, "the same clause in the same place is the same provision on both sides"


@given(documents(), documents(), documents())
def test_a_key_is_unique_and_one_text_at_most_is_new_under_it(base: Document, one: Document, other: Document) -> None:
    found = [with_keys(side, base) for side in (one, other)]
    for side in found:
        keys = [provision.key for provision in side.each()]
        assert len(keys) == len(set(keys))
    new = [{key: placed for key, placed in side.placed().items() if key not in base.placed()} for side in found]
    for key in new[0].keys() & new[1].keys():
        assert plain(new[0][key].provision.text) == plain(new[1][key].provision.text)


@given(documents(), st.sampled_from(["\u00ad", "\u200b", "\u2060"]))
def test_signs_that_nobody_sees_change_no_key(base: Document, sign: str) -> None:
    hidden = replace(base, provisions=tuple(_with(one, sign) for one in base.provisions))
    assert [one.key for one in with_keys(hidden, base).each()] == [one.key for one in with_keys(base, base).each()]


def _with(provision: Provision, sign: str) -> Provision:
    children = tuple(_with(child, sign) for child in provision.children)
    return replace(provision, text=provision.text[:1] + sign + provision.text[1:], children=children)
