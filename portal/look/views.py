"""Serves each reseller's colours as a stylesheet, since the security policy allows no style inside a page."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.look.colour import stylesheet
from portal.look.context import accent_of, colour_version

A_YEAR = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"


@require_safe
def look_css(request: HttpRequest) -> HttpResponse:
    """Answer the stylesheet of this host; kept for a year only under the address that names these colours."""
    accent = accent_of(request)
    response = HttpResponse(stylesheet(accent), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = A_YEAR if request.GET.get("v") == colour_version(accent) else SHORT
    return response
