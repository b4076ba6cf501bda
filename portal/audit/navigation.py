"""Where the auditor's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ADMINISTRATION, Item

DESK = [Item(_("Ledger"), "desk-ledger", order=85, group=ADMINISTRATION)]
