"""Addresses of the amount above which a credit takes a second person."""

from django.urls import path

from enforcement.credits.limits import views

desk = [
    path("credits/limits/", views.limit_list, name="desk-credit-limits"),
    path("credits/limits/set/", views.set_limit, name="desk-credit-limit-set"),
]
