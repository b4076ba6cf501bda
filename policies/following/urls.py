"""Addresses of the following room."""

from django.urls import path

from policies.following import views

desk = [
    path("policy/upstream/<uuid:release_id>/", views.offers, name="desk-offers"),
]
