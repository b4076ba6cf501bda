"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ENFORCEMENT, Item

DESK = [
    Item(_("Cases"), "desk-cases", order=41, group=ENFORCEMENT),
    Item(_("Passed on"), "desk-passings", order=42, group=ENFORCEMENT),
    Item(_("Authorizations"), "desk-authorizations", order=45, group=ENFORCEMENT),
    Item(_("Strikes"), "desk-strikes", order=46, group=ENFORCEMENT),
    Item(_("Allowances"), "desk-allowances", order=47, group=ENFORCEMENT),
]
MY = [Item(_("Authorizations"), "my-authorizations", order=65), Item(_("Strikes"), "my-strikes", order=66)]
