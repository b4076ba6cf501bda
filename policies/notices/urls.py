"""Addresses of the notices room."""

from django.urls import path

from policies.notices.views import choosing, hooks, steering
from policies.notices.views import desk as staff
from policies.notices.views import my as reading

public = [path("notices/feed/<str:secret>/", choosing.feed, name="notice-feed")]
my = [
    path("notices/", reading.notices, name="my-notices"),
    path("notices/preferences/", choosing.preferences, name="my-notice-preferences"),
    path("notices/preferences/feed/", choosing.new_feed, name="my-notice-new-feed"),
    path("notices/<uuid:delivery_id>/", reading.notice, name="my-notice"),
]
desk = [
    path("notices/", staff.all_notices, name="desk-notices"),
    path("notices/bounced/", staff.bounced, name="desk-bounced"),
    path("notices/<uuid:notice_id>/", staff.notice, name="desk-notice"),
    path("notices/<uuid:notice_id>/progress/", staff.progress, name="desk-notice-progress"),
    path("notices/<uuid:notice_id>/recipients.csv", staff.recipients_csv, name="desk-notice-csv"),
    path("notices/<uuid:notice_id>/pause/", steering.pause, name="desk-notice-pause"),
    path("notices/<uuid:notice_id>/resume/", steering.resume, name="desk-notice-resume"),
    path("notices/<uuid:notice_id>/cancel/", steering.cancel, name="desk-notice-cancel"),
    path("notices/deliveries/<uuid:delivery_id>/", staff.delivery, name="desk-delivery"),
    path("notices/deliveries/<uuid:delivery_id>/again/", steering.again, name="desk-delivery-again"),
]
operator = [path("hooks/mail/<slug:provider>/", hooks.mail_events, name="mail-events")]
