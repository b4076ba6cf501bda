"""Addresses of the cases room."""

from django.urls import path

from enforcement.cases.triage import views as triage
from enforcement.cases.views import cases, determinations

desk = [
    path("reports/ticked/open/", triage.open_from_inbox, name="desk-reports-open"),
    path("reports/ticked/join/", triage.join_from_inbox, name="desk-reports-join"),
    path("cases/", cases.cases, name="desk-cases"),
    path("cases/new/", cases.new_case, name="desk-case-new"),
    path("cases/<uuid:case_id>/", cases.case, name="desk-case"),
    path("cases/<uuid:case_id>/investigate/", cases.investigate, name="desk-case-investigate"),
    path("cases/<uuid:case_id>/close/", cases.close, name="desk-case-close"),
    path("cases/<uuid:case_id>/reopen/", cases.reopen, name="desk-case-reopen"),
    path("cases/<uuid:case_id>/determine/", determinations.determine_violation, name="desk-case-determine"),
    path("determinations/<uuid:determination_id>/", determinations.determination, name="desk-determination"),
    path("determinations/<uuid:determination_id>/approve/", determinations.approve, name="desk-determination-approve"),
]
