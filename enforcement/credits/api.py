"""Endpoints of the credits room."""

from enforcement.credits import statements_api as statements
from enforcement.credits.attributions import api as attributions
from enforcement.credits.claims import api as claims
from enforcement.credits.interruptions import api as interruptions
from enforcement.credits.levels import api as levels
from enforcement.credits.limits import api as limits
from enforcement.credits.maintenance import api as maintenance
from enforcement.credits.objections import api as objections
from enforcement.credits.received import api as received
from enforcement.credits.runs import api as runs

routes = [
    *levels.routes,
    *runs.routes,
    *interruptions.routes,
    *attributions.routes,
    *maintenance.routes,
    *claims.routes,
    *statements.routes,
    *limits.routes,
    *objections.routes,
    *received.routes,
]
