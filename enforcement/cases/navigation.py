"""The room's place in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [Item(_("Cases"), "desk-cases", Permission.SEE_CASES, 41)]
