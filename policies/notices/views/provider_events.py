"""Where a mail provider posts its events: on the operator's host, since its account serves every reseller."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from policies.notices.bounces.providers import keep_event, read_events, reader_of


@csrf_exempt  # a machine of the provider's, which brings its own secret or signature
@require_http_methods(["HEAD", "POST"])
def mail_events(request: HttpRequest, provider: str) -> HttpResponse:
    """Keeps what the provider says became of mails; 404 unless it is the one that mails go through."""
    reader = reader_of(provider) if provider == settings.MAIL_PROVIDER else None
    if reader is None:
        raise Http404
    if request.method == "POST":
        for event in read_events(request, reader):
            keep_event(event)
    return HttpResponse()
