"""What the inbox's forms about cases do."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from enforcement.cases.models import Case
from enforcement.cases.triage.actions import join_reports, open_cases
from enforcement.cases.triage.forms import JoinForm
from enforcement.reports.inbox.forms import TickedForm
from enforcement.reports.inbox.pages import inbox_of, onward, ticked_context
from enforcement.reports.inbox.views import PAGE, ticked_now
from tenants.people.access import SignedInRequest, desk
from tenants.people.form_pages import answer


@desk(open_cases)
@require_POST
def open_from_inbox(request: SignedInRequest) -> HttpResponse:
    """Opens a case for each service and kind of conduct that the reports are about, and leads to the next report."""
    inbox, several = inbox_of(request), ticked_now(request)

    def opened(made: list[Case]) -> str:
        named = ", ".join(f"{case} ({case.service.reference})" for case in made[:10])
        return ngettext("The case %s is open.", "These cases are open: %s.", len(made)) % named

    return answer(
        request,
        TickedForm(request.POST),
        lambda said: open_cases(by=request.user, reports=said["report"]),
        template=PAGE,
        then=lambda _made: onward(inbox, [one.pk for one in several]),
        done=opened,
        context={"chosen_one": True, **ticked_context(request, inbox, several)},
    )


@desk(join_reports)
@require_POST
def join_from_inbox(request: SignedInRequest) -> HttpResponse:
    """Adds the reports to an open case, and leads to the next report."""
    inbox, several = inbox_of(request), ticked_now(request)

    def join(said: dict[str, Any]) -> Case:
        return join_reports(by=request.user, case=said["case"], reports=said["report"])

    return answer(
        request,
        JoinForm(request.POST),
        join,
        template=PAGE,
        then=lambda _made: onward(inbox, [one.pk for one in several]),
        done=lambda made: _("Joined into the case %s.") % made,
        context={"chosen_one": True, **ticked_context(request, inbox, several)},
    )
