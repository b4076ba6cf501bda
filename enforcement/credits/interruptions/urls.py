"""Addresses of interruptions."""

from django.urls import path

from enforcement.credits.interruptions import views

desk = [
    path("credits/interruptions/", views.interruption_list, name="desk-interruptions"),
    path("credits/interruptions/import/", views.import_page, name="desk-interruptions-import"),
    path(
        "credits/interruptions/<uuid:interruption_id>/withdraw/",
        views.withdraw,
        name="desk-interruption-withdraw",
    ),
    path("credits/interruptions/<uuid:interruption_id>/cause/", views.cause, name="desk-interruption-cause"),
]
