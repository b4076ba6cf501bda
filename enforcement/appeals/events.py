"""What rooms above may listen to: called inside the verb's transaction, so that all of it happens or none."""

from collections.abc import Callable

#: Called with `decision`, `at` and `by` (a User), once an appeal is decided and its measures are ended.
decided: list[Callable[..., None]] = []
