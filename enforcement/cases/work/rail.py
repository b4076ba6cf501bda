"""A case's stages from report to appeal, and the one act that comes next; no clock, no database."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise

from tenants.people.models import Role
from tenants.people.permissions import ROLES, Allowing, Permission, any_of

#: The stages in their order.
REPORTED, DETERMINED, APPROVED, MEASURE, APPEAL = STAGES = ("reported", "determined", "approved", "measure", "appeal")


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be done next, on which page (or with `post` by a button alone), by whom; `not_for` are pseudonyms."""

    label: str | Promise
    url: str
    needs: Permission | Allowing
    post: bool = False
    not_for: frozenset[uuid.UUID] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Stage:
    """How far one stage is: `done`, `now`, `later` or `skipped`, in words, where it is read, and what it waits for."""

    code: str
    state: str
    words: str | Promise
    url: str = ""
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The next act as one reader sees it: offered as the button, or else the roles that it waits for."""

    act: Act
    offered: bool
    roles: tuple[str, ...]


def next_act(stages: Iterable[Stage], last: Act | None) -> Act | None:
    """Returns the act of the first stage that waits for one; where none does, `last`."""
    return next((stage.act for stage in stages if stage.act is not None), last)


def as_seen(act: Act | None, *, person: uuid.UUID, held: Collection[Permission]) -> Next | None:
    """Returns the next act for a reader of these permissions: nobody is offered what they may not do."""
    if act is None:
        return None
    needed = any_of(act.needs)
    roles = tuple(str(role.label) for role in Role if ROLES[role] & needed)
    return Next(act, offered=bool(needed & set(held)) and person not in act.not_for, roles=roles)


def merged(found: Sequence[Stage]) -> list[Stage]:
    """Returns one stage for each code: of several about one, the first that waits for an act, else the last.

    Only the first stage that waits for an act is where the case is now.
    """
    by_code: dict[str, Stage] = {}
    for stage in found:
        kept = by_code.get(stage.code)
        if kept is None or kept.act is None:
            by_code[stage.code] = stage
    stages = [by_code[code] for code in STAGES if code in by_code]
    first = next((stage.code for stage in stages if stage.act is not None), "")
    return [replace(one, state="later") if one.state == "now" and one.code != first else one for one in stages]
