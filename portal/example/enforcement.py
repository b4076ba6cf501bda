"""The example's violation: reported, determined, suspended, appealed; and the credits of the month."""

import datetime as dt
from collections.abc import Sequence

from enforcement.appeals.actions import file_appeal, take_appeal
from enforcement.appeals.conversation.actions import write_as_customer, write_as_staff
from enforcement.cases.actions import (
    approve_determination,
    assign_case,
    determine,
    open_case,
    save_template,
    write_note,
    write_to_customer,
    write_to_reporters,
)
from enforcement.cases.models import Case, Conduct, Determination, Intent, NoteKind
from enforcement.credits.actions import (
    approve_statement,
    assign_level,
    create_level,
    import_interruptions,
    issue_statement,
    run_credits,
)
from enforcement.credits.attributions.actions import attribute_interruption
from enforcement.credits.claims.actions import record_claim, record_past_due
from enforcement.credits.maintenance.actions import announce_maintenance
from enforcement.credits.models import CreditStatement, Interruption
from enforcement.credits.runs.actions import work_on
from enforcement.holds.actions import propose_measure
from enforcement.holds.models import Ground, MeasureKind
from enforcement.reports.actions import complete_report, receive_report
from enforcement.reports.evidence import Received
from enforcement.reports.models import Reason, Report, Source
from enforcement.transparency.actions import publish_report
from policies.versions.models import Policy, PostedProvision
from policies.versions.queries import citable_between
from portal.example.abuse_desk import desk_work
from portal.example.contested import contested
from portal.example.monitoring import monitoring
from portal.example.people import PEOPLE, Face
from portal.example.timeline import Timeline
from portal.example.two_tiers import received_from_vendor
from tenants.alerts.actions import look, save_shift
from tenants.alerts.models import Weekday
from tenants.customers.models import Service
from tenants.ledger import clock
from tenants.people.models import User

SPAN = dt.timedelta(hours=2)


def happen(timeline: Timeline) -> None:
    """Everything that staff of the reseller did in the month, in order."""
    levels(timeline)
    timeline.go(18, 14)
    scanning = reported(
        "unauthorized_testing",
        "198.51.100.1",
        timeline.at(18, 9),
        "Our sensors saw a scan of 4,000 ports from this address, repeated every ten minutes for two hours.",
        files=[Received("sensor.log", "text/plain", b"09:00 SYN 198.51.100.1 > 203.0.113.7 ports 1-4000\n")],
    )
    spam = reported(
        "spam_email", "198.51.100.7", timeline.at(17, 20), "Unsolicited offers for watches, 300 mails within an hour."
    )
    reported("spam_calls", "203.0.113.9", timeline.at(18, 8), "Silent calls from this address of a telephone system.")
    timeline.go(18, 16)
    officer, approver = person("cas"), person("ena")
    case = open_case(
        by=officer,
        reports=[scanning],
        service=service(1),
        category="unauthorized_testing",
        summary="Port scans of a neighbour.",
    )
    other = open_case(
        by=officer,
        reports=[spam],
        service=service(7),
        category="spam_email",
        summary="A compromised mailbox sent offers.",
    )
    timeline.go(19, 10)
    serious = found(case, timeline.at(18, 9), discretionary=True)
    found(other, timeline.at(17, 20), discretionary=False)
    timeline.go(19, 11)
    approve_determination(by=approver, determination=serious)
    timeline.go(19, 12)
    suspend(serious, timeline.at(20, 0))
    timeline.go(21, 9)
    warn(other.determinations.get(), timeline.at(21, 9, 1))
    unknown = Report.objects.filter(service=None).first()
    if unknown is not None:
        complete_report(by=officer, report=unknown, reason=Reason.NOT_OURS)
    timeline.go(24, 15)
    appealed(serious)
    timeline.go(26, 9)
    trojan = reported("malware", "198.51.100.12", timeline.at(26, 7), "A page at this address serves a trojan.")
    waiting = open_case(
        by=officer, reports=[trojan], service=service(12), category="malware", summary="A page that serves a trojan."
    )
    reported("spoofing", "198.51.100.20", timeline.at(26, 6), "Mails with our domain in the sender came from here.")
    timeline.go(26, 11)
    worked_on(waiting)
    found(waiting, timeline.at(26, 7), discretionary=True)
    desk_work(service(1), staff=person("robin"), officer=officer, approver=approver)
    credits_of(timeline)
    publish_report(by=person("robin"), period=timeline.month, hide_small=False)


def worked_on(case: Case) -> None:
    """Somebody's case, with a note for each kind of reader, a template, and who is told first on Saturdays."""
    officer = person("cas")
    assign_case(by=person("robin"), case=case, to=officer)
    write_note(by=officer, case=case, words="The form on the customer's page lets anybody send mail.")
    listed = list(case.reports.all())
    if listed:
        write_to_reporters(by=officer, case=case, reports=listed, words="Thank you. We look into what you sent us.")
    write_to_customer(by=officer, case=case, words="Please close the form that anybody can send with.")
    thanks = "{company} thanks you for your report. We deal with it as {case}."
    save_template(by=officer, title="Thanks", kind=NoteKind.REPORTER, words=thanks)
    save_shift(by=person("robin"), weekday=Weekday.SATURDAY, starts=dt.time(18), ends=dt.time(8), user=officer)
    look()


def person(first: str) -> User:
    """Somebody by the name before the @."""
    return User.objects.get(email__startswith=f"{first}@")


def service(number: int) -> Service:
    """The service with this number in the example's file."""
    return Service.objects.select_related("customer").get(reference=f"SRV-{number:03}")


def reported(
    category: str, target: str, started: dt.datetime, description: str, files: Sequence[Received] = ()
) -> Report:
    """A report through the public form."""
    report, _secret = receive_report(
        source=Source.FORM,
        category=category,
        target=target,
        started_at=started,
        ended_at=started + SPAN,
        description=description,
        reporter_name="Noor Neighbour",
        reporter_email="noor@neighbour.example",
        files=files,
    )
    return report


def found(case: Case, started: dt.datetime, *, discretionary: bool) -> Determination:
    """The case officer's determination, citing a provision that was in force then."""
    return determine(
        by=person("cas"),
        case=case,
        citations=[provision(case.category, started, discretionary=discretionary)],
        actor="A user of the customer's account",
        intent=Intent.UNINTENTIONAL,
        conduct=Conduct.FACILITATED,
        act_started_at=started,
        act_ended_at=started + SPAN,
        facts="Our flow records show the traffic that the report describes, from this service, at that time.",
        rationale="The scans made other customers' systems unusable; we reasonably believe this damages our network.",
    )


def provision(category: str, started: dt.datetime, *, discretionary: bool) -> PostedProvision:
    """One citable provision: a discretionary one, or the category's own."""
    citable = citable_between(policy=Policy.objects.get(), start=started, end=started + SPAN)
    chosen = (
        citable.filter(discretionary=True) if discretionary else citable.filter(category=category, discretionary=False)
    )
    return (chosen.order_by("version__number", "position").last() or citable.order_by("position").last()) or citable[0]


def suspend(determination: Determination, starts_at: dt.datetime) -> None:
    """Suspends without notice until lifted."""
    propose_measure(
        by=person("cas"),
        determination=determination,
        kind=MeasureKind.SUSPENSION,
        service=determination.service,
        starts_at=starts_at,
        ends_at=None,
        without_notice=True,
        ground=Ground.NETWORK_PROTECTION,
    )


def warn(determination: Determination, starts_at: dt.datetime) -> None:
    """A warning."""
    propose_measure(
        by=person("cas"),
        determination=determination,
        kind=MeasureKind.WARNING,
        service=determination.service,
        starts_at=starts_at,
        ends_at=None,
        without_notice=False,
        ground="",
    )


def appealed(determination: Determination) -> None:
    """The customer appeals; a reviewer takes it."""
    appeal = file_appeal(
        by=person(PEOPLE[Face.CUSTOMER].partition("@")[0]),
        customer=determination.customer,
        determination=determination,
        words="The scans came from a machine that a thief had taken over; it was cleaned the same evening.",
    )
    take_appeal(by=person("rita"), appeal=appeal)
    write_as_staff(by=person("rita"), appeal=appeal, words="Which machine was it, and when was it cleaned?")
    log = Received(
        filename="cleaned.txt", content_type="text/plain", data=b"19:40 reinstalled from the image\n19:55 back\n"
    )
    answer = "The second one. Our log of that evening is attached."
    write_as_customer(by=person(PEOPLE[Face.CUSTOMER].partition("@")[0]), appeal=appeal, words=answer, files=[log])


def levels(timeline: Timeline) -> None:
    """One service level for all."""
    finance = person("finn")
    terms = {
        "tiers": [["99.9", "10"], ["99.0", "25"], ["95.0", "100"]],
        "clauses": {"maintenance": "4.2", "payment": "4.3", "force_majeure": "9"},
        "maintenance_notice_hours": 48,
    }
    level = create_level(by=finance, name="Standard 99.9 %", terms=terms)
    for one in Service.objects.all():
        assign_level(by=finance, service=one, level=level, starts_at=timeline.first)


def what_credits_depend_on(timeline: Timeline) -> None:
    """Maintenance to come, a customer past due, and a claim."""
    finance = person("finn")
    at = clock.now()
    start = at + dt.timedelta(days=9)
    announce_maintenance(
        by=finance,
        title="New switches in hall 2",
        starts_at=start,
        ends_at=start + dt.timedelta(hours=4),
        services=[service(1), service(2)],
    )
    record_past_due(by=finance, customer=service(5).customer, starts_at=timeline.following)
    record_claim(by=finance, customer=service(2).customer, month=timeline.month, claimed_at=at)


def credits_of(timeline: Timeline) -> None:
    """Faults of the month, imported, and the credits run after it."""
    rows = ["service_reference,reference,starts_at,ends_at,cause"]
    for number in (1, 2, 5, 11):
        start = timeline.at(7, 3)
        minutes = 90 if number < 5 else 50  # noqa: PLR2004 - two longer faults and two shorter ones
        end = start + dt.timedelta(minutes=minutes)
        rows.append(f"SRV-{number:03},F-{number},{start.isoformat()},{end.isoformat()},Power loss in hall 2")
    finance = person("finn")
    import_interruptions(by=finance, data="\n".join(rows).encode())
    attribute_interruption(
        by=finance,
        interruption=Interruption.objects.get(reference="F-11"),
        cause="force_majeure",
        reason="The whole town was without power.",
    )
    days = (timeline.following - timeline.first).days
    timeline.go(days + 2, 8)
    monitoring(timeline, finance=finance, service=service(11))
    received_from_vendor(timeline, finance=finance)
    what_credits_depend_on(timeline)
    work_on(run_credits(by=finance, month=timeline.month))
    for statement in CreditStatement.objects.filter(customer=service(1).customer):
        approve_statement(by=finance, statement=statement)
        issue_statement(by=person("robin"), statement=statement)
        contested(statement, start=timeline.at(7, 3))
