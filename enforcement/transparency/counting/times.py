"""How long things took, by the median and the ninetieth percentile of the hours."""

from typing import Any, Final

from enforcement.transparency.counting.tables import Window
from tenants.resellers.current import connection

#: A report's first decision is its own outcome or what was decided in a case of it, whichever came first.
_TO_DECISION: Final = """
SELECT decided.at, decided.at - decided.received_at AS took FROM (
    SELECT report.received_at, min(what.at) AS at FROM reports_report report JOIN (
        SELECT id, completed_at AS at FROM reports_report WHERE reason NOT IN ('', 'case_opened', 'muted')
        UNION ALL SELECT report_id, completed_at FROM reports_complaint WHERE reason NOT IN ('case_opened', 'muted')
        UNION ALL SELECT among.report_id, made.decided_at
            FROM cases_case_reports among JOIN cases_determination made USING (case_id)
        UNION ALL SELECT among.report_id, made.found_at
            FROM cases_case_reports among JOIN cases_finding made USING (case_id)
    ) AS what ON what.id = report.id AND what.at >= report.received_at
    GROUP BY report.id
) AS decided
"""
#: From the first report of a case until its first measure took effect; a case without a report is not measured.
_TO_MEASURE: Final = """
SELECT taken.at, taken.at - min(report.received_at) AS took FROM (
    SELECT measure.case_id, min(statement.issued_at) AS at
    FROM holds_measure measure JOIN holds_statementofreasons statement ON statement.measure_id = measure.id
    WHERE statement.extension_id IS NULL AND measure.kind <> 'reinstatement'
    GROUP BY measure.case_id
) AS taken
JOIN cases_case_reports among USING (case_id)
JOIN reports_report report ON report.id = among.report_id AND report.received_at <= taken.at
GROUP BY taken.case_id, taken.at
"""
_TO_APPEALS_DECISION: Final = """
SELECT decision.reviewed_at AS at, decision.reviewed_at - appeal.filed_at AS took
FROM appeals_appealdecision decision JOIN appeals_appeal appeal ON appeal.id = decision.appeal_id
"""
QUERIES: Final = {
    "report_to_decision": _TO_DECISION,
    "report_to_measure": _TO_MEASURE,
    "appeal_to_decision": _TO_APPEALS_DECISION,
}
_PERCENTILES: Final = """
SELECT count(*),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM took)),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM took))
FROM ({inner}) AS times WHERE at >= %s AND at < %s
"""
_HOUR: Final = 3600


def times(window: Window) -> list[dict[str, Any]]:
    """Returns, of what was decided or done in the window, how many there were and how many hours they took."""
    return [_taken(key, inner, window) for key, inner in QUERIES.items()]


def _taken(key: str, inner: str, window: Window) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(_PERCENTILES.format(inner=inner), [window.start, window.end])
        count, median, ninetieth = cursor.fetchone()
    return {"key": key, "count": count, "median_hours": _hours(median), "ninetieth_hours": _hours(ninetieth)}


def _hours(seconds: float | None) -> str | None:
    return None if seconds is None else f"{seconds / _HOUR:.1f}"
