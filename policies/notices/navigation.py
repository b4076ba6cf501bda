"""Where this room's pages stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import POLICY, Item

DESK = [Item(_("Notices"), "desk-notices", order=20, group=POLICY)]
MY = [Item(_("Notices"), "my-notices", order=20)]
