"""Where the portal's own pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [
    Item(_("Start"), "desk-home", order=0),
    Item(_("People"), "desk-people", Permission.MANAGE_PEOPLE, order=90),
    Item(_("Roles"), "desk-roles", order=92),
    Item(_("Settings"), "desk-settings", Permission.MANAGE_SETTINGS, order=94),
]
MY = [Item(_("Start"), "my-home", order=0)]
OPERATOR = [
    Item(_("Resellers"), "home", Permission.MANAGE_RESELLERS, order=0),
    Item(_("Uptake"), "operator-uptake", Permission.SEE_UPTAKE, order=10),
]
