"""Announces what happens to versions: posting with the redline against the version before, and withdrawing."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from policies.notices.actions.announcing import announce, cancel_unsent
from policies.notices.models import Channel
from policies.versions.changes import changes_between, counts
from policies.versions.languages import language_name
from policies.versions.models import Edition, PolicyVersion, Postponement
from policies.versions.queries import document_of, version_before
from tenants.people.models import User

POSTED, SCHEDULED, POSTPONED, WITHDRAWN = "posted", "scheduled", "postponed", "withdrawn"


def announce_posting(*, version: PolicyVersion, by: User, at: dt.datetime, notify: bool) -> None:
    """Tells every customer that a version was posted or scheduled, and what changed since the one before (R6).

    Without `notify` (an editorial change) it stands in their inbox and no mail goes out.
    """
    ahead = version.effective_at > at
    title = _("%(title)s: version %(number)d is announced") if ahead else _("%(title)s: version %(number)d is posted")
    announce(
        kind=SCHEDULED if ahead else POSTED,
        by=by.pseudonym,
        at=at,
        subject=version,
        version=version,
        title=title % _names(version),
        path=reverse("my-aup"),
        content=_content(version, at),
        channels=tuple(Channel) if notify else (Channel.INBOX,),
    )


def announce_postponement(*, postponement: Postponement, by: User, at: dt.datetime) -> None:
    """Tells every customer that a scheduled version takes effect later, and why."""
    version = postponement.version
    announce(
        kind=POSTPONED,
        by=by.pseudonym,
        at=at,
        subject=postponement,
        version=version,
        title=_("%(title)s: version %(number)d takes effect later") % _names(version),
        path=reverse("my-aup"),
        content={
            "number": version.number,
            "policy": _names(version)["title"],
            "reason": postponement.reason,
            "effect_before": postponement.effect_before.isoformat(),
            "effective_at": postponement.effect_after.isoformat(),
        },
    )


def announce_withdrawal(*, version: PolicyVersion, by: User, at: dt.datetime) -> None:
    """Tells every customer that a scheduled version will not take effect; waiting mails about it are cancelled."""
    cancel_unsent(version=version, at=at)
    announce(
        kind=WITHDRAWN,
        by=by.pseudonym,
        at=at,
        subject=version,
        version=version,
        title=_("%(title)s: version %(number)d is withdrawn") % _names(version),
        path=reverse("my-aup"),
        content={"number": version.number, "policy": _names(version)["title"]},
    )


def _names(version: PolicyVersion) -> dict[str, Any]:
    return {"title": version.document["title"], "number": version.number}


def _content(version: PolicyVersion, at: dt.datetime) -> dict[str, Any]:
    before = version_before(version)
    changes = changes_between(document_of(before), document_of(version)) if before else []
    return {
        "policy": version.document["title"],
        "number": version.number,
        "digest": version.digest,
        "summary": version.summary,
        "significance": version.significance,
        "effective_at": version.effective_at.isoformat(),
        "scheduled": version.effective_at > at,
        "before": before.number if before else None,
        "counts": dict(counts(changes)),
        "changes": [change.to_json() for change in changes],
        "editions": {edition.language: _edition(edition, before) for edition in version.editions.all()},
    }


def _edition(edition: Edition, before: PolicyVersion | None) -> dict[str, Any]:
    """Returns what a reader of another language is told: title, and redline if both versions are in that language."""
    told: dict[str, Any] = {"policy": edition.document["title"], "language_name": language_name(edition.language)}
    old = before.editions.filter(language=edition.language).first() if before else None
    if old is not None:
        changes = changes_between(document_of(old), document_of(edition))
        told["changes"] = [change.to_json() for change in changes]
    return told
