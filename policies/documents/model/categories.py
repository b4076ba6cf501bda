"""The fixed list of prohibited conduct, and what XARF and the Digital Services Act call each (R13).

XARF (the extended abuse reporting format, version 4) names a report by `category` and `type`. The list here is what an
AUP forbids; one conduct can be reported under several types, and a few (reselling a website, say) under none.
`dsa` names the statement categories of the Digital Services Act's Transparency Database (schema version 2), the
likeliest first; what no law but only the company forbids is there a violation of the provider's terms.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of conduct: `name` is stored, `title` is plain English.

    `xarf` holds (category, type) pairs, `dsa` statement categories. What comes with a report of `sealed` conduct is not
    to be looked at: only an evidence custodian opens it.
    """

    name: str
    title: str
    xarf: tuple[tuple[str, str], ...] = ()
    dsa: tuple[str, ...] = ()
    sealed: bool = False


_STATEMENT: Final = "STATEMENT_CATEGORY_"
#: Every statement category of the Transparency Database, schema version 2.
DSA_CATEGORIES: Final = tuple(
    f"{_STATEMENT}{name}"
    for name in (
        "ANIMAL_WELFARE",
        "CONSUMER_INFORMATION",
        "CYBER_VIOLENCE",
        "CYBER_VIOLENCE_AGAINST_WOMEN",
        "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        "ILLEGAL_OR_HARMFUL_SPEECH",
        "INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
        "NOT_SPECIFIED_NOTICE",
        "OTHER_VIOLATION_TC",
        "PROTECTION_OF_MINORS",
        "RISK_FOR_PUBLIC_SECURITY",
        "SCAMS_AND_FRAUD",
        "SELF_HARM",
        "UNSAFE_AND_PROHIBITED_PRODUCTS",
        "VIOLENCE",
    )
)
#: Every report type of XARF version 4, by its category.
XARF_TYPES: Final = {
    "connection": (
        "ddos",
        "infected_host",
        "login_attack",
        "port_scan",
        "reconnaissance",
        "scraping",
        "sql_injection",
        "vulnerability_scan",
    ),
    "content": (
        "brand_infringement",
        "csam",
        "csem",
        "exposed_data",
        "fraud",
        "malware",
        "phishing",
        "remote_compromise",
        "suspicious_registration",
    ),
    "copyright": ("copyright", "cyberlocker", "link_site", "p2p", "ugc_platform", "usenet"),
    "infrastructure": ("botnet", "compromised_server"),
    "messaging": ("bulk_messaging", "spam"),
    "reputation": ("blocklist", "threat_intelligence"),
    "vulnerability": ("cve", "misconfiguration", "open_service"),
}
_DSA: Final = {
    "legal_compliance": ("PROTECTION_OF_MINORS", "UNSAFE_AND_PROHIBITED_PRODUCTS", "RISK_FOR_PUBLIC_SECURITY"),
    "child_abuse": ("PROTECTION_OF_MINORS",),
    "spam_email": ("OTHER_VIOLATION_TC", "CONSUMER_INFORMATION"),
    "spam_calls": ("OTHER_VIOLATION_TC", "CONSUMER_INFORMATION"),
    "auto_dialing": ("OTHER_VIOLATION_TC",),
    "forum_rules": ("OTHER_VIOLATION_TC",),
    "spoofing": ("SCAMS_AND_FRAUD",),
    "denial_of_service": ("RISK_FOR_PUBLIC_SECURITY", "OTHER_VIOLATION_TC"),
    "rights_infringement": ("INTELLECTUAL_PROPERTY_INFRINGEMENTS", "DATA_PROTECTION_AND_PRIVACY_VIOLATIONS"),
    "malware": ("SCAMS_AND_FRAUD", "RISK_FOR_PUBLIC_SECURITY"),
    "resource_abuse": ("OTHER_VIOLATION_TC",),
    "circumvention": ("OTHER_VIOLATION_TC",),
    "unauthorized_testing": ("OTHER_VIOLATION_TC", "RISK_FOR_PUBLIC_SECURITY"),
    "offensive_content": (
        "ILLEGAL_OR_HARMFUL_SPEECH",
        "CYBER_VIOLENCE",
        "CYBER_VIOLENCE_AGAINST_WOMEN",
        "VIOLENCE",
        "SELF_HARM",
        "PROTECTION_OF_MINORS",
        "ANIMAL_WELFARE",
        "NEGATIVE_EFFECTS_ON_CIVIC_DISCOURSE_OR_ELECTIONS",
    ),
    "unlawful_purpose": ("SCAMS_AND_FRAUD", "UNSAFE_AND_PROHIBITED_PRODUCTS"),
    "competitive_benchmarking": ("OTHER_VIOLATION_TC",),
    "damaging_use": ("OTHER_VIOLATION_TC",),
    "website_misuse": ("OTHER_VIOLATION_TC",),
    "infrastructure_interference": ("OTHER_VIOLATION_TC", "RISK_FOR_PUBLIC_SECURITY"),
    "other": ("OTHER_VIOLATION_TC", "NOT_SPECIFIED_NOTICE"),
}


_LIST: Final = (
    Category("legal_compliance", "Breaking a law or regulation"),
    Category("child_abuse", "Sexual abuse of children", (("content", "csam"), ("content", "csem")), sealed=True),
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
        (("content", "fraud"),),
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

CATEGORIES: Final[dict[str, Category]] = {
    category.name: replace(category, dsa=tuple(f"{_STATEMENT}{name}" for name in _DSA[category.name]))
    for category in _LIST
}
