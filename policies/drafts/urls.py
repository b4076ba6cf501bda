"""Addresses of the drafts room."""

from django.urls import path

from policies.drafts.views import comparing, editions, importing, posting, provisions, reviewing
from policies.drafts.views import draft as writing

desk = [
    path("policy/post/", posting.post, name="desk-post"),
    path("policy/import/", importing.import_file, name="desk-import"),
    path("policy/draft/proposals/", importing.proposals, name="desk-draft-proposals"),
    path("policy/draft/pairs/", importing.pairs, name="desk-draft-pairs"),
    path("policy/draft/", writing.draft, name="desk-draft"),
    path("policy/draft/start/", writing.start, name="desk-draft-start"),
    path("policy/draft/add/", provisions.add, name="desk-provision-add"),
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
    path("policy/draft/provisions/<slug:key>/", provisions.provision, name="desk-provision"),
    path("policy/draft/provisions/<slug:key>/move/", provisions.move, name="desk-provision-move"),
    path("policy/draft/provisions/<slug:key>/step/", provisions.step, name="desk-provision-step"),
    path("policy/draft/provisions/<slug:key>/split/", provisions.split, name="desk-provision-split"),
    path("policy/draft/provisions/<slug:key>/delete/", provisions.delete, name="desk-provision-delete"),
]
