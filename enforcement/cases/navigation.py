"""The room's place in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item

DESK = [Item(_("Cases"), "desk-cases", order=41)]
