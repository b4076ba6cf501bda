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
    *("zeitstempel", "zeitpunkt", "zeit", "uhrzeit", "tijdstip", "tijd", "horodatage", "heure", "fecha", "hora"),
)
#: Of these two, one holds the day and the other the time of day.
HALVES: Final = (("event_date", "event_time"), ("date", "time"))


def heading(cell: str) -> str:
    """Returns a heading as it is looked up: `Source IP` and `source-ip` are `source_ip`, `Time (UTC)` is `time_utc`."""
    said = re.sub(r"[\s/_()-]+", "_", cell.strip().strip("\"'*`").strip().lower())
    return said.strip("_")
