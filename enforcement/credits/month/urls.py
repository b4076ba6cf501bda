"""Addresses of a month's credits."""

from django.urls import path

from enforcement.credits.month import views

desk = [
    path("credits/", views.month, name="desk-credits"),
    path("credits/approve/", views.approve_several, name="desk-credits-approve"),
    path("credits/issue/", views.issue_several, name="desk-credits-issue"),
    path("credits/pay/", views.pay_several, name="desk-credits-pay"),
    path("credits/list.csv", views.as_csv, name="desk-credits-csv"),
    path("credits/list.json", views.as_json, name="desk-credits-json"),
]
