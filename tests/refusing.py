"""Asks a verb for what it must refuse."""

from collections.abc import Callable
from typing import Any

import pytest

from tenants.resellers.refusals import Refused


def refused(verb: Callable[..., object], **given: Any) -> tuple[str, int]:
    """Returns the code and the status with which the verb refuses; fails where it does not."""
    with pytest.raises(Refused) as refusal:
        verb(**given)
    return refusal.value.code, refusal.value.status
