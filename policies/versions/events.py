"""What rooms above may listen to: called inside the verb's transaction, so that all of it happens or none."""

from collections.abc import Callable

#: Called with `version`, `by` (a User), `at` and `notify` (whether to mail), once a version is posted.
posted: list[Callable[..., None]] = []

#: Called with `postponement`, `by` (a User) and `at`, once a scheduled version's effect is put off.
postponed: list[Callable[..., None]] = []

#: Called with `version`, `by` (a User) and `at`, once a scheduled version is withdrawn.
withdrawn: list[Callable[..., None]] = []
