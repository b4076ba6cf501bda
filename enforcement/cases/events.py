"""What rooms above tell of a determination; each appends to the list at start-up."""

import uuid
from collections.abc import Callable, Iterable

from enforcement.cases.models import Determination

#: Asked with determinations: which of them (by id) were overturned, so that nothing more is offered on them.
overturned: list[Callable[[Iterable[Determination]], set[uuid.UUID]]] = []
