"""Addresses of the reports room."""

from django.urls import path

from enforcement.reports.ages import views as ages
from enforcement.reports.custody.views import acting, opening, raw, showing
from enforcement.reports.following import views as reporter
from enforcement.reports.inbox import views as inbox
from enforcement.reports.senders import views as senders
from enforcement.reports.views import desk as handling
from enforcement.reports.views import intake

public = [
    path("report/", intake.report, name="report"),
    path("report/<str:secret>/", reporter.follow, name="report-follow"),
    path("report/<str:secret>/again/", reporter.disagree, name="report-complain"),
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
    path("reports/ages/", ages.ages, name="desk-report-ages"),
    path("reports/senders/", senders.senders, name="desk-senders"),
    path("reports/senders/<uuid:mutedsender_id>/unmute/", senders.unmute, name="desk-sender-unmute"),
    path("reports/new/", handling.new_report, name="desk-report-new"),
    path("reports/<uuid:report_id>/", inbox.report, name="desk-report"),
    path("reports/<uuid:report_id>/take/", handling.take, name="desk-report-take"),
    path("reports/<uuid:report_id>/evidence/", showing.custody, name="desk-custody"),
    path("reports/<uuid:report_id>/seal/", acting.seal, name="desk-report-seal"),
    path("reports/<uuid:report_id>/sealed-words/", opening.words, name="desk-report-words"),
    path("reports/<uuid:report_id>/legal-hold/", acting.hold, name="desk-legal-hold"),
    path("reports/<uuid:report_id>/authority/", acting.authority, name="desk-authority"),
    path("legal-holds/<uuid:legalhold_id>/end/", acting.end_hold, name="desk-legal-hold-end"),
    path("evidence/", showing.evidence_list, name="desk-evidence"),
    path("evidence/<uuid:evidence_id>/text/", opening.read, name="desk-evidence-text"),
    path("evidence/<uuid:evidence_id>/open/", opening.open_file, name="desk-evidence-open"),
    path("evidence/<uuid:evidence_id>/file/", opening.fetch, name="desk-evidence-file"),
    path("evidence/<uuid:evidence_id>/remove/", acting.remove, name="desk-evidence-remove"),
    path("raw-reports/<uuid:rawreport_id>/text/", raw.read, name="desk-raw-report-text"),
    path("raw-reports/<uuid:rawreport_id>/open/", raw.open_file, name="desk-raw-report-open"),
    path("raw-reports/<uuid:rawreport_id>/file/", raw.fetch, name="desk-raw-report-file"),
    path("raw-reports/<uuid:rawreport_id>/remove/", raw.remove, name="desk-raw-report-remove"),
]
