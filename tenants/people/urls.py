"""Addresses of the people room."""

from django.urls import path

from tenants.people import account_views, person_views, views
from tenants.people.reviewers import views as reviewing

_SIGN_IN = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-in/<str:secret>/", views.sign_in_link, name="sign-in-link"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("account/", account_views.account, name="account"),
    path("account/address/", account_views.address, name="account-address"),
    path("account/address/<str:secret>/", account_views.confirm, name="address-confirm"),
    path("account/sessions/", account_views.sessions, name="account-sessions"),
    path("account/sessions/end-others/", account_views.end_others, name="sessions-end-others"),
    path("account/sessions/<uuid:signin_id>/end/", account_views.end_one, name="session-end"),
]
operator = _SIGN_IN
public = [
    *_SIGN_IN,
    path("logo/<uuid:logo_id>.png", views.logo, name="logo"),
    path("account/tokens/", views.tokens, name="tokens"),
    path("account/tokens/<uuid:apitoken_id>/end/", views.end_token, name="token-end"),
]
desk = [
    path("people/", views.people, name="desk-people"),
    path("people/<uuid:user_id>/take-role/", views.take, name="desk-role-take"),
    path("people/<uuid:user_id>/", person_views.person, name="desk-person"),
    path("people/<uuid:user_id>/deactivate/", person_views.deactivate, name="desk-person-deactivate"),
    path("people/<uuid:user_id>/reactivate/", person_views.reactivate, name="desk-person-reactivate"),
    path("people/sessions/<uuid:signin_id>/end/", person_views.end_session, name="desk-session-end"),
    path("people/tokens/<uuid:apitoken_id>/end/", person_views.end_token, name="desk-token-end"),
    path("people/roles/", views.roles, name="desk-roles"),
    path("people/reviewers/", reviewing.reviewers, name="desk-reviewers"),
    path("people/reviewers/ask/", reviewing.ask, name="desk-reviewers-ask"),
    path("people/reviewers/stop/", reviewing.stop, name="desk-reviewers-stop"),
    path("people/reviewers/<uuid:reviewrequest_id>/name/", reviewing.name, name="desk-reviewer-name"),
    path("people/reviewers/<uuid:namedreviewer_id>/withdraw/", reviewing.withdraw, name="desk-reviewer-withdraw"),
    path("people/reviewers/<uuid:namedreviewer_id>/invite/", reviewing.invite, name="desk-reviewer-invite"),
]
