"""The fixed list of prohibited conduct, and the XARF v4 report types that speak of each (R13).

XARF (the extended abuse reporting format, version 4) names a report by `category` and `type`. The list here is what an
AUP forbids; one conduct can be reported under several types, and a few (reselling a website, say) under none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of conduct: `name` is stored, `title` is plain English, `xarf` holds (category, type) pairs."""

    name: str
    title: str
    xarf: tuple[tuple[str, str], ...] = ()


_LIST: Final = (
    Category("legal_compliance", "Breaking a law or regulation", (("content", "csam"), ("content", "csem"))),
    Category("spam_email", "Unsolicited mail", (("messaging", "spam"), ("messaging", "bulk_messaging"))),
    Category(
        "spam_calls",
        "Unsolicited calls, voicemail, SMS or fax",
        (("messaging", "spam"), ("messaging", "bulk_messaging")),
    ),
    Category("auto_dialing", "Abusive automatic or predictive dialling", (("messaging", "bulk_messaging"),)),
    Category("forum_rules", "Breaking the rules of a forum or another network", (("messaging", "spam"),)),
    Category(
        "spoofing",
        "False identity, forged sender",
        (("content", "phishing"), ("content", "fraud"), ("content", "brand_infringement")),
    ),
    Category("denial_of_service", "Denying service to others", (("connection", "ddos"), ("infrastructure", "botnet"))),
    Category(
        "rights_infringement",
        "Infringing rights, privacy or secrets of others",
        (
            ("copyright", "copyright"),
            ("copyright", "p2p"),
            ("copyright", "cyberlocker"),
            ("copyright", "link_site"),
            ("copyright", "ugc_platform"),
            ("copyright", "usenet"),
            ("content", "brand_infringement"),
            ("content", "exposed_data"),
        ),
    ),
    Category(
        "malware",
        "Distributing malicious software",
        (
            ("content", "malware"),
            ("content", "remote_compromise"),
            ("connection", "infected_host"),
            ("infrastructure", "botnet"),
            ("infrastructure", "compromised_server"),
        ),
    ),
    Category("resource_abuse", "Taking too much of what is shared", (("connection", "scraping"),)),
    Category(
        "circumvention",
        "Getting around the limits of a service",
        (("connection", "login_attack"), ("content", "remote_compromise"), ("content", "suspicious_registration")),
    ),
    Category(
        "unauthorized_testing",
        "Probing or testing without authorization",
        (
            ("connection", "port_scan"),
            ("connection", "vulnerability_scan"),
            ("connection", "reconnaissance"),
            ("connection", "sql_injection"),
            ("connection", "login_attack"),
        ),
    ),
    Category(
        "offensive_content",
        "Offensive or harmful content",
        (("content", "csam"), ("content", "csem"), ("content", "fraud")),
    ),
    Category(
        "unlawful_purpose", "Use for an unlawful or fraudulent purpose", (("content", "fraud"), ("content", "phishing"))
    ),
    Category("competitive_benchmarking", "Competitive use or benchmarking"),
    Category(
        "damaging_use",
        "Use that harms the company or its business",
        (("reputation", "blocklist"), ("reputation", "threat_intelligence")),
    ),
    Category("website_misuse", "Misuse of the company's website", (("connection", "scraping"),)),
    Category(
        "infrastructure_interference",
        "Interference with equipment, networks or software",
        (("connection", "ddos"), ("infrastructure", "compromised_server")),
    ),
    Category(
        "other",
        "Anything else that is prohibited",
        (("vulnerability", "cve"), ("vulnerability", "misconfiguration"), ("vulnerability", "open_service")),
    ),
)

CATEGORIES: Final[dict[str, Category]] = {category.name: category for category in _LIST}


def for_xarf(category: str, kind: str) -> tuple[str, ...]:
    """Name the categories of conduct that a XARF report of this category and type can be about, in list order."""
    return tuple(name for name, known in CATEGORIES.items() if (category, kind) in known.xarf)
