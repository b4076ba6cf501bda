"""What a reseller may change of itself: the desk's form and the endpoint are made from this one list."""

from typing import Final
from zoneinfo import available_timezones

#: Fields of `Reseller`, in the order in which they are asked; what each may hold is said at the model.
SETTINGS: Final = (
    "name",
    "legal_name",
    "address",
    "abuse_mailbox",
    "website",
    "accent",
    "timezone",
    "notice_days",
    "reminder_days",
    "appeal_days",
    "evidence_limit",
    "evidence_days",
    "exclude_any_customer",
    "alert_service_label",
    "four_eyes",
    "mail_rate",
    "gate_material",
    "gate_editorial",
    "gate_grace_hours",
    "head_mailbox",
    "head_webhook_url",
    "timestamp_url",
    "provisioning_url",
    "provisioning_states_url",
)

#: What later computing looks back at: each change is kept with its instant.
DATED: Final = ("timezone", "exclude_any_customer")


def zones() -> list[str]:
    """Returns the time zones a reseller may choose: UTC and those named after places."""
    places = (zone for zone in available_timezones() if "/" in zone)
    return ["UTC", *sorted(zone for zone in places if not zone.startswith(("Etc/", "posix/", "right/")))]
