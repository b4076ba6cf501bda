"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [Item(_("Appeals"), "desk-appeals", Permission.SEE_APPEALS, 44)]
MY = [Item(_("Appeals"), "my-appeals", None, 60)]
