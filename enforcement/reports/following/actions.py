"""What a reporter does on the report's own page: adds words and files, and complains once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.reports.custody.actions.sealing import seal_words
from enforcement.reports.custody.rules import BYTES_OF_A_REPORT, FILES_OF_A_REPORT, MEGABYTE
from enforcement.reports.evidence import Received, check, keep
from enforcement.reports.following.queries import case_outcome, filed, may_add, may_complain
from enforcement.reports.following.rules import LONGEST_WORDS
from enforcement.reports.models import Addition, Complaint, Report, ReportStatus
from tenants.ledger import clock
from tenants.ledger.recording import record
from tenants.resellers.refusals import Refused


@transaction.atomic
def add_to_report(*, report: Report, words: str, files: Sequence[Received] = ()) -> Addition:
    """Keeps what the reporter adds, words, files or both, in rows of its own.

    Raises Refused: `nothing_added`, `too_many_files`, `file_too_large`, `file_empty`, `report_full` (422),
    `report_closed` (409), `evidence_full`, `file_not_kept` (507).
    """
    words = words.replace("\0", "").strip()[:LONGEST_WORDS]
    if not words and not files:
        raise Refused("nothing_added", _("Write something, or choose a file."), status=422)
    taken = check(files)
    report = Report.objects.select_for_update().get(pk=report.pk)
    at = clock.now()
    if not may_add(report):
        raise Refused("report_closed", _("Nothing more is added to this report. Report anew if it goes on."))
    check_room(report, [len(file.data) for file in taken])
    addition = Addition.objects.create(report=report, words=words, added_at=at)
    kept = keep(report=report, files=taken, at=at, addition=addition)
    if report.sealed:
        for row in (addition, *kept):
            seal_words(report, row)
    facts = {"number": report.number, "evidence": [one.digest for one in kept]}
    record(verb="report.added_to", at=at, by=None, subject=addition, facts=facts)
    return addition


def check_room(report: Report, sizes: Sequence[int]) -> None:
    """Raises Refused (422, `report_full`) where so many bytes are more than one report brings; asked before reading."""
    count, size = filed(report)
    if count + len(sizes) > FILES_OF_A_REPORT or size + sum(sizes) > BYTES_OF_A_REPORT:
        sentence = _("One report has at most %(files)d files and %(most)d MB together.")
        values = {"files": FILES_OF_A_REPORT, "most": BYTES_OF_A_REPORT // MEGABYTE}
        raise Refused("report_full", sentence % values, status=422)


@transaction.atomic
def complain(*, report: Report, words: str) -> Complaint:
    """The reporter says, once, that no violation, or too little evidence, is wrong: somebody else looks again.

    Raises Refused: `nothing_to_complain_about`.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    at = clock.now()
    if not may_complain(report) or report.completed_at is None:
        raise Refused(
            "nothing_to_complain_about",
            _("Only no violation and too little evidence are looked at again, and only once."),
        )
    found = case_outcome(report)
    complaint = Complaint.objects.create(
        report=report,
        words=words.replace("\0", "").strip()[:LONGEST_WORDS],
        filed_at=at,
        reason=report.reason,
        completed_at=report.completed_at,
        completed_by=report.completed_by,
        found=found.code if found else "",
        found_by=found.by if found else None,
    )
    if report.sealed:
        seal_words(report, complaint)
    Report.objects.filter(pk=report.pk).update(
        status=ReportStatus.QUEUED, reason="", completed_at=None, completed_by=None
    )
    facts = {"number": report.number, "reason": complaint.reason, "found": complaint.found}
    record(verb="report.complained_about", at=at, by=None, subject=complaint, facts=facts)
    return complaint
