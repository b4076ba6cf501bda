"""Addresses of the auditor's pages."""

from django.urls import path

from portal.audit import views

desk = [
    path("ledger/", views.ledger, name="desk-ledger"),
    path("ledger/head.jws", views.head, name="desk-ledger-head"),
    path("ledger/export.jsonl", views.download, name="desk-ledger-export"),
]
