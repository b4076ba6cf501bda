"""Addresses of the reports room."""

from django.urls import path

from enforcement.reports.views import desk as handling
from enforcement.reports.views import intake

public = [
    path("report/", intake.report, name="report"),
    path("report/<str:secret>/", intake.follow, name="report-follow"),
]
my = [path("report/", intake.my_report, name="my-report")]
desk = [
    path("reports/", handling.reports, name="desk-reports"),
    path("reports/new/", handling.new_report, name="desk-report-new"),
    path("reports/<uuid:report_id>/", handling.report, name="desk-report"),
    path("reports/<uuid:report_id>/take/", handling.take, name="desk-report-take"),
    path("evidence/<uuid:evidence_id>/open/", handling.evidence, name="desk-evidence-open"),
]
