"""Addresses of the versions room."""

from django.urls import path

from policies.versions.views import comparing, formats, mandatory, searching, website
from policies.versions.views import desk as posted
from policies.versions.views import public as reading

public = [
    path("aup/", reading.aup, name="aup"),
    path("aup.json", formats.aup_as_json, name="aup-json"),
    path("aup.txt", formats.aup_as_text, name="aup-text"),
    path("aup.pdf", formats.aup_as_pdf, name="aup-pdf"),
    path("aup/timemap/", formats.mementos, name="aup-timemap"),
    path("aup/feed.atom", reading.feed, name="aup-feed"),
    path("aup/versions/", reading.versions, name="versions"),
    path("aup/versions/<int:number>/", reading.version, name="version"),
    path("aup/versions/<int:number>.json", formats.as_json_by_number, name="version-json"),
    path("aup/versions/<int:number>.txt", formats.as_text_by_number, name="version-text"),
    path("aup/versions/<int:number>.pdf", formats.as_pdf_by_number, name="version-pdf"),
    path("aup/embed/", website.embed, name="aup-embed"),
    path("aup/search/", searching.in_force, name="aup-search"),
    path("aup/changes/", comparing.choose, name="changes-choose"),
    path("aup/changes/<int:old>..<int:new>/", comparing.changes, name="changes"),
    path("aup/changes/<int:old>..<int:new>.json", comparing.changes_as_json, name="changes-json"),
]
desk = [
    path("policy/", posted.overview, name="desk-policy"),
    path("policy/versions/<uuid:policyversion_id>/", posted.version, name="desk-version"),
    path("policy/versions/<uuid:policyversion_id>/postpone/", posted.postpone, name="desk-version-postpone"),
    path("policy/versions/<uuid:policyversion_id>/withdraw/", posted.withdraw, name="desk-version-withdraw"),
    path("policy/proofs/<uuid:postingproof_id>/", posted.proof, name="desk-proof"),
    path("policy/website/", website.website, name="desk-website"),
    path("policy/mandatory/", mandatory.mandatory, name="desk-mandatory"),
    path("policy/mandatory/<uuid:mandatorymark_id>/unmark/", mandatory.unmark, name="desk-mandatory-unmark"),
    path("policy/search/", searching.desk_search, name="desk-search"),
]
