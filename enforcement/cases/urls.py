"""Addresses of the cases room."""

from django.urls import path

from enforcement.cases.allowances import views as allowances
from enforcement.cases.authorizations.views import desk as authorizing
from enforcement.cases.authorizations.views import my as own_authorizations
from enforcement.cases.findings import views as findings
from enforcement.cases.passing import views as passing
from enforcement.cases.strikes import views as strikes
from enforcement.cases.triage import views as triage
from enforcement.cases.views import cases, determinations
from enforcement.cases.work import views as work

my = [
    path("strikes/", strikes.my_strikes, name="my-strikes"),
    path("authorizations/", own_authorizations.authorizations, name="my-authorizations"),
    path("authorizations/new/", own_authorizations.ask, name="my-authorization-ask"),
    path("authorizations/<uuid:authorizationrequest_id>/", own_authorizations.authorization, name="my-authorization"),
    path(
        "authorizations/<uuid:authorizationrequest_id>/withdraw/",
        own_authorizations.withdraw,
        name="my-authorization-withdraw",
    ),
    path(
        "authorizations/<uuid:authorization_id>/document/",
        own_authorizations.document,
        name="my-authorization-document",
    ),
]
desk = [
    path("allowances/", allowances.allowances, name="desk-allowances"),
    path("allowances/new/", allowances.new, name="desk-allowance-new"),
    path("allowances/import/", allowances.import_page, name="desk-usage-import"),
    path("proposals/<uuid:caseproposal_id>/open/", allowances.open_case, name="desk-proposal-open"),
    path("proposals/<uuid:caseproposal_id>/dismiss/", allowances.dismiss, name="desk-proposal-dismiss"),
    path("strikes/", strikes.strikes, name="desk-strikes"),
    path("strikes/settings/", strikes.settings, name="desk-strikes-settings"),
    path("customers/<uuid:customer_id>/strikes/", strikes.strikes_of, name="desk-strikes-of"),
    path("reports/ticked/open/", triage.open_from_inbox, name="desk-reports-open"),
    path("reports/ticked/join/", triage.join_from_inbox, name="desk-reports-join"),
    path("authorizations/", authorizing.authorizations, name="desk-authorizations"),
    path("authorizations/new/", authorizing.enter, name="desk-authorization-enter"),
    path("authorizations/<uuid:authorizationrequest_id>/", authorizing.authorization, name="desk-authorization"),
    path("authorizations/<uuid:authorizationrequest_id>/grant/", authorizing.grant, name="desk-authorization-grant"),
    path("authorizations/<uuid:authorizationrequest_id>/refuse/", authorizing.refuse, name="desk-authorization-refuse"),
    path("authorizations/<uuid:authorization_id>/revoke/", authorizing.revoke, name="desk-authorization-revoke"),
    path("authorizations/<uuid:authorization_id>/document/", authorizing.document, name="desk-authorization-document"),
    path("cases/", cases.cases, name="desk-cases"),
    path("cases/list.csv", cases.cases_csv, name="desk-cases-csv"),
    path("cases/new/", cases.new_case, name="desk-case-new"),
    path("cases/<uuid:case_id>/", cases.case, name="desk-case"),
    path("cases/<uuid:case_id>/investigate/", cases.investigate, name="desk-case-investigate"),
    path("cases/<uuid:case_id>/close/", cases.close, name="desk-case-close"),
    path("cases/<uuid:case_id>/reopen/", cases.reopen, name="desk-case-reopen"),
    path("cases/<uuid:case_id>/finding/", findings.find, name="desk-case-finding"),
    path("cases/<uuid:case_id>/pass/", passing.pass_on, name="desk-case-pass"),
    path("passings/", passing.passings, name="desk-passings"),
    path("passings/list.csv", passing.passings_csv, name="desk-passings-csv"),
    path("passings/<uuid:passing_id>/", passing.passing, name="desk-passing"),
    path("passings/<uuid:passing_id>/withdraw/", passing.withdraw, name="desk-passing-withdraw"),
    path("passings/<uuid:passing_id>/note/", passing.note, name="desk-passing-note"),
    path("recipients/", passing.recipients, name="desk-recipients"),
    path("recipients/new/", passing.register, name="desk-recipient-new"),
    path("recipients/<uuid:recipient_id>/end/", passing.end, name="desk-recipient-end"),
    path("cases/<uuid:case_id>/take/", work.take, name="desk-case-take"),
    path("cases/<uuid:case_id>/assign/", work.assign, name="desk-case-assign"),
    path("cases/<uuid:case_id>/priority/", work.prioritise, name="desk-case-prioritise"),
    path("cases/<uuid:case_id>/note/", work.note, name="desk-case-note"),
    path("cases/<uuid:case_id>/note-to-reporters/", work.note_to_reporters, name="desk-case-note-reporters"),
    path("cases/<uuid:case_id>/note-to-customer/", work.note_to_customer, name="desk-case-note-customer"),
    path("cases/<uuid:case_id>/merge/", work.merge, name="desk-case-merge"),
    path("cases/<uuid:case_id>/split/", work.split, name="desk-case-split"),
    path("reply-templates/", work.templates, name="desk-reply-templates"),
    path("reply-templates/new/", work.new_template, name="desk-reply-template-new"),
    path("reply-templates/<uuid:replytemplate_id>/", work.template, name="desk-reply-template"),
    path("reply-templates/<uuid:replytemplate_id>/remove/", work.end_template, name="desk-reply-template-remove"),
    path("cases/<uuid:case_id>/determine/", determinations.determine_violation, name="desk-case-determine"),
    path("determinations/<uuid:determination_id>/", determinations.determination, name="desk-determination"),
    path("determinations/<uuid:determination_id>/approve/", determinations.approve, name="desk-determination-approve"),
]
