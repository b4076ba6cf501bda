"""Addresses of the notices room."""

from django.urls import path

from policies.notices.views import controls, preferences, provider_events
from policies.notices.views import desk as staff
from policies.notices.views import my as reading

public = [path("notices/feed/<str:secret>/", preferences.feed, name="notice-feed")]
my = [
    path("notices/", reading.notices, name="my-notices"),
    path("notices/preferences/", preferences.preferences, name="my-notice-preferences"),
    path("notices/preferences/feed/", preferences.new_feed, name="my-notice-new-feed"),
    path("notices/<uuid:delivery_id>/", reading.notice, name="my-notice"),
]
desk = [
    path("notices/", staff.all_notices, name="desk-notices"),
    path("notices/bounced/", staff.bounced, name="desk-bounced"),
    path("notices/<uuid:notice_id>/", staff.notice, name="desk-notice"),
    path("notices/<uuid:notice_id>/progress/", staff.progress, name="desk-notice-progress"),
    path("notices/<uuid:notice_id>/recipients.csv", staff.recipients_csv, name="desk-notice-csv"),
    path("notices/<uuid:notice_id>/pause/", controls.pause, name="desk-notice-pause"),
    path("notices/<uuid:notice_id>/resume/", controls.resume, name="desk-notice-resume"),
    path("notices/<uuid:notice_id>/cancel/", controls.cancel, name="desk-notice-cancel"),
    path("notices/deliveries/<uuid:delivery_id>/", staff.delivery, name="desk-delivery"),
    path("notices/deliveries/<uuid:delivery_id>/again/", controls.again, name="desk-delivery-again"),
]
operator = [path("hooks/mail/<slug:provider>/", provider_events.mail_events, name="mail-events")]
