"""A statement of reasons in the form of the DSA Transparency Database (its API, version 1), naming no customer."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from enforcement.holds.models import MeasureKind, Restricted, StatementOfReasons
from policies.documents.model.categories import CATEGORIES
from tenants.customers.models import Membership, Service
from tenants.resellers.addresses import absolute
from tenants.resellers.current import connection
from tenants.resellers.refusals import Refused

#: The database's own limits of length.
GROUND, EXPLANATION, FACTS, OTHER, URL, PUID = 500, 2000, 5000, 500, 500, 500
#: The European Economic Area, where a service that is off is off everywhere.
EEA: Final = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_WITHHELD: Final = "[…]"
_IDENTITY: Final = re.compile(
    r"""(?ix)
    (?<![\w.+-])[\w.+-]++@[\w.-]+                        # mail addresses
    | \b(?:https?|ftp)://\S+                             # addresses of pages
    | \b\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?\b           # IPv4
    | (?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:/\d{1,3})?(?![\w:])   # IPv6
    | (?<!\w)\+\d[\d\s().-]{6,}\d                        # phone numbers
    | \b(?:[\w-]{1,63}\.){1,10}[a-z]{2,}\b               # domains
    """
)


def for_transparency_database(statement: StatementOfReasons) -> dict[str, Any]:
    """Returns what may be sent to the Transparency Database; texts are cut at its limits.

    Raises Refused (`not_a_restriction`, 422) for a warning or a reinstatement, which restrict nothing.
    """
    content, measure = statement.content, statement.measure
    decision = _decision(statement)
    names = _names(statement)
    found = content["determination"] or {"facts": content["finding"], "rationale": "", "act_from": None}
    begun = dt.datetime.fromisoformat(content["measure"]["from"])
    act = dt.datetime.fromisoformat(found["act_from"]) if found["act_from"] else begun
    category = CATEGORIES.get(measure.case.category)
    wider = list(category.dsa) if category and category.dsa else ["STATEMENT_CATEGORY_OTHER_VIOLATION_TC"]
    remedy = content["remedy"]
    notice = content["basis"]["by"] == "notice"
    return {
        **decision,
        "decision_ground": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "decision_ground_reference_url": absolute(f"/aup/versions/{remedy['version']}/")[:URL],
        "incompatible_content_ground": _cut(_ground(content), GROUND),
        "incompatible_content_explanation": _cut(_without(found["rationale"] or _broken(content), names), EXPLANATION),
        "incompatible_content_illegal": "No",
        "content_type": ["CONTENT_TYPE_OTHER"],
        "content_type_other": _cut(_("A hosting or network service"), OTHER),
        "category": wider[0],
        "territorial_scope": list(EEA),
        "content_date": f"{act.astimezone(dt.UTC):%Y-%m-%d}",
        "application_date": f"{begun.astimezone(dt.UTC):%Y-%m-%d}",
        "decision_facts": _cut(_without(found["facts"], names), FACTS),
        "source_type": "SOURCE_TYPE_OTHER_NOTIFICATION" if notice else "SOURCE_VOLUNTARY",
        "automated_detection": "Yes" if content["automated"]["detection"] else "No",
        "automated_decision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "puid": f"{connection.schema_name}-{statement.pk}"[:PUID],
    }


def _decision(statement: StatementOfReasons) -> dict[str, Any]:
    """What was restricted, and until which day (UTC)."""
    measure, content = statement.measure, statement.content
    until = content["measure"]["until"]
    day = f"{dt.datetime.fromisoformat(until).astimezone(dt.UTC):%Y-%m-%d}" if until else None
    if measure.kind == MeasureKind.RESTRICTION and measure.restricts == Restricted.WEB:
        shown: dict[str, Any] = {"decision_visibility": ["DECISION_VISIBILITY_CONTENT_DISABLED"]}
        return shown | ({"end_date_visibility_restriction": day} if day else {})
    if measure.kind == MeasureKind.RESTRICTION:
        decision = "PARTIAL_SUSPENSION"
    elif measure.kind in {MeasureKind.SUSPENSION, MeasureKind.INTERIM, MeasureKind.TERMINATION}:
        ending = "TERMINATION" if measure.kind == MeasureKind.TERMINATION else "SUSPENSION"
        decision = f"{'TOTAL' if _all_services(statement) else 'PARTIAL'}_{ending}"
    else:
        raise Refused("not_a_restriction", _("It restricts nothing, so the database does not take it."), status=422)
    ends = {"end_date_service_restriction": day} if day else {}
    return {"decision_provision": f"DECISION_PROVISION_{decision}"} | ends


def _all_services(statement: StatementOfReasons) -> bool:
    """Whether the customer had no other service when the statement was issued."""
    at = statement.issued_at
    ran = Service.objects.filter(customer=statement.customer_id, starts_at__lte=at).exclude(ends_at__lte=at)
    named = {one["reference"] for one in statement.content["services"]}
    return set(ran.values_list("reference", flat=True)) <= named


def _ground(content: dict[str, Any]) -> str:
    cited = "; ".join(one["number"] or one["text"][:60] for one in content["provisions"])
    words = _("Acceptable Use Policy, version %(number)s") % {"number": content["remedy"]["version"]}
    return f"{words}: {cited}" if cited else words


def _broken(content: dict[str, Any]) -> str:
    return " ".join(f"{one['number']} {one['text']}".strip() for one in content["provisions"]) or str(
        content["legal_ground"]["words"]
    )


def _names(statement: StatementOfReasons) -> list[str]:
    """What tells who the customer is: names, references and identifiers of it, its people and its services."""
    customer = statement.customer
    found = [customer.name, customer.reference]
    for service in Service.objects.filter(customer=customer).prefetch_related("identifiers"):
        found += [service.reference, service.name]
        found += [str(one.network or one.value) for one in service.identifiers.all()]
    for member in Membership.objects.filter(customer=customer).select_related("user"):
        found += [member.user.name, member.user.email]
    if statement.content["determination"]:
        found.append(statement.content["determination"]["actor"])
    return sorted({one.strip() for one in found if len(one.strip()) > 1}, key=len, reverse=True)


def _without(text: str, names: Iterable[str]) -> str:
    """Returns the text without what tells who the customer is, by name or by the shape of an identifier."""
    words = "|".join(re.escape(name) for name in names)
    named = re.sub(rf"(?i)(?<!\w)(?:{words})(?!\w)", _WITHHELD, text) if words else text
    return _IDENTITY.sub(_WITHHELD, named)


def _cut(text: str, most: int) -> str:
    """Returns the text within the limit, and shows where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
