"""Which version a page or endpoint about acknowledgements is asked for."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404

from policies.versions.models import PolicyVersion
from policies.versions.queries import in_force, standing_versions, the_policy


def chosen_version(asked: str, *, at: dt.datetime) -> PolicyVersion | None:
    """The version of that number, else the one in force at `at` (UTC), else the one posted last; None: none yet.

    Raises Http404 for what is no number of a version.
    """
    if asked:
        if not (asked.isascii() and asked.isdigit() and len(asked) < 10):  # noqa: PLR2004 - fits the database's integer
            raise Http404
        return get_object_or_404(PolicyVersion.objects.select_related("policy"), policy__slug="aup", number=int(asked))
    policy = the_policy()
    if policy is None:
        return None
    return in_force(policy=policy, at=at) or standing_versions(policy).order_by("-number").first()
