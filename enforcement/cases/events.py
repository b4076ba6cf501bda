"""What rooms above may listen to: called inside the verb's transaction, so that all of it happens or none."""

from collections.abc import Callable

#: Called with `determination` and `at`, once a determination takes effect.
determined: list[Callable[..., None]] = []
