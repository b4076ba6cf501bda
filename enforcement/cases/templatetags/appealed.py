"""Says of whatever is shown that an appeal took it away, as the rooms above know."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Model

from enforcement.cases import events
from tenants.people.permissions import Permission, may

register = template.Library()


@register.inclusion_tag("cases/_appealed.html", takes_context=True)
def appealed(context: dict[str, Any], *things: Model) -> dict[str, Any]:
    """Show each appeal that was won about a case, service, determination, measure, hold or statement, once."""
    request = context.get("request")
    own = request is not None and request.path.startswith("/my/")
    won = dict.fromkeys(one for thing in things for asked in events.won for one in asked(thing))
    links = own or (request is not None and may(request.user, Permission.SEE_APPEALS))
    return {"won": list(won), "own": own, "links": links}


@register.simple_tag
def appealed_among(things: Iterable[Model]) -> set[object]:
    """Returns the ids of those that an appeal took away, with one query for a whole list."""
    listed = list(things)
    return {pk for asked in events.won_among for pk in asked(listed)} if listed else set()
