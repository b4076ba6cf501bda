"""Endpoints of service levels, interruptions and credit statements."""

from enforcement.credits import statements_api as statements
from enforcement.credits.interruptions import api as interruptions
from enforcement.credits.level_api import LevelViewSet
from enforcement.credits.limits import api as limits
from enforcement.credits.objections import api as objections
from enforcement.credits.received import api as received

routes = [
    ("service-levels", LevelViewSet),
    *interruptions.routes,
    *statements.routes,
    *limits.routes,
    *objections.routes,
    *received.routes,
]
