"""Endpoints of the drafts room."""

from policies.drafts.api.drafts import DraftViewSet
from policies.drafts.api.editions import PreparedEditionViewSet
from policies.drafts.api.policies import PolicyViewSet
from policies.drafts.api.review import ApprovalViewSet, CommentViewSet

routes = [
    ("policies", PolicyViewSet),
    ("drafts", DraftViewSet),
    ("draft-comments", CommentViewSet),
    ("draft-approvals", ApprovalViewSet),
    ("prepared-editions", PreparedEditionViewSet),
]
