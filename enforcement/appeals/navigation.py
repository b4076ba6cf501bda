"""The room's places in the navigation."""

from django.utils.translation import gettext_lazy as _

from tenants.people.navigation import ENFORCEMENT, Item

DESK = [Item(_("Appeals"), "desk-appeals", order=44, group=ENFORCEMENT)]
MY = [Item(_("Appeals"), "my-appeals", order=60)]
