"""Addresses of claims and of customers past due."""

from django.urls import path

from enforcement.credits.claims import views

my = [path("credits/claim/", views.claim, name="my-credit-claim")]
desk = [
    path("credits/claims/", views.claim_list, name="desk-claims"),
    path("credits/claims/add/", views.add_claim, name="desk-claim-add"),
    path("credits/past-due/", views.past_due_list, name="desk-past-due"),
    path("credits/past-due/add/", views.add_past_due, name="desk-past-due-add"),
    path("credits/past-due/<uuid:pastdue_id>/end/", views.end, name="desk-past-due-end"),
]
