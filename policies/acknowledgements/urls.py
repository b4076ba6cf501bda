"""Addresses of the acknowledgements room."""

from django.urls import path

from policies.acknowledgements.views import desk as staff
from policies.acknowledgements.views import deviations as agreed
from policies.acknowledgements.views import my as reading
from policies.acknowledgements.views import public as checking

public = [
    path("verify/", checking.check, name="verify"),
    path(".well-known/proviso-keys.json", checking.keys, name="keys"),
]
my = [
    path("aup/", reading.what_binds, name="my-aup"),
    path("history/", reading.history, name="my-history"),
    path("receipts/<uuid:acknowledgement_id>/", reading.receipt, name="my-receipt"),
]
desk = [
    path("acknowledgements/", staff.acknowledgements, name="desk-acknowledgements"),
    path("acknowledgements/missing.csv", staff.missing_csv, name="desk-acknowledgements-missing"),
    path("customers/<uuid:customer_id>/binding/", staff.binding, name="desk-binding"),
    path("customers/<uuid:customer_id>/deviations/", agreed.deviations, name="desk-deviations"),
    path("customers/<uuid:customer_id>/deviations/add/", agreed.add, name="desk-deviation-add"),
    path("deviations/<uuid:deviation_id>/end/", agreed.end, name="desk-deviation-end"),
    path("deviations/<uuid:deviation_id>/document/", agreed.document, name="desk-deviation-document"),
]
