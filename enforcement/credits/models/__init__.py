"""Service levels, interruptions, credit statements and the exclusions in them."""

from enforcement.credits.models.interruptions import Causation, Interruption, Withdrawal
from enforcement.credits.models.levels import ServiceLevel, ServiceLevelTerm
from enforcement.credits.models.months import MONTH, CreditMonth, Recomputation
from enforcement.credits.models.statements import CreditStatement, Exclusion, Payment, StatementStatus

__all__ = [
    "MONTH",
    "Causation",
    "CreditMonth",
    "CreditStatement",
    "Exclusion",
    "Interruption",
    "Payment",
    "Recomputation",
    "ServiceLevel",
    "ServiceLevelTerm",
    "StatementStatus",
    "Withdrawal",
]
