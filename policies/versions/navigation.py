"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import POLICY, Item

DESK = [Item(_("Policy"), "desk-policy", order=10, group=POLICY)]
PUBLIC = [
    Item(_("Acceptable Use Policy"), "aup", order=10),
    Item(_("Versions"), "versions", order=20),
]
