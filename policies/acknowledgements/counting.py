"""How many people had acknowledged a version by each of some instants: a line in the picture of its notice."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from django.db.models import Min

from policies.acknowledgements.models import Acknowledgement
from policies.versions.models import PolicyVersion


def acknowledged_by_then(version: PolicyVersion, instants: Sequence[dt.datetime]) -> list[int]:
    """The number of people who had acknowledged the version by each instant (UTC); each person counts once."""
    rows = Acknowledgement.objects.filter(version=version).values("person").annotate(first=Min("at"))
    firsts = sorted(row["first"] for row in rows)
    return [bisect_right(firsts, instant) for instant in instants]
