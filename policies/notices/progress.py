"""How a notice went on over time: what was sent, arrived, came back, was opened and acknowledged, as a picture."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from policies.notices import events
from policies.notices.models import Notice

_POINTS = 12
_SHORTEST = dt.timedelta(minutes=5)

#: Each line with the column that holds its instant and the rows it counts.
_COUNTS = """
SELECT line, width_bucket(at, %(edges)s::timestamptz[]), count(*) FROM (
    SELECT 'sent' AS line, sent_at AS at FROM notices_delivery
    WHERE notice_id = %(notice)s AND channel IN ('mail', 'webhook') AND sent_at IS NOT NULL
    UNION ALL
    SELECT 'delivered', ended_at FROM notices_delivery
    WHERE notice_id = %(notice)s AND channel IN ('mail', 'webhook') AND status = 'delivered'
    UNION ALL
    SELECT 'bounced', ended_at FROM notices_delivery
    WHERE notice_id = %(notice)s AND status IN ('bounced', 'failed') AND ended_at IS NOT NULL
    UNION ALL
    SELECT 'seen', min(seen_at) FROM notices_delivery
    WHERE notice_id = %(notice)s AND seen_at IS NOT NULL GROUP BY recipient_id
) AS happened GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class ProgressSeries:
    """One line of the picture: how many by each point."""

    label: str | Promise
    values: list[int]


@dataclass(frozen=True, slots=True)
class Picture:
    """Points in time (UTC) and the lines over them."""

    points: list[dt.datetime]
    lines: list[ProgressSeries]


def picture_of(notice: Notice, *, at: dt.datetime) -> Picture:
    """Returns the notice's picture: how many mails and people had come how far, until `at` (UTC)."""
    span = max(at - notice.created_at, _SHORTEST)
    points = [notice.created_at + span * step / _POINTS for step in range(_POINTS + 1)]
    labels = {
        "sent": _("Sent"),
        "delivered": _("Delivered"),
        "bounced": _("Bounced or failed"),
        "seen": _("Seen"),
    }
    counted: dict[str, list[tuple[int, int]]] = {name: [] for name in labels}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"notice": notice.pk, "edges": points})
        for name, bucket, number in cursor.fetchall():
            counted[name].append((bucket, number))
    lines = [ProgressSeries(label, _by_each_point(counted[name])) for name, label in labels.items()]
    if notice.version is not None:
        lines += [ProgressSeries(_("Acknowledged"), told(notice.version, points)) for told in events.acknowledged]
    return Picture(points, lines)


def _by_each_point(buckets: list[tuple[int, int]]) -> list[int]:
    """Cumulate: what happened after the point before belongs to this one, what happened at the first to it."""
    ordered = sorted(buckets)
    sums, total = [], 0
    for _bucket, number in ordered:
        total += number
        sums.append(total)
    keys = [bucket for bucket, _number in ordered]
    # Bucket n holds what happened from point n-1 until point n, so it counts at point n.
    found = [bisect_right(keys, point) for point in range(_POINTS + 1)]
    return [sums[place - 1] if place else 0 for place in found]
