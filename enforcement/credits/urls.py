"""Addresses of the credits room."""

from django.urls import path

from enforcement.credits.interruptions import urls as interruptions
from enforcement.credits.limits import urls as limits
from enforcement.credits.month import urls as month
from enforcement.credits.objections import urls as objections
from enforcement.credits.received import urls as received
from enforcement.credits.views import facts, statements
from enforcement.credits.views import my as customer

my = [
    *objections.my,
    path("credits/", customer.statements, name="my-credits"),
    path("credits/<uuid:creditstatement_id>/", customer.statement, name="my-credit"),
    path("credits/<uuid:creditstatement_id>/note/", customer.note, name="my-credit-note"),
    *received.my,
]
desk = [
    *month.desk,
    *objections.desk,
    path("credits/statements/", statements.statement_list, name="desk-credit-statements"),
    path("credits/run/", statements.run, name="desk-credits-run"),
    path("credits/levels/", facts.level_list, name="desk-levels"),
    path("credits/levels/add/", facts.add_level, name="desk-level-add"),
    path("credits/levels/assign/", facts.assign, name="desk-level-assign"),
    *interruptions.desk,
    *limits.desk,
    *received.desk,
    path("credits/<uuid:creditstatement_id>/", statements.statement_page, name="desk-credit"),
    path("credits/<uuid:creditstatement_id>/note/", statements.note, name="desk-credit-note"),
    path("credits/<uuid:creditstatement_id>/approve/", statements.approve, name="desk-credit-approve"),
    path("credits/<uuid:creditstatement_id>/issue/", statements.issue, name="desk-credit-issue"),
    path("credits/<uuid:creditstatement_id>/pay/", statements.pay, name="desk-credit-pay"),
]
