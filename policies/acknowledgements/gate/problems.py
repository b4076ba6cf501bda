"""What a program is told that the gate stops: a typed problem with the version and the address to go to."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from policies.acknowledgements.gate.evaluate import Outstanding
from tenants.resellers.addresses import origin


def sentence_of(found: Outstanding) -> str:
    """Returns what is asked, for people who read what a program says."""
    if found.acknowledging:
        words = _("Version %(number)d of the policy waits for an acknowledgement by this person for %(customer)s.")
    else:
        words = _("Version %(number)d of the policy was not read yet by this person for %(customer)s.")
    return words % {"number": found.number, "customer": found.customer.name}


def code_of(found: Outstanding) -> str:
    """Returns the stable code."""
    return "acknowledgement_required" if found.acknowledging else "reading_required"


def details_of(outstanding: Sequence[Outstanding]) -> dict[str, Any]:
    """Returns the members of the problem beside code, title and status; the strictest comes first."""
    [first, *_others] = outstanding
    here = origin()
    return {
        "version": first.number,
        "gate": str(first.gate),
        "since": first.ends.isoformat() if first.blocks and first.ends else None,
        "customers": [str(one.customer.pk) for one in outstanding],
        "address": here + reverse("my-gate"),
        "words": here + reverse("version-json", args=[first.number]),
        "acknowledge": here + reverse("api:acknowledgements-list"),
    }


def problem_members(outstanding: Sequence[Outstanding]) -> dict[str, Any]:
    """Returns the whole document, but for its status."""
    code = code_of(outstanding[0])
    return {"type": f"/problems/{code}", "title": sentence_of(outstanding[0]), "code": code, **details_of(outstanding)}
