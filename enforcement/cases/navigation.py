"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item

DESK = [
    Item(_("Cases"), "desk-cases", order=41),
    Item(_("Passed on"), "desk-passings", order=42),
    Item(_("Authorizations"), "desk-authorizations", order=45),
    Item(_("Strikes"), "desk-strikes", order=46),
    Item(_("Allowances"), "desk-allowances", order=47),
]
MY = [Item(_("Authorizations"), "my-authorizations", order=65), Item(_("Strikes"), "my-strikes", order=66)]
