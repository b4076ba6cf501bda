"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import POLICY, Item

DESK = [Item(_("Acknowledgements"), "desk-acknowledgements", order=25, group=POLICY)]
MY = [
    Item(_("What binds you"), "my-aup", order=10),
    Item(_("History"), "my-history", order=60),
]
