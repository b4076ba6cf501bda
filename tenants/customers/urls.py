"""Addresses of the customers room."""

from django.urls import path

from tenants.customers.views import changing, importing, reading, representing

desk = [
    path("customers/", reading.customers, name="desk-customers"),
    path("customers/import/", importing.import_page, name="desk-customers-import"),
    path("customers/add/", changing.add_customer, name="desk-customer-add"),
    path("customers/<uuid:customer_id>/", reading.customer, name="desk-customer"),
    path("customers/<uuid:customer_id>/change/", changing.change_customer, name="desk-customer-change"),
    path("customers/<uuid:customer_id>/agreements/add/", changing.add_agreement, name="desk-agreement-add"),
    path("customers/<uuid:customer_id>/services/add/", changing.add_service, name="desk-service-add"),
    path("customers/<uuid:customer_id>/people/add/", changing.add_membership, name="desk-membership-add"),
    path("agreements/<uuid:agreement_id>/end/", changing.end_agreement, name="desk-agreement-end"),
    path("services/<uuid:service_id>/change/", changing.change_service, name="desk-service-change"),
    path("services/<uuid:service_id>/end/", changing.end_service, name="desk-service-end"),
    path("services/<uuid:service_id>/holds-also/", changing.add_identifier, name="desk-identifier-add"),
    path("identifiers/<uuid:identifier_id>/release/", changing.release_identifier, name="desk-identifier-release"),
    path("memberships/<uuid:membership_id>/end/", changing.end_membership, name="desk-membership-end"),
    path("customers/<uuid:customer_id>/authorities/", representing.authorities, name="desk-authorities"),
    path("memberships/<uuid:membership_id>/authority/", representing.record, name="desk-authority-record"),
    path("memberships/<uuid:membership_id>/replace/", representing.replace, name="desk-representative-replace"),
    path("authorities/<uuid:authority_id>/end/", representing.end, name="desk-authority-end"),
    path("authorities/<uuid:authority_id>/document/", representing.document, name="desk-authority-document"),
]
