"""Where the auditor's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [Item(_("Ledger"), "desk-ledger", Permission.SEE_LEDGER, order=85)]
