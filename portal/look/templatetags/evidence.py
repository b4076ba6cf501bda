"""The button that leads to exporting the evidence about a customer, a case or a version, for those who may."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.evidence.actions import export_evidence
from tenants.people.permissions import may

register = template.Library()


@register.simple_tag(takes_context=True)
def evidence_button(context: RequestContext, name: str, **about: Any) -> str:
    """A button to the page of that name; nothing for people whose roles do not allow it."""
    request = context.get("request")
    if request is None or not may(request.user, export_evidence):
        return ""
    button = '<a class="btn btn-secondary" href="{}">{}</a>'
    return format_html(button, reverse(name, kwargs=about), _("Export evidence"))
