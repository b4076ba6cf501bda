"""What rooms above undo when an appeal is won, inside the verb's transaction: all of it happens or none."""

from collections.abc import Callable, Iterable

#: Called with `decision`, `at` and `by` (a User), once an appeal is won and its measures are ended; each returns
#: sentences for the customer about what it undid.
undoing: list[Callable[..., Iterable[str]]] = []
