"""The one shape of a page before an act: what will happen to whom and when, and why; then the verb is called."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from enforcement.holds.rehearsal import Cited, Foreseen, rehearse
from tenants.people.access import SignedInRequest
from tenants.people.form_pages import add_refusal, answer
from tenants.resellers.refusals import Refused

Said = dict[str, Any]
TEMPLATE = "holds/act.html"


def answer_act(
    request: SignedInRequest,
    form: Form,
    act: Callable[[Said], Any],
    *,
    page: Mapping[str, Any],
    then: Callable[[Any], HttpResponse],
    done: str | Callable[[Any], str],
    remedy: Cited | None = None,
) -> HttpResponse:
    """Shows what `act` does, asks for the reason, and acts. What it would refuse is said instead of a button.

    `page` has `title`, `submit`, `cancel_url`, and `mild` for what is in the customer's favour.
    """
    context = {**page, "remedy": remedy, "asks": True}
    said = form.cleaned_data if form.is_bound and form.is_valid() else {"reason": "-"}
    try:
        context["foreseen"] = rehearse(lambda: act(said), person=request.user)
    except Refused as refused:
        if not form.is_bound:
            return render(request, TEMPLATE, {**context, "form": None, "refused": refused})
    return answer(request, form, act, template=TEMPLATE, then=then, done=done, context=context)


def answer_in_two(
    request: SignedInRequest,
    form: Form,
    act: Callable[[Said], Any],
    *,
    template: str,
    page: Callable[[Said, Foreseen], Mapping[str, Any]],
    then: Callable[[Any], HttpResponse],
    done: str | Callable[[Any], str],
    context: Mapping[str, Any],
    fields: Mapping[str, str],
) -> HttpResponse:
    """Asks what to do in `template`; once that is right, says what will happen, with what was typed kept; then acts.

    Works without JavaScript: what was typed travels in hidden fields, and is checked anew each time.
    """
    changing = "change" in request.POST
    confirmed = "confirmed" in request.POST and not changing
    if form.is_bound and not confirmed and not changing and form.is_valid():
        try:
            foreseen = rehearse(lambda: act(form.cleaned_data), person=request.user)
        except Refused as refused:
            add_refusal(form, refused, fields)
            return render(request, template, {**context, "form": form, "refused": refused}, status=refused.status)
        form.auto_id = False  # its fields stand in two forms, hidden: no element's id twice
        shown = {**context, **page(form.cleaned_data, foreseen), "foreseen": foreseen, "form": form}
        return render(request, TEMPLATE, shown)
    if changing:
        return render(request, template, {**context, "form": form})
    return answer(request, form, act, template=template, then=then, done=done, context=context, fields=fields)
