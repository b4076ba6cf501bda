"""Keeps the files that are sent with an appeal or a message about it, as evidence is kept, in a folder of their own."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from enforcement.appeals.conversation.queries import filed
from enforcement.appeals.models import Appeal, AppealEvidence, AppealMessage
from enforcement.reports.custody.rules import BYTES_OF_A_REPORT, FILES_OF_A_REPORT, MEGABYTE
from enforcement.reports.evidence import Received, check, store
from tenants.ledger.recording import record
from tenants.people.models import User
from tenants.resellers.refusals import Refused

#: Apart from the files of reports, so that what is removed there never takes one of these with it.
FOLDER: Final = "appeals"


def keep(
    appeal: Appeal, files: Sequence[Received], *, by: User, at: dt.datetime, message: AppealMessage | None = None
) -> list[AppealEvidence]:
    """Keeps the files inside a verb that has locked the appeal, or is filing it.

    Raises Refused: `too_many_files`, `file_too_large`, `file_empty`, `appeal_full` (422), `evidence_full`,
    `file_not_kept` (507).
    """
    taken = check(files)
    count, size = filed(appeal)
    more = sum(len(file.data) for file in taken)
    if count + len(taken) > FILES_OF_A_REPORT or size + more > BYTES_OF_A_REPORT:
        sentence = _("One appeal has at most %(files)d files and %(most)d MB together.")
        values = {"files": FILES_OF_A_REPORT, "most": BYTES_OF_A_REPORT // MEGABYTE}
        raise Refused("appeal_full", sentence % values, status=422)
    return [_kept(appeal, message, one, by=by, at=at) for one in store(taken, folder=FOLDER, stranger=False)]


def _kept(
    appeal: Appeal, message: AppealMessage | None, stored: dict[str, object], *, by: User, at: dt.datetime
) -> AppealEvidence:
    made = AppealEvidence.objects.create(appeal=appeal, message=message, received_at=at, **stored)
    facts = {"appeal": appeal.number, "digest": made.digest, "size": made.size}
    record(verb="appeal.evidence_added", at=at, by=by.pseudonym, subject=made, facts=facts)
    return made
