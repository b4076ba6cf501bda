"""What the columns of feeds are called: what acted, its port, and when."""

import re
from typing import Final

#: Columns in which feeds name what acted, its port and when; the first that a table has.
ADDRESSES: Final = (
    *(
        "src_ip",
        "source_ip",
        "source_address",
        "sourceip",
        "attacker_ip",
        "attacker",
        "offender",
        "offending_ip",
        "ip",
        "ip_address",
    ),
    *("ipaddress", "ipv4", "ipv6", "source", "src", "attacking_ip", "abusive_ip", "srcip", "source_ip_address"),
    *(
        "quell_ip",
        "quelladresse",
        "angreifer",
        "bron_ip",
        "bron",
        "ip_adresse",
        "ip_adres",
        "adresse_ip",
        "dirección_ip",
    ),
    *("host", "address", "url", "domain"),
)
PORTS: Final = ("src_port", "source_port", "port", "sport", "spt", "sourceport", "quellport", "bronpoort")
TIMES: Final = (
    *(
        "timestamp",
        "timestamp_utc",
        "datetime",
        "date_time",
        "event_timestamp",
        "time_source",
        "source_time",
        "first_seen",
    ),
    *("detected", "observed", "seen", "last_seen", "time", "event_time", "date", "event_date", "when", "utc"),
    *("time_utc", "date_utc", "date_time_utc", "datetime_utc", "first_seen_utc", "seen_utc", "last_seen_utc"),
    *(
        "start",
        "started",
        "start_time",
        "start_utc",
        "start_time_utc",
        "begin",
        "beginn",
        "début",
        "first",
        "first_time",
    ),
    *("zeitstempel", "zeitpunkt", "zeit", "uhrzeit", "tijdstip", "tijd", "horodatage", "heure", "fecha", "hora"),
)
#: Columns in which feeds say what was done.
KINDS: Final = (
    *("type", "infection", "tag", "category", "report_type", "event", "event_type", "attack", "attack_type", "kind"),
    *("what", "reason", "activity", "signature", "threat", "malware", "family", "abuse_type", "incident_type", "note"),
    *("classification", "incident", "description", "service", "art", "typ", "soort", "angriff", "aanval", "attaque"),
)
#: Columns in which feeds say until when it went on.
LAST: Final = (
    *("last_seen", "last_seen_utc", "last_time", "last", "end", "ended", "end_time", "end_utc", "end_time_utc"),
    *("until", "till", "stop", "zuletzt", "ende", "laatst_gezien", "einde", "fin", "dernière_fois"),
)
#: Of these two, one holds the day and the other the time of day.
HALVES: Final = (("event_date", "event_time"), ("date", "time"))


def heading(cell: str) -> str:
    """Returns a heading as it is looked up: `Source IP` and `source-ip` are `source_ip`, `Time (UTC)` is `time_utc`."""
    said = re.sub(r"[\s/_()-]+", "_", cell.strip().strip("\"'*`").strip().lower())
    return said.strip("_")
