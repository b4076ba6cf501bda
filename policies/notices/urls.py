"""Addresses of the notices room."""

from django.urls import path

from policies.notices.views import desk as staff
from policies.notices.views import my as reading

my = [
    path("notices/", reading.notices, name="my-notices"),
    path("notices/<uuid:delivery_id>/", reading.notice, name="my-notice"),
]
desk = [
    path("notices/", staff.all_notices, name="desk-notices"),
    path("notices/<uuid:notice_id>/", staff.notice, name="desk-notice"),
    path("notices/<uuid:notice_id>/recipients.csv", staff.recipients_csv, name="desk-notice-csv"),
    path("notices/deliveries/<uuid:delivery_id>/", staff.delivery, name="desk-delivery"),
]
