"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [Item(_("Customers"), "desk-customers", Permission.SEE_CUSTOMERS, order=20)]
