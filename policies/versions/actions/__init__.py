"""The verbs upon posted versions: scheduling, what is mandatory, proof of posting."""

from policies.versions.actions.mandating import mark_mandatory, unmark_mandatory
from policies.versions.actions.proving import ask_for_check, fetch_proof
from policies.versions.actions.scheduling import postpone_version, withdraw_version

__all__ = [
    "ask_for_check",
    "fetch_proof",
    "mark_mandatory",
    "postpone_version",
    "unmark_mandatory",
    "withdraw_version",
]
