"""Addresses of runs."""

from django.urls import path

from enforcement.credits.runs import views

desk = [
    path("credits/run/", views.run, name="desk-credits-run"),
    path("credits/runs/<uuid:creditrun_id>/", views.run_page, name="desk-credit-run"),
    path("credits/runs/<uuid:creditrun_id>/progress/", views.run_progress, name="desk-credit-run-progress"),
]
