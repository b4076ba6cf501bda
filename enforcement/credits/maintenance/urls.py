"""Addresses of planned maintenance."""

from django.urls import path

from enforcement.credits.maintenance import views

desk = [
    path("credits/maintenance/", views.maintenance_list, name="desk-maintenance"),
    path("credits/maintenance/add/", views.announce, name="desk-maintenance-add"),
    path("credits/maintenance/<uuid:maintenance_id>/withdraw/", views.withdraw, name="desk-maintenance-withdraw"),
]
