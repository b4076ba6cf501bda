"""Addresses of the credits room."""

from django.urls import path

from enforcement.credits.attributions import urls as attributions
from enforcement.credits.claims import urls as claims
from enforcement.credits.interruptions import urls as interruptions
from enforcement.credits.levels import urls as levels
from enforcement.credits.limits import urls as limits
from enforcement.credits.maintenance import urls as maintenance
from enforcement.credits.month import urls as month
from enforcement.credits.objections import urls as objections
from enforcement.credits.received import urls as received
from enforcement.credits.runs import urls as runs
from enforcement.credits.views import my as customer
from enforcement.credits.views import statements

my = [
    *objections.my,
    path("credits/", customer.statements, name="my-credits"),
    *claims.my,
    path("credits/<uuid:creditstatement_id>/", customer.statement, name="my-credit"),
    path("credits/<uuid:creditstatement_id>/note/", customer.note, name="my-credit-note"),
    *received.my,
]
desk = [
    *month.desk,
    *objections.desk,
    path("credits/statements/", statements.statement_list, name="desk-credit-statements"),
    *runs.desk,
    *levels.desk,
    *interruptions.desk,
    *limits.desk,
    *received.desk,
    *attributions.desk,
    *maintenance.desk,
    *claims.desk,
    path("credits/<uuid:creditstatement_id>/", statements.statement_page, name="desk-credit"),
    path("credits/<uuid:creditstatement_id>/note/", statements.note, name="desk-credit-note"),
    path("credits/<uuid:creditstatement_id>/approve/", statements.approve, name="desk-credit-approve"),
    path("credits/<uuid:creditstatement_id>/issue/", statements.issue, name="desk-credit-issue"),
    path("credits/<uuid:creditstatement_id>/pay/", statements.pay, name="desk-credit-pay"),
]
