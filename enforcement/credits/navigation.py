"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import CREDITS, Item

DESK = [
    Item(_("Credits"), "desk-credits", order=60, group=CREDITS),
    Item(_("Interruptions"), "desk-interruptions", order=61, group=CREDITS),
    Item(_("Credits received"), "desk-received", order=61, group=CREDITS),
    Item(_("Service levels"), "desk-levels", order=62, group=CREDITS),
]
MY = [Item(_("Credits"), "my-credits", order=45)]
