"""Addresses of credits received."""

from django.urls import path

from enforcement.credits.received import views

desk = [
    path("credits/received/", views.comparison_page, name="desk-received"),
    path("credits/received/add/", views.add, name="desk-received-add"),
    path("credits/received/import/", views.import_page, name="desk-received-import"),
    path("credits/received/<uuid:receivedcredit_id>/", views.document_page, name="desk-received-credit"),
    path("credits/received/<uuid:receivedcredit_id>/file/", views.file, name="desk-received-file"),
    path("credits/received/<uuid:receivedcredit_id>/withdraw/", views.withdraw, name="desk-received-withdraw"),
    path("credits/<uuid:creditstatement_id>/document/", views.statement_document, name="desk-credit-document"),
]
my = [
    path("credits/<uuid:creditstatement_id>/document/", views.my_statement_document, name="my-credit-document"),
]
