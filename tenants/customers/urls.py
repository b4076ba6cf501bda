"""Addresses of the customers room."""

from django.urls import path

from tenants.customers.views import authorities, changes, importing, pages

desk = [
    path("customers/", pages.customers, name="desk-customers"),
    path("customers/import/", importing.import_page, name="desk-customers-import"),
    path("customers/add/", changes.add_customer, name="desk-customer-add"),
    path("customers/<uuid:customer_id>/", pages.customer, name="desk-customer"),
    path("customers/<uuid:customer_id>/change/", changes.change_customer, name="desk-customer-change"),
    path("customers/<uuid:customer_id>/agreements/add/", changes.add_agreement, name="desk-agreement-add"),
    path("customers/<uuid:customer_id>/services/add/", changes.add_service, name="desk-service-add"),
    path("customers/<uuid:customer_id>/people/add/", changes.add_membership, name="desk-membership-add"),
    path("agreements/<uuid:agreement_id>/end/", changes.end_agreement, name="desk-agreement-end"),
    path("services/<uuid:service_id>/change/", changes.change_service, name="desk-service-change"),
    path("services/<uuid:service_id>/end/", changes.end_service, name="desk-service-end"),
    path("services/<uuid:service_id>/holds-also/", changes.add_identifier, name="desk-identifier-add"),
    path("identifiers/<uuid:identifier_id>/release/", changes.release_identifier, name="desk-identifier-release"),
    path("memberships/<uuid:membership_id>/end/", changes.end_membership, name="desk-membership-end"),
    path("customers/<uuid:customer_id>/authorities/", authorities.authorities, name="desk-authorities"),
    path("memberships/<uuid:membership_id>/authority/", authorities.record, name="desk-authority-record"),
    path("memberships/<uuid:membership_id>/replace/", authorities.replace, name="desk-representative-replace"),
    path("authorities/<uuid:authority_id>/end/", authorities.end, name="desk-authority-end"),
    path("authorities/<uuid:authority_id>/document/", authorities.document, name="desk-authority-document"),
]
