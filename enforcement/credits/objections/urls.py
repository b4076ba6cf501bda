"""Addresses of objections to credit statements."""

from django.urls import path

from enforcement.credits.objections import views

my = [path("credits/<uuid:creditstatement_id>/contest/", views.contest, name="my-credit-contest")]
desk = [
    path("credits/objections/", views.objection_list, name="desk-objections"),
    path("credits/objections/<uuid:objection_id>/", views.objection, name="desk-objection"),
]
