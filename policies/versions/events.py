"""What rooms above may listen to: called inside the verb's transaction, so that all of it happens or none."""

from collections.abc import Callable

#: Called with `version`, `by` (a User) and `at`, once a version is posted.
posted: list[Callable[..., None]] = []

#: Called with `version`, `by` (a User) and `at`, once a scheduled version is withdrawn.
withdrawn: list[Callable[..., None]] = []
