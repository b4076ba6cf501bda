"""Addresses of the alerts room."""

from django.urls import path

from tenants.alerts import views

public = [path("account/alerts/", views.preferences, name="account-alerts")]
desk = [
    path("alerts/<uuid:alert_id>/take/", views.take, name="desk-alert-take"),
    path("rota/", views.rota, name="desk-rota"),
    path("rota/new/", views.new_shift, name="desk-rota-new"),
    path("rota/<uuid:rotashift_id>/", views.shift, name="desk-rota-shift"),
    path("rota/<uuid:rotashift_id>/remove/", views.end_shift, name="desk-rota-remove"),
]
