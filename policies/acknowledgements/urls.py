"""Addresses of the acknowledgements room."""

from django.urls import path

from policies.acknowledgements.gate import pages as gate
from policies.acknowledgements.views import coverage, declining, paper
from policies.acknowledgements.views import desk as staff
from policies.acknowledgements.views import deviations as agreed
from policies.acknowledgements.views import my as reading
from policies.acknowledgements.views import public as checking
from policies.acknowledgements.views import receipts as files

public = [
    path(".well-known/proviso-keys.json", checking.keys, name="keys"),
]
my = [
    path("aup/", reading.what_binds, name="my-aup"),
    path("aup/decline/", declining.decline_words, name="my-aup-decline"),
    path("aup/pass/", gate.pass_gate, name="my-gate"),
    path("history/", reading.history, name="my-history"),
    path("receipts/<uuid:acknowledgement_id>/", files.my_receipt, name="my-receipt"),
    path("receipts/<uuid:acknowledgement_id>.pdf", files.my_receipt_sheet, name="my-receipt-pdf"),
]
desk = [
    path("acknowledgements/", staff.acknowledgements, name="desk-acknowledgements"),
    path("acknowledgements/missing.csv", staff.missing_csv, name="desk-acknowledgements-missing"),
    path("acknowledgements/all.csv", staff.all_csv, name="desk-acknowledgements-csv"),
    path("acknowledgements/declines/", staff.declines, name="desk-declines"),
    path("acknowledgements/customers/", coverage.by_customer, name="desk-coverage"),
    path("acknowledgements/customers.csv", coverage.customers_csv, name="desk-coverage-csv"),
    path("acknowledgements/people/", coverage.by_person, name="desk-coverage-people"),
    path("acknowledgements/people.csv", coverage.people_csv, name="desk-coverage-people-csv"),
    path("acknowledgements/<uuid:acknowledgement_id>/receipt/", paper.receipt, name="desk-receipt"),
    path("acknowledgements/papers/<uuid:paper_id>/", paper.file, name="desk-paper"),
    path("customers/<uuid:customer_id>/acknowledgements/", paper.answers, name="desk-answers"),
    path("customers/<uuid:customer_id>/acknowledgements/paper/", paper.record, name="desk-paper-record"),
    path("acknowledgements/<uuid:acknowledgement_id>/receipt.pdf", files.desk_receipt_sheet, name="desk-receipt-pdf"),
    path("customers/<uuid:customer_id>/binding/", staff.binding, name="desk-binding"),
    path("customers/<uuid:customer_id>/deviations/", agreed.deviations, name="desk-deviations"),
    path("customers/<uuid:customer_id>/deviations/add/", agreed.add, name="desk-deviation-add"),
    path("deviations/<uuid:deviation_id>/end/", agreed.end, name="desk-deviation-end"),
    path("deviations/<uuid:deviation_id>/document/", agreed.document, name="desk-deviation-document"),
]
