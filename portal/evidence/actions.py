"""The verb of this room: exporting the evidence about a customer, a case or a version, which is recorded."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from enforcement.cases.models import Case
from policies.versions.models import PolicyVersion
from policies.versions.queries import version_before
from portal.evidence.collecting.bundle import Bundle
from portal.evidence.collecting.cases import add_case
from portal.evidence.collecting.customers import add_customers_story
from portal.evidence.collecting.ledger import LedgerPart, ledger_part
from portal.evidence.collecting.names import names_member, openings_member, personal_of
from portal.evidence.collecting.policies import add_redline, add_versions, add_words
from portal.evidence.file import manifest as form
from portal.evidence.file.container import TooLarge
from portal.evidence.readme import README_TXT
from portal.evidence.subjects import Subject
from portal.evidence.summary import summary_pdf
from tenants.customers.models import Customer
from tenants.ledger import clock
from tenants.ledger.checking.proofs import check_head
from tenants.ledger.entries import canonical_bytes
from tenants.ledger.keys import SignatureInvalid, public_jwks, sign_jws
from tenants.ledger.models import TreeHead
from tenants.ledger.recording import record
from tenants.ledger.sealing.actions import seal
from tenants.people.models import User
from tenants.people.permissions import Permission
from tenants.people.verbs import verb
from tenants.resellers import whole_files
from tenants.resellers.addresses import host_of
from tenants.resellers.current import connection
from tenants.resellers.models import Domain, Reseller
from tenants.resellers.refusals import Refused


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written, and how many sealed acts are proven in it."""

    written: form.Written
    entries: int
    withheld: tuple[str, ...]


@verb(Permission.EXPORT_EVIDENCE, unattended=True)
def export_evidence(
    *, by: User | None, subject: Subject, out: BinaryIO, names: bool = True, kept_head: str = ""
) -> Exported:
    """Writes one file with everything about the subject, sealing first what is committed, and records that it was done.

    `by` is None at the server's command line. Without `names` people stay pseudonyms. `kept_head` is a signed tree
    head that somebody holds: the file then leads from it to the newest. Sealed files of reports go along for who may
    open them, and each opening is recorded. Raises Refused: `not_allowed` (403), `head_not_ours` (422),
    `nothing_sealed`, `too_large` (409).
    """
    kept = _head(kept_head) if kept_head.strip() else None
    reseller: Reseller = connection.tenant
    bundle = _gathered(subject, by=by, reseller=reseller)
    # Rows are read before the seal, and commit together with the acts that tell of them: none is without its proof.
    seal()
    sealed = ledger_part(bundle, kept=kept)
    about = _about(subject, by=by, bundle=bundle, reseller=reseller, names=names)
    members = _members(bundle, sealed, about, names=names, reseller=reseller)
    try:
        written = form.write_evidence(
            out, about=about, members=members, sign=lambda said, typ: sign_jws(reseller.schema_name, said, typ=typ)
        )
    except TooLarge as error:
        sentence = _("This would be more than one evidence file holds: 65,535 members or 4 GiB.")
        raise Refused("too_large", sentence) from error
    _recorded(subject, by=by, written=written)
    return Exported(written, len(sealed.entries), tuple(bundle.withheld))


def export_evidence_to(path: Path, *, by: User | None, subject: Subject, names: bool, kept_head: str) -> Exported:
    """Writes it to a file that is there whole or not at all; raises OSError, and what `export_evidence` raises."""
    with whole_files.writing(path) as out:
        return export_evidence(by=by, subject=subject, out=out, names=names, kept_head=kept_head)


def _gathered(subject: Subject, *, by: User | None, reseller: Reseller) -> Bundle:
    bundle, row = Bundle(), subject.row
    if isinstance(row, Customer):
        add_customers_story(bundle, row, reseller)
    elif isinstance(row, Case):
        add_case(bundle, row, by=by, reseller=reseller)
    else:
        _add_version(bundle, row, reseller)
    return bundle


def _add_version(bundle: Bundle, version: PolicyVersion, reseller: Reseller) -> None:
    add_versions(bundle, [version], customer=None, reseller=reseller)
    before = version_before(version)
    if before is not None:
        add_words(bundle, before, reseller)
        add_redline(bundle, before, version)
    told = set(bundle.ids("customers.customer"))
    for row in Customer.objects.filter(deliveries__notice__version=version).distinct():
        if str(row.pk) not in told:
            bundle.row(row)
            bundle.customers[str(row.pk)] = row.name


def _about(subject: Subject, *, by: User | None, bundle: Bundle, reseller: Reseller, names: bool) -> form.About:
    left_out = [] if names else [_("the names behind pseudonyms, as was asked")]
    hosts = Domain.objects.filter(tenant__schema_name=reseller.schema_name).values_list("domain", flat=True)
    return form.About(
        kind=subject.kind.value,
        subject={"type": subject.row._meta.label_lower, "id": str(subject.row.pk), "label": subject.label},
        reseller={"schema": reseller.schema_name, "name": reseller.legal_name},
        issuer=host_of(reseller.schema_name),
        hosts=sorted(hosts),
        exported_at=clock.now(),
        exported_by=str(by.pseudonym) if by else None,
        withheld=[*bundle.withheld, *left_out],
    )


def _members(
    bundle: Bundle, sealed: LedgerPart, about: form.About, *, names: bool, reseller: Reseller
) -> dict[str, bytes]:
    personal = personal_of(sealed.entries)
    members = bundle.members() | {
        form.README: README_TXT.encode("ascii"),
        form.KEYS: canonical_bytes(public_jwks(reseller.schema_name)),
        form.ENTRIES: sealed.proofs,
        form.HEADS: sealed.heads,
        form.HEAD: sealed.newest.signed.encode("ascii"),
        form.OPENINGS: openings_member(personal),
        form.SUMMARY: summary_pdf(about, bundle, sealed, reseller),
    }
    if names:
        members[form.NAMES] = names_member(bundle, personal)
    return members


@transaction.atomic
def _recorded(subject: Subject, *, by: User | None, written: form.Written) -> None:
    at = clock.now()
    facts = {
        "kind": subject.kind.value,
        "label": subject.label,
        "sha256": written.sha256,
        "manifest_sha256": written.manifest_sha256,
        "size": written.size,
        "members": written.members,
    }
    record(verb="evidence.exported", at=at, by=by.pseudonym if by else None, subject=subject.row, facts=facts)


def _head(token: str) -> TreeHead:
    schema = connection.schema_name
    try:
        said = check_head(token, jwks=public_jwks(schema), tenant=schema)
    except SignatureInvalid as error:
        sentence = _("This is no tree head of this ledger: %s") % error.sentence.translated()
        raise Refused("head_not_ours", sentence, status=422) from error
    head = TreeHead.objects.filter(size=said.size).first()
    if head is None or bytes(head.root) != said.root:
        sentence = _("The ledger here does not continue that tree head: run verify_ledger with it.")
        raise Refused("head_not_ours", sentence, status=422)
    return head
