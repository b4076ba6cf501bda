"""Reads XARF reports: JSON of version 4 and 3, and the lines of the versions before them (X-ARF).

The library `xarf` validates, and refuses what is incomplete or of a type that it does not know; here whatever can be
read is read, and what is missing is said.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from enforcement.reports.reading import fields
from enforcement.reports.reading.bounds import LONGEST_DESCRIPTION, MOST_BYTES, MOST_FILES, MOST_INCIDENTS, MOST_TARGETS
from enforcement.reports.reading.conduct import MESSAGES, XARF3, XARF4
from enforcement.reports.reading.model import Attachment, Incident, Kind, Reading, Target, Triage
from enforcement.reports.reading.texts import decoded
from enforcement.reports.reading.words.conduct import conduct
from enforcement.reports.reading.words.instants import Frame
from policies.documents.model.categories import CATEGORIES

Report = Mapping[str, Any]
_MARKS = ("xarf_version", "source_identifier", "ReporterInfo", "ReportType", "reporterinfo")
_LINES = re.compile(r"^(?:Reported-From|Report-Type|Schema-URL):", re.MULTILINE | re.IGNORECASE)
_LINE = re.compile(r"^([A-Za-z][\w-]{1,40}):[ \t]*(.*)$", re.MULTILINE)
_CONTENT = frozenset({"content", "copyright"})
_MOST_TRIES = 40
_LONGEST_FIELD = 500
_LONGEST_ACT = dt.timedelta(days=31)


def read_xarf(raw: bytes) -> Reading:
    """Returns what a XARF report of its own says (one, or a list of them); never raises."""
    words = decoded(raw[:MOST_BYTES], None)[0]
    found = reports_in(words)
    if not found:
        description = words[:LONGEST_DESCRIPTION]
        return Reading("unreadable", (Incident(description=description, triage=Triage.UNREADABLE),))
    kind, incidents = read_reports(found, Frame())
    email, name = reporter(found[0])
    return Reading(kind, incidents, email, name)


def reports_in(words: str) -> list[Report]:
    """Returns every XARF report that stands in words: as JSON alone or among other words, or as lines."""
    if any(mark in words for mark in _MARKS):
        return [one for value in _values(words) for one in _reports(value)][: MOST_INCIDENTS + 1]
    if _LINES.search(words) and (
        lines := {name.lower(): value.strip() for name, value in _LINE.findall(words[:_AS_LINES])}
    ):
        return [lines] if "source" in lines and "report-type" in lines else []
    return []


_AS_LINES = 20_000


def read_reports(reports: Iterable[Report], frame: Frame) -> tuple[Kind, tuple[Incident, ...]]:
    """Returns the incidents of reports that were found, and of which version the first is."""
    kind: Kind = "xarf3"
    incidents: list[Incident] = []
    for place, one in enumerate(reports):
        if place == MOST_INCIDENTS:
            incidents.append(Incident(triage=Triage.TOO_MUCH))
            break
        is_new = "ReporterInfo" not in one and "Report" not in one and "report-type" not in one
        kind = "xarf4" if is_new and not place else kind
        incidents.append(_version_4(one, frame) if is_new else _version_3(one, frame))
    return kind, tuple(incidents)


def reporter(report: Report) -> tuple[str, str]:
    """Returns the mail address and the organisation of whoever reported."""
    info = report.get("reporter") or report.get("ReporterInfo") or {"contact": report.get("reported-from")}
    if not isinstance(info, Mapping):
        return "", ""
    names = ("contact", "ReporterContactEmail", "ReporterOrgEmail")
    email = next((found for name in names if "@" in (found := fields.text(info.get(name)))), "")
    return email, fields.text(info.get("org") or info.get("ReporterOrg") or info.get("ReporterContactName"))[:200]


def _values(words: str) -> Iterator[Any]:
    """Yields the JSON values that stand in words, one after another."""
    decoder, place = json.JSONDecoder(), 0
    for _ in range(MOST_INCIDENTS + _MOST_TRIES):
        begins = [at for at in (words.find("{", place), words.find("[", place)) if at >= 0]
        if not begins:
            return
        place = min(begins)
        try:
            value, place = decoder.raw_decode(words, place)
        except (ValueError, RecursionError):
            place += 1
            continue
        yield value


def _reports(value: Any) -> Iterator[Report]:
    """Yields the reports in a JSON value: itself, or those of a list."""
    if isinstance(value, Mapping):
        if any(mark in value for mark in (*_MARKS, "Report")):
            yield value
        elif isinstance(inside := value.get("reports") or value.get("Reports"), list):
            yield from (one for one in inside if isinstance(one, Mapping))
    elif isinstance(value, list):
        yield from (
            one for one in value if isinstance(one, Mapping) and any(mark in one for mark in (*_MARKS, "Report"))
        )


def _version_4(report: Report, frame: Frame) -> Incident:
    group = fields.text(report.get("category") or report.get("class")).lower()
    kind = fields.text(report.get("type")).lower().replace("-", "_").replace(" ", "_")
    category = XARF4.get(f"{group}/{kind}")
    if named := _conduct(report.get("tags")):
        category = named
    elif group == "messaging":
        category = MESSAGES.get(fields.text(report.get("protocol")).lower(), category)
    targets = [fields.target(report.get("source_identifier") or report.get("source_ip"), report.get("source_port"))]
    if group in _CONTENT:
        targets += [fields.target(report.get(name)) for name in ("url", "domain", "infringing_url", "source_url")]
    times = [report.get(name) for name in ("first_seen", "timestamp", "last_seen")]
    evidence = [
        fields.attachment(f"evidence-{place}", one.get("content_type"), one.get("payload"), one.get("hash"))
        for place, one in enumerate(_list(report.get("evidence")), 1)
    ]
    heading = f"{group}/{kind}"
    words = _described(heading, fields.text(report.get("description")), report)
    return _incident(category, targets, times, frame, words, evidence, fields.text(report.get("report_id")))


def _conduct(tags: Any) -> str:
    """Returns the kind of conduct that another Proviso names in a tag (`conduct:malware`); empty where none is."""
    said = [tag.removeprefix("conduct:") for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return next((name for name in said if name in CATEGORIES), "")


def _version_3(whole: Report, frame: Frame) -> Incident:
    report = whole.get("Report", whole)
    report = report if isinstance(report, Mapping) else {}
    kind = fields.text(report.get("ReportType") or report.get("report-type"))
    named = re.sub(r"[^a-z0-9]", "", kind.lower())
    category = XARF3.get(named) or conduct(f"{kind} {fields.text(report.get('service'))}", "")
    place = report.get("SourceIp") or report.get("Source") or report.get("source") or report.get("ip")
    targets = [fields.target(place, report.get("SourcePort"))]
    if category not in _ACTS or targets == [None]:
        names = ("SourceUrl", "SourceDomain", "SourceHostname", "Url", "domain", "download-link")
        targets += [fields.target(report.get(name)) for name in names]
    times = [report.get(name) for name in ("FirstSeen", "Date", "LastSeen", "date")]
    samples = [*_list(report.get("Samples")), *_list(whole.get("Samples"))]
    evidence = [
        fields.attachment(
            f"sample-{number}", one.get("ContentType"), one.get("Payload"), encoded=one.get("Base64Encoded") is True
        )
        for number, one in enumerate(samples, 1)
    ]
    words = _described(kind, fields.text(report.get("Description") or report.get("AdditionalInfo")), report)
    return _incident(
        category, targets, times, frame, words, evidence, fields.text(report.get("ReportID") or report.get("report-id"))
    )


#: Acts of version 3 whose host says nothing that the address does not.
_ACTS = frozenset({"denial_of_service", "unauthorized_testing", "spam_email", "resource_abuse"})


def _incident(
    category: str | None,
    named: Iterable[Target | None],
    times: Iterable[Any],
    frame: Frame,
    words: str,
    evidence: Iterable[Attachment | None],
    identifier: str,
) -> Incident:
    targets = {one.text: one for one in reversed([one for one in named if one])}
    found = [one for one in (fields.instant(value, frame) for value in times) if one[0]]
    at = _one_act([when for when, _ in found if when])
    triage = (
        ("" if targets else Triage.NO_TARGET)
        or ("" if at else Triage.NO_TIME)
        or ("" if all(sure for _, sure in found) else Triage.TIME_IN_DOUBT)
        or ("" if category else Triage.NO_CATEGORY)
    )
    return Incident(
        category,
        tuple(reversed(targets.values()))[:MOST_TARGETS],
        min(at, default=None),
        max(at, default=None),
        words,
        tuple(one for one in evidence if one)[:MOST_FILES],
        identifier[:100],
        triage,
    )


def _one_act(instants: list[dt.datetime]) -> list[dt.datetime]:
    """Leaves out when a thing was first seen long before the act: whoever held it then may be another."""
    latest = max(instants, default=None)
    return [one for one in instants if latest and latest - one <= _LONGEST_ACT]


def _list(value: Any) -> list[Report]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _described(heading: str, words: str, report: Report) -> str:
    """Returns what a report says beside the fields that are read, as lines."""
    lines = [heading, words] if words else [heading]
    for name, value in report.items():
        said = ", ".join(map(fields.text, value)) if isinstance(value, list) else fields.text(value)
        if name != "description" and said.strip(", "):
            lines.append(f"{fields.text(name)}: {said[:_LONGEST_FIELD]}")
    return "\n".join(lines)[:LONGEST_DESCRIPTION]
