"""What goes to a person, and why."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

CASES = (
    Case("nothing", mail("Please stop."), triage="no_target"),
    Case(
        "two addresses",
        mail("There is a brute force attack: 192.0.2.7, 198.51.100.9, 2026-10-28 12:45 UTC"),
        "unauthorized_testing",
        "192.0.2.7 198.51.100.9",
        AT,
        triage="several_targets",
    ),
    Case(
        "the reporter's own",
        mail("We were scanned. Our server 198.51.100.9 was hit on 2026-10-28 12:45 UTC"),
        "unauthorized_testing",
        "198.51.100.9",
        AT,
        triage="not_the_source",
    ),
    Case(
        "the reporter's relay",
        mail(
            "Brute force: 198.51.100.3, 2026-10-28 12:45 UTC",
            headers="Received: from mx.desk.example ([198.51.100.3]) by mx.acme; Thu, 29 Oct 2026 10:00:01 +0100\n",
        ),
        "unauthorized_testing",
        "198.51.100.3",
        AT,
        triage="not_the_source",
    ),
    Case(
        "a private address",
        mail("SSH attack from 10.0.0.7 on 2026-10-28 12:45 UTC"),
        "unauthorized_testing",
        "10.0.0.7",
        AT,
        triage="private_target",
    ),
    Case(
        "no time",
        mail("Your server 192.0.2.7 attacked us by brute force."),
        "unauthorized_testing",
        "192.0.2.7",
        triage="no_time",
    ),
    Case(
        "an order of day and month that could be either",
        mail("Brute force from 192.0.2.7 on 03/04/2026 12:45 UTC"),
        "unauthorized_testing",
        "192.0.2.7",
        "2026-04-03T12:45",
        triage="time_in_doubt",
    ),
    Case(
        "no zone anywhere",
        mail("Brute force from 192.0.2.7 on 2026-10-28 12:45", date=None),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
        triage="time_in_doubt",
    ),
    Case(
        "a time after the mail",
        mail("Brute force from 192.0.2.7 on 2026-12-28 12:45 UTC"),
        "unauthorized_testing",
        "192.0.2.7",
        "2026-12-28T12:45",
        triage="time_in_doubt",
    ),
    Case(
        "no conduct",
        mail("Something is odd with 192.0.2.7 on 2026-10-28 12:45 UTC"),
        None,
        "192.0.2.7",
        AT,
        triage="no_category",
    ),
    Case(
        "nothing but a signature's numbers",
        mail("Spam calls all day!\n\nPhone: +44 1225 000000"),
        "spam_calls",
        "",
        triage="no_target",
    ),
)
