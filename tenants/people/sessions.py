"""The sessions of a person: which there are, and ending them."""

import datetime as dt
import uuid

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Now

from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.people.models import SignIn, SignInLink, User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb


def open_sessions() -> QuerySet[SignIn]:
    """Returns every session that is one now, the newest first."""
    kept = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=Now())
    return SignIn.objects.filter(Exists(kept), ended_at=None).select_related("user").order_by("-began_at", "pk")


@transaction.atomic
def end_session(*, by: User, session: SignIn) -> None:
    """Ends a session of one's own at once; ending it twice changes nothing."""
    _end(SignIn.objects.filter(pk=session.pk, user=by), by=by)


@verb(Permission.MANAGE_PEOPLE)
@transaction.atomic
def end_session_of(*, by: User, session: SignIn) -> None:
    """Ends somebody's session at once; ending it twice changes nothing."""
    _end(SignIn.objects.filter(pk=session.pk), by=by)


@transaction.atomic
def end_other_sessions(*, by: User, keep: str | None) -> int:
    """Ends every session of one's own but `keep`, which then goes on by `keep_session`; returns how many ended."""
    return end_all(by, by=by.pseudonym, keep=keep)


def end_all(user: User, *, by: uuid.UUID | None, keep: str | None = None) -> int:
    """Ends all sessions of a person and every link that would begin one, inside a verb; returns how many sessions.

    No session or sign-in that is under way meanwhile outlives it, since each is bound to `sessions_revision`; not even
    the one whose `SignIn` is `keep`, unless it is bound anew by `keep_session`.
    """
    User.objects.filter(pk=user.pk).update(sessions_revision=F("sessions_revision") + 1)
    SignInLink.objects.filter(user=user, used_at=None).delete()
    ending = SignIn.objects.filter(user=user, ended_at=None)
    if keep is not None:
        ending = ending.exclude(pk=keep)
    open_ones = list(open_sessions().filter(pk__in=ending.values("pk")))
    at = clock.now()
    for session in open_ones:
        record(verb="session.ended", at=at, by=by, subject=session)
    _close(ending, at)
    return len(open_ones)


def _end(found: QuerySet[SignIn], *, by: User) -> None:
    session = found.select_for_update().filter(ended_at=None).first()
    at = clock.now()
    if session is not None:
        _close(SignIn.objects.filter(pk=session.pk), at)
        record(verb="session.ended", at=at, by=by.pseudonym, subject=session)


def _close(rows: QuerySet[SignIn], at: dt.datetime) -> None:
    Session.objects.filter(session_key__in=rows.values("session_key")).delete()
    rows.update(ended_at=at)
