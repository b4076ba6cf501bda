"""The Django app of the look, so that its template tags are found."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Holds template tags and pages, no models."""

    name = "portal.look"
    label = "look"
