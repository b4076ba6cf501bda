"""What rooms above tell of a notice: how many had acknowledged its version by each of some instants."""

import datetime as dt
from collections.abc import Callable, Sequence

from policies.versions.models import PolicyVersion

#: Each takes a version and instants (UTC, ascending) and gives the number of people by each of them.
acknowledged: list[Callable[[PolicyVersion, Sequence[dt.datetime]], list[int]]] = []
