"""What else stands on the example's abuse desk: authorizations, a metered allowance, a muted sender, a legal hold."""

import datetime as dt
import uuid
from decimal import Decimal
from email.utils import format_datetime

from enforcement.cases.allowances.actions import import_usage, set_allowance
from enforcement.cases.allowances.models import Period
from enforcement.cases.authorizations import queries
from enforcement.cases.authorizations.actions import ask_authorization, grant_authorization
from enforcement.cases.authorizations.models import AuthorizationRequest
from enforcement.cases.authorizations.terms import Wanted
from enforcement.cases.models import Case, RecipientKind, Way
from enforcement.cases.passing.actions import pass_case, register_recipient
from enforcement.cases.passing.queries import Asked, targets_of
from enforcement.cases.passing.rules import Said
from enforcement.holds.models import ProviderState, StateDifference
from enforcement.reports.custody.actions import place_legal_hold
from enforcement.reports.doors.storing import store_raw
from enforcement.reports.doors.taking_in import take_in
from enforcement.reports.inbox.actions import save_filter
from enforcement.reports.models import Report, Source
from enforcement.reports.senders.actions import mute_sender
from portal.example.people import PEOPLE, Face
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.people.models import User


def desk_work(service: Service, *, staff: User, officer: User, approver: User) -> None:
    """Makes it at this moment, about one service; its customer asked for two authorizations and was given one."""
    for purpose in ("A penetration test of our own shop.", "A load test before the sales in January."):
        asked = _asked(service, purpose)
    grant_authorization(
        by=approver,
        request=asked,
        wanted=_wanted(),
        reference="Folder 12",
        filename="letter.pdf",
        data=b"%PDF-1.7 signed letter",
    )
    save_filter(by=staff, name="Scans", query="view=waiting&category=unauthorized_testing")
    mute_sender(by=officer, sender="noise@robots.example", reason="Sends the same report every minute.")
    place_legal_hold(by=staff, report=Report.objects.order_by("number")[0], reason="The insurer asked for it.")
    _mailed()
    _metered(service, staff)
    _passed_on(staff=staff, officer=officer)
    at = clock.now()
    StateDifference.objects.create(service=service, state=ProviderState.ON, found_at=at, seen_at=at)


def _passed_on(*, staff: User, officer: User) -> None:
    """A case of an address that another provider routes is passed on to it, without telling whose it is."""
    hoster = register_recipient(
        by=staff,
        kind=RecipientKind.DOWNSTREAM,
        name="Noordwijk Hosting",
        way=Way.MAIL,
        address="abuse@noordwijk.example",
    )
    case = Case.objects.filter(category="malware").latest("number")
    [target, *_others] = targets_of(case)
    report = case.reports.get()
    assert report.started_at is not None
    assert report.ended_at is not None
    words = "A page at this address serves a trojan. Please look into the server behind it."
    said = Said(case.category, target.text, target.port, report.started_at, report.ended_at, words)
    reason = "The server stands in their network; only they can take it off."
    made = pass_case(by=officer, case=case, asked=Asked(uuid.uuid4(), str(hoster.pk), said, reason=reason))
    words = "Thank you. The server was taken off the network this afternoon."
    head = f"From: Desk <abuse@noordwijk.example>\nTo: abuse@reseller.example\nSubject: Re: {made}\n\n"
    take_in(store_raw(data=f"{head}{words}\n".encode(), door=Source.MAIL)[0])


def _asked(service: Service, purpose: str) -> AuthorizationRequest:
    representative = User.objects.get(email=PEOPLE[Face.CUSTOMER])
    return ask_authorization(by=representative, customer=service.customer, purpose=purpose, wanted=_wanted())


def _wanted() -> Wanted:
    at = clock.now()
    [first, *_others] = queries.authorizable(queries.words_at(at))
    return Wanted(
        keys=[first.key],
        sources=["198.51.100.1"],
        targets=["203.0.113.0/24"],
        starts_at=at + dt.timedelta(days=1),
        ends_at=at + dt.timedelta(days=8),
        rate="Not at night",
        rate_number=None,
        rate_unit="",
    )


def _mailed() -> None:
    """A report in somebody's own words, by mail, that names no address."""
    at = clock.now()
    head = f"From: Noor <noor@neighbour.example>\nSubject: Please stop\nDate: {format_datetime(at)}\n"
    words = "somebody on your network keeps calling our office at night and says nothing."
    raw, _new = store_raw(data=f"{head}\nHello,\n\n{words}\n".encode(), door=Source.MAIL)
    take_in(raw)


def _metered(service: Service, by: User) -> None:
    """Usage past an allowance proposes a case; nothing acts by itself (R15)."""
    begun = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) - dt.timedelta(days=2)
    set_allowance(
        by=by,
        service=service,
        resource="traffic",
        unit="GB",
        period=Period.DAY,
        amount=Decimal(100),
        starts_at=begun,
    )
    head = "service_reference,resource,reference,starts_at,ends_at,amount\n"
    span = f"{begun.isoformat()},{(begun + dt.timedelta(hours=20)).isoformat()}"
    import_usage(by=by, data=f"{head}{service.reference},traffic,meter-1,{span},140\n".encode())
