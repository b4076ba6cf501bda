"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ENFORCEMENT, Item

DESK = [
    Item(_("Measures"), "desk-measures", order=44, group=ENFORCEMENT),
    Item(_("Holds"), "desk-holds", order=45, group=ENFORCEMENT),
]
MY = [
    Item(_("Services"), "my-services", order=30),
    Item(_("Statements"), "my-statements", order=35),
]
