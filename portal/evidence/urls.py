"""Addresses of this room."""

from django.urls import path

from portal.evidence import views

public = [path("verify/", views.verify, name="verify")]
desk = [
    path("customers/<uuid:customer_id>/evidence/", views.of_customer, name="desk-customer-evidence"),
    path("cases/<uuid:case_id>/evidence/", views.of_case, name="desk-case-evidence"),
    path("policy/versions/<uuid:policyversion_id>/evidence/", views.of_version, name="desk-version-evidence"),
]
