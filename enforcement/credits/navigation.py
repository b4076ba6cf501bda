"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [
    Item(_("Credits"), "desk-credits", Permission.SEE_CREDITS, order=60),
    Item(_("Interruptions"), "desk-interruptions", Permission.SEE_CREDITS, order=61),
    Item(_("Service levels"), "desk-levels", Permission.SEE_CREDITS, order=62),
]
MY = [Item(_("Credits"), "my-credits", order=45)]
