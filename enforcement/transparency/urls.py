"""Addresses of the transparency room."""

from django.urls import path

from enforcement.transparency.views import desk as computing
from enforcement.transparency.views import public as published

public = [
    path("transparency/", published.reports, name="transparency"),
    path("transparency/<str:period>.json", published.as_json, name="transparency-json"),
    path("transparency/<str:period>.csv", published.as_csv, name="transparency-csv"),
    path("transparency/<str:period>.svg", published.as_svg, name="transparency-svg"),
    path("transparency/<str:period>/", published.report, name="transparency-report"),
]
desk = [
    path("transparency/", computing.report, name="desk-transparency"),
    path("transparency/report.json", computing.as_json, name="desk-transparency-json"),
    path("transparency/report.csv", computing.as_csv, name="desk-transparency-csv"),
    path("transparency/report.svg", computing.as_svg, name="desk-transparency-svg"),
    path("transparency/publish/", computing.publish, name="desk-transparency-publish"),
    path("transparency/<uuid:publication_id>/", computing.publication, name="desk-publication"),
]
