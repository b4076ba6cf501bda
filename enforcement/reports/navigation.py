"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ENFORCEMENT, Item

DESK = [
    Item(_("Reports"), "desk-reports", order=40, group=ENFORCEMENT),
    Item(_("Evidence"), "desk-evidence", order=42, group=ENFORCEMENT),
]
MY = [Item(_("Report abuse"), "my-report", order=80)]
PUBLIC = [Item(_("Report abuse"), "report", order=30)]
