"""Addresses of the auditor's pages."""

from django.urls import path

from portal.audit import keys, views

desk = [
    path("ledger/", views.ledger, name="desk-ledger"),
    path("ledger/entries/<int:entry_id>/proof.json", views.proof, name="desk-ledger-proof"),
    path("ledger/head/send/", views.send, name="desk-ledger-send"),
    path("ledger/stamps/<uuid:stamp_id>.tsr", views.stamp, name="desk-ledger-stamp"),
    path("ledger/keys/", keys.signing_keys, name="desk-ledger-keys"),
    path("ledger/keys/rotate/", keys.rotate, name="desk-ledger-rotate"),
    path("ledger/head.jws", views.head, name="desk-ledger-head"),
    path("ledger/export.jsonl", views.download, name="desk-ledger-export"),
]
