"""Log lines as structured events that always carry the tenant and the request."""

import logging.config
import re
import uuid
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

from tenants.resellers.current import connection

#: Addresses that hold a secret: the page that follows a report, and links that sign a person in.
_SECRET_ADDRESS = re.compile(r"(/(?:report|sign-in|account/address)/)[^/\s\"'?]+")


def without_secrets(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leaves out of a line what an address keeps secret, wherever the line repeats it."""
    for name, value in event.items():
        if isinstance(value, str):
            event[name] = hidden(value)
    return event


def hidden(text: str) -> str:
    """Returns a text with the secrets of addresses left out."""
    return _SECRET_ADDRESS.sub(r"\1…", text)


def configure(options: dict[str, Any]) -> None:
    """Sets up logging for Django, Celery and ours alike; called by Django with settings.LOGGING."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_secrets,
    ]
    renderer: Any = structlog.processors.JSONRenderer() if options["json"] else structlog.dev.ConsoleRenderer()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "structured": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            "loggers": {"django.request": {"level": "ERROR"}, "httpx": {"level": "WARNING"}},
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


class RequestLogMiddleware:
    """Binds tenant and request id to every line logged while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answers the request with the context bound, and forgets it afterwards."""
        structlog.contextvars.bind_contextvars(
            tenant=connection.schema_name,
            request=uuid.uuid4().hex[:12],
        )
        try:
            return self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
