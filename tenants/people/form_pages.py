"""The one shape of a page with a form: it is shown and checked, one verb is called, and a refusal is shown in it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from tenants.people.middleware import retry_later
from tenants.resellers.refusals import Refused

R = TypeVar("R")
H = TypeVar("H", bound=HttpResponseBase)
Said = dict[str, Any]


def answer(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[Said], R],
    *,
    template: str,
    then: Callable[[R], H],
    done: str | Promise | Callable[[R], str | Promise] = "",
    fields: Mapping[str, str] | str = "",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse | H:
    """Shows the form with `context`; once right, calls `act` with its values, says `done` and answers as `then` does.

    What is wrong is shown with 422. A refusal is shown with its own status beside the field that `fields` is, or names
    for its code; else above the form. The template has it as `refused`.
    """
    status, refused = (422 if form.is_bound else 200), None
    if form.is_bound and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal, fields)
            status, refused = refusal.status, refusal
        else:
            if words := done(made) if callable(done) else done:
                messages.success(request, str(words))
            return then(made)
    shown = render(request, template, {**(context or {}), "form": form, "refused": refused}, status=status)
    return shown if refused is None else retry_later(shown, refused)


def add_refusal(form: BaseForm, refusal: Refused, fields: Mapping[str, str] | str) -> None:
    """Shows a verb's refusal beside the field it is about, else above the form."""
    name = fields if isinstance(fields, str) else fields.get(refusal.code)
    form.add_error(name if name in form.fields else None, refusal.sentence)
