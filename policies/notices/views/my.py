"""A customer's own pages: the inbox, and one notice, which is seen once it is opened."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.notices.actions.announcing import mark_seen
from policies.notices.models import Delivery
from policies.notices.queries import inbox, received, unseen
from policies.notices.wording import in_language, path_in, plain_words
from tenants.customers.access import CustomerRequest, my_always

_ROWS = 25


@my_always
@require_safe
def notices(request: CustomerRequest) -> HttpResponse:
    """What this person was told, newest first."""
    mine = inbox(request.user)
    context = {
        "page_obj": Paginator(mine, _ROWS).get_page(request.GET.get("page")),
        "unseen": unseen(request.user),
    }
    return render(request, "notices/my_notices.html", context)


@my_always
@require_safe
def notice(request: CustomerRequest, delivery_id: uuid.UUID) -> HttpResponse:
    """One notice to this person, whichever way it came."""
    delivery = get_object_or_404(received(request.user), pk=delivery_id)
    if request.method == "GET":
        mark_seen(by=request.user, delivery=delivery)
    return render(
        request, "notices/my_notice.html", shown(delivery, words=plain_words(delivery, reseller=request.tenant))
    )


def shown(delivery: Delivery, *, words: str) -> dict[str, object]:
    """What a page about one notice shows, in its reader's language; `words` stand where there is no redline."""
    content = in_language(delivery.notice.content, delivery.language)
    return {
        "delivery": delivery,
        "notice": delivery.notice,
        "content": content,
        "link": path_in(delivery.notice, content),
        "words": "" if "changes" in content else words,
    }
