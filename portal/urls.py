"""Addresses of a reseller's host: `public`, `my`, `desk` of each room's `urls.py`, `routes` of its `api.py`."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from portal.rooms import modules

Patterns = list[URLPattern | URLResolver]


def gathered(area: str) -> Patterns:
    """The patterns of one area from every room."""
    return [pattern for module in modules("urls") for pattern in getattr(module, area, [])]


router = DefaultRouter()
router.include_root_view = False
router.include_format_suffixes = False
for _module in modules("api"):
    for _prefix, _viewset in getattr(_module, "routes", []):
        router.register(_prefix, _viewset, basename=_prefix)

urlpatterns: Patterns = [
    *gathered("public"),
    path("my/", include(gathered("my"))),
    path("desk/", include(gathered("desk"))),
    path("api/v1/", include((router.urls, "api"))),
    path("api/v1/schema/", SpectacularAPIView.as_view(urlconf="portal.urls"), name="api-schema"),
    path("api/v1/docs/", require_safe(SpectacularSwaggerSplitView.as_view(url_name="api-schema")), name="api-docs"),
    path("", include("portal.look.urls")),
]
