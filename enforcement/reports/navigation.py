"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import Item
from tenants.people.permissions import Permission

DESK = [Item(_("Reports"), "desk-reports", Permission.SEE_REPORTS, 40)]
MY = [Item(_("Report abuse"), "my-report", None, 80)]
PUBLIC = [Item(_("Report abuse"), "report", None, 30)]
