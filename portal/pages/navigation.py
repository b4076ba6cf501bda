"""Where the portal's own pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.alerts.queries import waiting_count
from tenants.people.navigation import ADMINISTRATION, Item

DESK = [
    Item(_("Start"), "desk-home", order=0, count=waiting_count),
    Item(_("People"), "desk-people", order=90, group=ADMINISTRATION),
    Item(_("Roles"), "desk-roles", order=92, group=ADMINISTRATION),
    Item(_("Settings"), "desk-settings", order=94, group=ADMINISTRATION),
]
MY = [Item(_("Start"), "my-home", order=0)]
OPERATOR = [
    Item(_("Resellers"), "home", order=0),
    Item(_("Uptake"), "operator-uptake", order=10),
]
