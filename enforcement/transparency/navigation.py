"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ENFORCEMENT, Item

DESK = [Item(_("Transparency"), "desk-transparency", order=47, group=ENFORCEMENT)]
