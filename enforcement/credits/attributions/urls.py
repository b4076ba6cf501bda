"""Addresses of what interruptions were caused by."""

from django.urls import path

from enforcement.credits.attributions import views

desk = [
    path(
        "credits/interruptions/<uuid:interruption_id>/attribution/", views.attribute, name="desk-interruption-attribute"
    ),
]
