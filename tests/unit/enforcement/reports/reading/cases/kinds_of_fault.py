"""Kinds of fault that mails showed which the reader had not met: each kind once, in our own words."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

PROBED = "unauthorized_testing"
TWO_KINDS = """Two things to look at:

1) 192.0.2.7 - brute force on SSH, 2026-10-28 12:45 UTC
2) 192.0.2.8 - spam, 2026-10-28 12:46 UTC
"""
BULLETS = """We ask you to check:

- 192.0.2.7 hosts a phishing page, seen 28.10.2026 12:45 UTC
- 192.0.2.8 runs a port scan against us, seen 28.10.2026 12:46 UTC
"""
FIRST_AND_LAST = """The login attacks on our gateway:

IP | First seen (UTC) | Last seen (UTC)
---+------------------+----------------
192.0.2.7 | 2026-10-28 12:45:00 | 2026-10-28 12:55:00
"""
SAME_ACT = """source;time (UTC);event
192.0.2.7;2026-10-28 12:45:00;brute force
192.0.2.7;2026-10-28 12:55:00;brute force
"""
PASSED_ON = """Hi, please see below.

Von: Karl <karl@desk.example>
Gesendet: Mittwoch, 28. Oktober 2026 15:00 +0100
An: abuse@acme.example
Betreff: Angriff

Seit 13:45 Uhr versucht 192.0.2.7, sich per SSH anzumelden (Brute Force).
"""
ON_ONE_LINE = "Sources of the SYN flood of 2026-10-28 12:45 UTC:\n192.0.2.7, 192.0.2.8\n\nIt hit our shop."
RANGE = "Who: 192.0.2.7\nWhat: port scan of our servers 198.51.100.20-198.51.100.40\nWhen: 2026-10-28 12:45 UTC"
SLANG = "my game server play.desk.example (198.51.100.9) was DDoSed from ur ip 192.0.2.7 at 12:45pm UTC on oct 28"
WENT_ON = "192.0.2.7 tried SSH passwords (brute force): 2026-10-28 12:45 UTC until\n2026-10-28 12:55 UTC."
LASTED = "Brute force by 192.0.2.7. First seen 2026-10-28 12:45:00 UTC,\nlast seen 2026-10-28 12:55:00 UTC."
UHR = "Portscan von 192.0.2.7 am 28.10.2026 zwischen 13:45 Uhr und 13:55 Uhr (MEZ)."
DOTTED = "Poortscan vanaf 192.0.2.7 op 28-10-2026, 13.45 - 13.55 uur (CET)"
NO_SPACES = "A UDP flood came from 192.0.2.7 on 28 October 2026 12:45-12:55 UTC."
WHOLE_HOUR = "Portscan von 192.0.2.7 am 28.10.2026, 14 Uhr (MEZ)."
DAY_APART = (
    "Yesterday evening (27 October) between 20:00 and 21:30 UTC 192.0.2.7 tried passwords on our NAS (brute force)."
)
SHORT_DAY = "On 27/10 at 22:30 UTC 192.0.2.7 scanned our ports."
CALLED = "I was called by +31 20 555 0123 about solar panels on 28 October 2026 at 12:45 UTC. They called me twice."
THERE = "Auf http://blog.shop.example/17 wird zu Gewalt aufgerufen (Volksverhetzung). 28.10.2026 13:45 Uhr MEZ."
CONTROLLER = "192.0.2.7 tries to reach the botnet C2 198.51.100.66 (2026-10-28 12:45 UTC): it is infected with malware."
DAY, END = "2026-10-27T", "2026-10-28T12:55"

CASES = (
    Case("items of two kinds", mail(TWO_KINDS), f"{PROBED} | spam_email", "192.0.2.7 | 192.0.2.8",
         f"{AT} | 2026-10-28T12:46"),
    Case("bullets of two kinds", mail(BULLETS), f"spoofing | {PROBED}", "192.0.2.7 | 192.0.2.8",
         f"{AT} | 2026-10-28T12:46"),
    Case("columns of first and last", mail(FIRST_AND_LAST), PROBED, "192.0.2.7", AT, END),
    Case("rows of one act", mail(SAME_ACT), PROBED, "192.0.2.7", AT, END),
    Case("today in a mail that was passed on", mail(PASSED_ON, subject="WG: Angriff"), PROBED, "192.0.2.7", AT),
    Case("addresses alone on a line", mail(ON_ONE_LINE), "denial_of_service", "192.0.2.7 | 192.0.2.8", f"{AT} | {AT}"),
    Case("a range that was scanned", mail(RANGE), PROBED, "192.0.2.7", AT),
    Case("a player's words", mail(SLANG), "denial_of_service", "192.0.2.7", AT),
    Case("until, on the next line", mail(WENT_ON), PROBED, "192.0.2.7", AT, END),
    Case("last seen, on the next line", mail(LASTED), PROBED, "192.0.2.7", AT, END),
    Case("each time has its unit", mail(UHR), PROBED, "192.0.2.7", AT, END),
    Case("times with dots, the unit after both", mail(DOTTED), PROBED, "192.0.2.7", AT, END),
    Case("a span without spaces", mail(NO_SPACES), "denial_of_service", "192.0.2.7", AT, END),
    Case("a whole hour", mail(WHOLE_HOUR), PROBED, "192.0.2.7", "2026-10-28T13:00"),
    Case("a day apart from its times", mail(DAY_APART), PROBED, "192.0.2.7", f"{DAY}20:00", f"{DAY}21:30"),
    Case("a day without its year", mail(SHORT_DAY), PROBED, "192.0.2.7", f"{DAY}22:30"),
    Case("a call", mail(CALLED), "spam_calls", "+31205550123", AT),
    Case("a German sentence that begins with a place", mail(THERE), "offensive_content", "blog.shop.example", AT),
    Case("what an infected host reaches", mail(CONTROLLER), "malware", "192.0.2.7", AT),
)  # fmt: skip
