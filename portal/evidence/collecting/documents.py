"""Signed documents that rows name by digest: side letters, powers of attorney, acknowledgements on paper."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from enforcement.cases.authorizations.models import Authorization
from policies.acknowledgements.models import Paper
from portal.evidence.collecting.bundle import Bundle
from tenants.customers.files import read
from tenants.customers.models import Authority, Deviation
from tenants.resellers.refusals import Refused


def add_document(bundle: Bundle, row: Deviation | Authority | Paper | Authorization, folder: str) -> None:
    """The row with its document, named by its digest; one that the storage no longer holds is said to be left out."""
    if bundle.has(row):
        return
    if not row.document_digest:
        bundle.row(row)
        return
    name = f"{folder}/{row.document_digest}{_ending(row.filename)}"
    try:
        bundle.row(row, {"document_digest": bundle.file(name, read(path=row.path, digest=row.document_digest))})
    except Refused:
        bundle.row(row)
        sentence = _("the document %s, which the storage no longer holds as it was recorded")
        bundle.withheld.append(sentence % row.document_digest)


def _ending(filename: str) -> str:
    """The ending of a file's name, where it is a plain one."""
    ending = PurePath(filename).suffix.lower()
    return ending if ending[1:].isalnum() and ending.isascii() and len(ending) <= 8 else ""  # noqa: PLR2004 - .geojson
