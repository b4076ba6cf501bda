"""A verb says who may do it, once: the page, the endpoint, the command and whatever offers it read it there."""

import functools
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from django.contrib.auth.models import AnonymousUser

from tenants.people.permissions import Permission, require

P = ParamSpec("P")
R = TypeVar("R")


class Verb(Generic[P, R]):
    """A function that changes something, called as it was written; who asks for it is named by `by`."""

    __name__: str

    def __init__(self, act: Callable[P, R], permissions: frozenset[Permission], *, unattended: bool) -> None:
        functools.update_wrapper(self, act)
        self.act = act
        self.permissions = permissions
        self.unattended = unattended

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Does it; raises Refused (403, `not_allowed`) for who may not, before anything is read or locked."""
        by = kwargs.get("by")
        if by is not None or not self.unattended:
            require(by or AnonymousUser(), self)  # type: ignore[arg-type]  # a verb's `by` is a User
        return self.act(*args, **kwargs)


def verb(*permissions: Permission, unattended: bool = False) -> Callable[[Callable[P, R]], Verb[P, R]]:
    """Declares a verb for everybody whose roles allow one of `permissions`.

    With `unattended` nobody need do it (`by` None): the command line of the server, or a task.
    """

    def declare(act: Callable[P, R]) -> Verb[P, R]:
        return Verb(act, frozenset(permissions), unattended=unattended)

    return declare
