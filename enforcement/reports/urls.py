"""Addresses of the reports room."""

from django.urls import path

from enforcement.reports.inbox import views as inbox
from enforcement.reports.senders import views as senders
from enforcement.reports.views import desk as handling
from enforcement.reports.views import intake

public = [
    path("report/", intake.report, name="report"),
    path("report/<str:secret>/", intake.follow, name="report-follow"),
]
my = [path("report/", intake.my_report, name="my-report")]
desk = [
    path("reports/", inbox.reports, name="desk-reports"),
    path("reports/list.csv", inbox.as_csv, name="desk-reports-csv"),
    path("reports/ticked/", inbox.ticked, name="desk-reports-ticked"),
    path("reports/ticked/complete/", inbox.complete_ticked, name="desk-reports-complete"),
    path("reports/ticked/assign/", inbox.assign_ticked, name="desk-reports-assign"),
    path("reports/filters/", inbox.keep_filter, name="desk-reports-keep"),
    path("reports/filters/<uuid:savedfilter_id>/forget/", inbox.drop_filter, name="desk-reports-forget"),
    path("reports/senders/", senders.senders, name="desk-senders"),
    path("reports/senders/<uuid:mutedsender_id>/unmute/", senders.unmute, name="desk-sender-unmute"),
    path("reports/new/", handling.new_report, name="desk-report-new"),
    path("reports/<uuid:report_id>/", inbox.report, name="desk-report"),
    path("reports/<uuid:report_id>/take/", handling.take, name="desk-report-take"),
    path("evidence/<uuid:evidence_id>/open/", handling.evidence, name="desk-evidence-open"),
]
