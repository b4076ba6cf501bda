"""Addresses of the appeals room."""

from django.urls import path

from enforcement.appeals.conversation import views as talking
from enforcement.appeals.views import desk as reviewing
from enforcement.appeals.views import filing, modifying
from enforcement.appeals.views import my as own

my = [
    path("appeals/", own.appeals, name="my-appeals"),
    path("appeals/new/", own.new_appeal, name="my-appeal-new"),
    path("appeals/<uuid:appeal_id>/", own.appeal, name="my-appeal"),
    path("appeals/<uuid:appeal_id>/withdraw/", own.withdraw, name="my-appeal-withdraw"),
    path("appeals/<uuid:appeal_id>/write/", talking.my_write, name="my-appeal-write"),
    path("appeals/evidence/<uuid:appealevidence_id>/", talking.my_read, name="my-appeal-text"),
    path("appeals/evidence/<uuid:appealevidence_id>/open/", talking.my_open_file, name="my-appeal-open"),
    path("appeals/evidence/<uuid:appealevidence_id>/file/", talking.my_fetch, name="my-appeal-file"),
]
desk = [
    path("appeals/", reviewing.appeals, name="desk-appeals"),
    path("appeals/new/", filing.new_appeal, name="desk-appeal-new"),
    path("appeals/<uuid:appeal_id>/", reviewing.appeal, name="desk-appeal"),
    path("appeals/<uuid:appeal_id>/take/", reviewing.take, name="desk-appeal-take"),
    path("appeals/<uuid:appeal_id>/decide/", reviewing.decide, name="desk-appeal-decide"),
    path("appeals/<uuid:appeal_id>/modify/", modifying.modify, name="desk-appeal-modify"),
    path("appeals/<uuid:appeal_id>/dismiss/", reviewing.dismiss, name="desk-appeal-dismiss"),
    path("appeals/<uuid:appeal_id>/write/", talking.write, name="desk-appeal-write"),
    path("appeals/<uuid:appeal_id>/pass-on/", talking.pass_on, name="desk-appeal-pass-on"),
    path("appeals/evidence/<uuid:appealevidence_id>/", talking.read, name="desk-appeal-text"),
    path("appeals/evidence/<uuid:appealevidence_id>/open/", talking.open_file, name="desk-appeal-open"),
    path("appeals/evidence/<uuid:appealevidence_id>/file/", talking.fetch, name="desk-appeal-file"),
]
