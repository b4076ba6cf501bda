"""Addresses of the operator's host."""

from django.urls import URLPattern, URLResolver, include, path

from portal.rooms import modules

urlpatterns: list[URLPattern | URLResolver] = [
    *[pattern for module in modules("urls") for pattern in getattr(module, "operator", [])],
    path("", include("portal.look.urls")),
]
