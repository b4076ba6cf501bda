"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item

DESK = [
    Item(_("Cases"), "desk-cases", order=41),
    Item(_("Authorizations"), "desk-authorizations", order=45),
]
MY = [Item(_("Authorizations"), "my-authorizations", order=65)]
