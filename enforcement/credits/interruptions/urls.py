"""Addresses of interruptions and alerts."""

from django.urls import path

from enforcement.credits.interruptions.views import alerts, changing, lists

desk = [
    path("credits/interruptions/", lists.interruption_list, name="desk-interruptions"),
    path("credits/interruptions/import/", changing.import_page, name="desk-interruptions-import"),
    path("credits/interruptions/add/", changing.add, name="desk-interruption-add"),
    path("credits/interruptions/<uuid:interruption_id>/", lists.interruption_page, name="desk-interruption"),
    path("credits/interruptions/<uuid:interruption_id>/end/", changing.end, name="desk-interruption-end"),
    path("credits/interruptions/<uuid:interruption_id>/correct/", changing.correct, name="desk-interruption-correct"),
    path(
        "credits/interruptions/<uuid:interruption_id>/withdraw/", changing.withdraw, name="desk-interruption-withdraw"
    ),
    path("credits/interruptions/<uuid:interruption_id>/cause/", changing.cause, name="desk-interruption-cause"),
    path("credits/alerts/", alerts.alert_list, name="desk-monitoring-alerts"),
    path("credits/alerts/<uuid:monitoringalert_id>/match/", alerts.match, name="desk-monitoring-alert-match"),
    path("credits/alerts/<uuid:monitoringalert_id>/aside/", alerts.set_aside, name="desk-monitoring-alert-aside"),
]
