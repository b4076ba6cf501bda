"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ADMINISTRATION, Item

DESK = [Item(_("Rota"), "desk-rota", order=91, group=ADMINISTRATION)]
