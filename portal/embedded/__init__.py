"""PostgreSQL from a wheel: a database for newcomers, the demo, the tests and the story, without installing one."""

from portal.embedded.endpoint import DatabaseSetupError, Endpoint
from portal.embedded.lease import ensure, forget, known, release, start, stop
from portal.embedded.roles import drop_database, prepare

__all__ = [
    "DatabaseSetupError",
    "Endpoint",
    "drop_database",
    "ensure",
    "forget",
    "known",
    "prepare",
    "release",
    "start",
    "stop",
]
