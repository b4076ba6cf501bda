"""Addresses of the acknowledgements room."""

from django.urls import path

from policies.acknowledgements.binding import views as binding
from policies.acknowledgements.coverage import views as coverage
from policies.acknowledgements.deviations import views as deviations
from policies.acknowledgements.gate import views as gate
from policies.acknowledgements.paper import views as paper
from policies.acknowledgements.receipts import views as receipts
from policies.acknowledgements.views import customer, declining
from policies.acknowledgements.views import desk as staff
from policies.acknowledgements.views import my as reading

public = [
    path(".well-known/proviso-keys.json", receipts.keys, name="keys"),
]
my = [
    path("aup/", reading.what_binds, name="my-aup"),
    path("aup/decline/", declining.decline_words, name="my-aup-decline"),
    path("aup/pass/", gate.pass_gate, name="my-gate"),
    path("history/", reading.history, name="my-history"),
    path("receipts/<uuid:acknowledgement_id>/", receipts.my_receipt, name="my-receipt"),
    path("receipts/<uuid:acknowledgement_id>.pdf", receipts.my_receipt_pdf, name="my-receipt-pdf"),
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
    path("acknowledgements/<uuid:acknowledgement_id>/receipt/", receipts.desk_receipt, name="desk-receipt"),
    path("acknowledgements/papers/<uuid:paper_id>/", paper.file, name="desk-paper"),
    path("customers/<uuid:customer_id>/acknowledgements/", customer.answers, name="desk-answers"),
    path("customers/<uuid:customer_id>/acknowledgements/paper/", paper.record, name="desk-paper-record"),
    path("acknowledgements/<uuid:acknowledgement_id>/receipt.pdf", receipts.desk_receipt_pdf, name="desk-receipt-pdf"),
    path("customers/<uuid:customer_id>/binding/", binding.binding, name="desk-binding"),
    path("customers/<uuid:customer_id>/deviations/", deviations.deviations, name="desk-deviations"),
    path("customers/<uuid:customer_id>/deviations/add/", deviations.add, name="desk-deviation-add"),
    path("deviations/<uuid:deviation_id>/end/", deviations.end, name="desk-deviation-end"),
    path("deviations/<uuid:deviation_id>/document/", deviations.document, name="desk-deviation-document"),
]
