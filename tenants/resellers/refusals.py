"""The one way a verb says no: a code for machines, a sentence that says what to do, an HTTP status."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):
    """A verb's refusal. Nothing was changed; pages show the sentence, the API makes a problem+json of it."""

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        status: int = 409,
        details: Mapping[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        """Keeps what was said; `retry_after` are the seconds after which the same act may go well."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.status = status
        self.details = dict(details or {})
        self.retry_after = retry_after
