"""The shell that puts the rooms together: settings, addresses, the look, the demo."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
