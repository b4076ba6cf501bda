"""gunicorn's log of requests, without what an address keeps secret."""

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # gunicorn has no types

from portal.logs import hidden


class AccessLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """What gunicorn writes of each request."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Returns the pieces of a line: request line, path and referrer with their secrets left out."""
        pieces: dict[str, Any] = super().atoms(*args, **kwargs)
        return {name: hidden(piece) if isinstance(piece, str) else piece for name, piece in pieces.items()}
