"""Addresses of service levels."""

from django.urls import path

from enforcement.credits.levels import views

desk = [
    path("credits/levels/", views.level_list, name="desk-levels"),
    path("credits/levels/add/", views.add_level, name="desk-level-add"),
    path("credits/levels/assign/", views.assign, name="desk-level-assign"),
    path("credits/levels/<uuid:servicelevel_id>/", views.level_page, name="desk-level"),
    path("credits/levels/<uuid:servicelevel_id>/change/", views.change, name="desk-level-change"),
]
