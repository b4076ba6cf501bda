"""Addresses of the holds room."""

from django.urls import path

from enforcement.holds.views import attention, holds, measures, measuring, several, statements
from enforcement.holds.views import my as customer

my = [
    path("services/", customer.services, name="my-services"),
    path("statements/", customer.statements, name="my-statements"),
    path("statements/<uuid:statementofreasons_id>/", customer.statement, name="my-statement"),
    path("statements/<uuid:statementofreasons_id>/pdf/", customer.statement_file, name="my-statement-pdf"),
]
desk = [
    path("statements-of-reasons/<uuid:statementofreasons_id>/", statements.statement_page, name="desk-statement"),
    path(
        "statements-of-reasons/<uuid:statementofreasons_id>/pdf/", statements.statement_file, name="desk-statement-pdf"
    ),
    path(
        "statements-of-reasons/<uuid:statementofreasons_id>/transparency/",
        statements.transparency_file,
        name="desk-statement-transparency",
    ),
    path("measures/", measures.measure_list, name="desk-measures"),
    path("measures/list.csv", measures.measures_csv, name="desk-measures-csv"),
    path("measures/cancel/", several.cancel, name="desk-measures-cancel"),
    path("measures/end/", several.end, name="desk-measures-end"),
    path("measures/<uuid:measure_id>/", measures.measure_page, name="desk-measure"),
    path("measures/<uuid:measure_id>/approve/", measuring.approve, name="desk-measure-approve"),
    path("measures/<uuid:measure_id>/cancel/", measuring.cancel, name="desk-measure-cancel"),
    path("measures/<uuid:measure_id>/end/", measuring.end, name="desk-measure-end"),
    path("measures/<uuid:measure_id>/extend/", measuring.extend, name="desk-measure-extend"),
    path("measures/<uuid:measure_id>/reinstate/", measuring.bring_back, name="desk-measure-reinstate"),
    path("cases/<uuid:case_id>/interim/", measuring.interim, name="desk-interim"),
    path("determinations/<uuid:determination_id>/measure/", measuring.propose, name="desk-measure-propose"),
    path("holds/", holds.hold_list, name="desk-holds"),
    path("holds/list.csv", holds.holds_csv, name="desk-holds-csv"),
    path("holds/lift/", several.lift, name="desk-holds-lift"),
    path("holds/new/", holds.choose, name="desk-hold-new"),
    path("holds/attention/", attention.attention_page, name="desk-attention"),
    path("holds/differences/<uuid:statedifference_id>/accept/", attention.accept, name="desk-difference-accept"),
    path("holds/differences/<uuid:statedifference_id>/send/", attention.send, name="desk-difference-send"),
    path("holds/endpoint/", holds.endpoint, name="desk-provisioning"),
    path("holds/<uuid:hold_id>/", holds.hold_page, name="desk-hold"),
    path("holds/<uuid:hold_id>/lift/", holds.lift, name="desk-hold-lift"),
    path("holds/<uuid:hold_id>/confirm/", holds.confirm, name="desk-hold-confirm"),
    path("holds/<uuid:hold_id>/resend/", holds.resend, name="desk-hold-resend"),
    path("services/<uuid:service_id>/hold/", holds.place, name="desk-hold-place"),
]
