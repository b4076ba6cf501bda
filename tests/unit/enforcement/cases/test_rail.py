"""The one next act of a case, and to whom it is offered."""

import uuid

from enforcement.cases.work.rail import (
    APPEAL,
    APPROVED,
    DETERMINED,
    MEASURE,
    REPORTED,
    Act,
    Stage,
    as_seen,
    merged,
    next_act,
)
from tenants.people.permissions import Permission

ME, OTHER = uuid.uuid4(), uuid.uuid4()
TAKE = Act("Take", "/take/", Permission.WORK_CASES, post=True)
APPROVE = Act("Approve", "/approve/", Permission.APPROVE_ENFORCEMENT, not_for=frozenset({ME}))
CLOSE = Act("Close", "/close/", Permission.WORK_CASES)


def test_the_first_stage_that_waits_names_the_act_and_closing_comes_last() -> None:
    stages = [
        Stage(REPORTED, "done", ""),
        Stage(DETERMINED, "now", "", act=TAKE),
        Stage(APPROVED, "now", "", act=APPROVE),
    ]
    assert next_act(stages, CLOSE) == TAKE
    assert next_act(stages[:1], CLOSE) == CLOSE
    assert next_act([], None) is None


def test_it_is_offered_to_who_may_and_the_others_read_whose_it_is() -> None:
    held = [Permission.APPROVE_ENFORCEMENT]
    mine, theirs = as_seen(APPROVE, person=OTHER, held=held), as_seen(APPROVE, person=ME, held=held)
    assert mine is not None
    assert theirs is not None
    assert (mine.offered, theirs.offered) == (True, False)
    assert theirs.roles == ("Enforcement approver",)
    assert as_seen(None, person=ME, held=held) is None


def test_stages_stand_in_their_order_and_the_case_is_at_one_of_them() -> None:
    found = [
        Stage(APPEAL, "later", ""),
        Stage(MEASURE, "done", "first"),
        Stage(MEASURE, "now", "second", act=CLOSE),
        Stage(REPORTED, "now", "", act=TAKE),
    ]
    stages = merged(found)
    assert [one.code for one in stages] == [REPORTED, MEASURE, APPEAL]
    assert [one.state for one in stages] == ["now", "later", "later"]
    assert stages[1].act == CLOSE
