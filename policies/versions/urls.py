"""Addresses of the versions room."""

from django.urls import path

from policies.versions.views import comparing, editions, formats, importing, reviewing, searching, upstream, website
from policies.versions.views import desk as posted
from policies.versions.views import draft as writing
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
    path("policy/post/", posted.post, name="desk-post"),
    path("policy/versions/<uuid:policyversion_id>/", posted.version, name="desk-version"),
    path("policy/versions/<uuid:policyversion_id>/postpone/", posted.postpone, name="desk-version-postpone"),
    path("policy/versions/<uuid:policyversion_id>/withdraw/", posted.withdraw, name="desk-version-withdraw"),
    path("policy/proofs/<uuid:postingproof_id>/", posted.proof, name="desk-proof"),
    path("policy/website/", website.website, name="desk-website"),
    path("policy/upstream/<uuid:release_id>/", upstream.offers, name="desk-offers"),
    path("policy/mandatory/", upstream.mandatory, name="desk-mandatory"),
    path("policy/mandatory/<uuid:mandatorymark_id>/unmark/", upstream.unmark, name="desk-mandatory-unmark"),
    path("policy/import/", importing.import_file, name="desk-import"),
    path("policy/draft/proposals/", importing.proposals, name="desk-draft-proposals"),
    path("policy/draft/pairs/", importing.pairs, name="desk-draft-pairs"),
    path("policy/search/", searching.desk_search, name="desk-search"),
    path("policy/draft/", writing.draft, name="desk-draft"),
    path("policy/draft/start/", writing.start, name="desk-draft-start"),
    path("policy/draft/add/", writing.add, name="desk-provision-add"),
    path("policy/draft/values/", writing.values, name="desk-draft-values"),
    path("policy/draft/compare/", comparing.draft, name="desk-draft-compare"),
    path("policy/draft/title/", writing.title, name="desk-draft-title"),
    path("policy/draft/preview/", reviewing.preview, name="desk-draft-preview"),
    path("policy/draft/terms/", reviewing.terms, name="desk-draft-terms"),
    path("policy/draft/review/", reviewing.review, name="desk-draft-review"),
    path("policy/draft/submit/", reviewing.submit, name="desk-draft-submit"),
    path("policy/draft/approve/", reviewing.approve, name="desk-draft-approve"),
    path("policy/draft/return/", reviewing.send_back, name="desk-draft-return"),
    path("policy/draft/comments/<uuid:draftcomment_id>/answer/", reviewing.answer, name="desk-comment-answer"),
    path("policy/draft/comments/<uuid:draftcomment_id>/resolve/", reviewing.resolve, name="desk-comment-resolve"),
    path("policy/draft/comments/<uuid:draftcomment_id>/reopen/", reviewing.reopen, name="desk-comment-reopen"),
    path("policy/draft/editions/", editions.editions, name="desk-editions"),
    path("policy/draft/editions/governing/", editions.governing, name="desk-editions-governing"),
    path("policy/draft/editions/<uuid:preparededition_id>/", editions.edition, name="desk-edition"),
    path("policy/draft/editions/<uuid:preparededition_id>/import/", editions.import_file, name="desk-edition-import"),
    path("policy/draft/editions/<uuid:preparededition_id>/drop/", editions.drop, name="desk-edition-drop"),
    path("policy/draft/discard/", writing.discard, name="desk-draft-discard"),
    path("policy/draft/provisions/<slug:key>/", writing.provision, name="desk-provision"),
    path("policy/draft/provisions/<slug:key>/move/", writing.move, name="desk-provision-move"),
    path("policy/draft/provisions/<slug:key>/step/", writing.step, name="desk-provision-step"),
    path("policy/draft/provisions/<slug:key>/delete/", writing.delete, name="desk-provision-delete"),
]
