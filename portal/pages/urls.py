"""Addresses of the portal's own pages."""

from django.urls import URLPattern, path

from portal.pages import desk as desk_pages
from portal.pages import home, settings_page
from portal.pages import my as my_pages
from portal.pages import operator as operator_pages

public: list[URLPattern] = [path("", home.home, name="home"), path("enter/", home.enter, name="enter")]
my: list[URLPattern] = [path("", my_pages.my_home, name="my-home")]
desk: list[URLPattern] = [
    path("", desk_pages.desk_home, name="desk-home"),
    path("settings/", settings_page.reseller_settings, name="desk-settings"),
    path("settings/logo/", settings_page.logo, name="desk-logo"),
    path("settings/logo/remove/", settings_page.logo_removed, name="desk-logo-remove"),
]
operator: list[URLPattern] = [
    path("", operator_pages.resellers, name="home"),
    path("resellers/new/", operator_pages.new_reseller, name="operator-new-reseller"),
    path("uptake/", operator_pages.uptake, name="operator-uptake"),
    path("uptake.json", operator_pages.uptake_json, name="operator-uptake-json"),
    path("uptake/<uuid:release_id>/", operator_pages.release, name="operator-release"),
    path("uptake/<uuid:release_id>.json", operator_pages.release_json, name="operator-release-json"),
]
