"""Checks an evidence file from the file alone: no database, no settings, no network."""

from __future__ import annotations

import hashlib
import mmap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from portal.evidence.file import manifest as form
from portal.evidence.file.container import Member, read_container, read_front
from portal.evidence.file.contents import check_receipts, check_records
from portal.evidence.file.findings import Enough, Examination, Fault
from portal.evidence.file.sealed import check_ledger
from tenants.ledger.entries import NotCanonicalError, read_canonical
from tenants.ledger.keys import SignatureInvalid, trusted_keys, verify_jws
from tenants.ledger.sentences import marked as _

_MEMBER_FIELDS = {"name", "sha256", "size"}
_LONGEST_TOKEN: Final = 20_000


def verify_evidence_file(path: Path, *, jwks: Mapping[str, Any] | None = None, head: str | None = None) -> Examination:
    """Return what a file proves and everything wrong with it; raises OSError for a missing file.

    `jwks` are public keys and `head` a signed tree head that were kept elsewhere. Without either the file is only
    shown to agree with the keys inside it, and the result says so. The file is mapped, not read into memory.
    """
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return verify_evidence(b"", jwks=jwks, head=head)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped, memoryview(mapped) as view:
            return verify_evidence(view, jwks=jwks, head=head)


def verify_evidence(
    data: bytes | memoryview,
    *,
    jwks: Mapping[str, Any] | None = None,
    head: str | None = None,
    most_faults: int | None = None,
) -> Examination:
    """Return what these bytes prove and everything that is wrong with them, or the first `most_faults` of that."""
    checking = _Whole(data, kept_jwks=jwks, kept_head=head, found=Examination(most_faults))
    try:
        return checking.run()
    except Enough:
        return checking.found
    finally:
        checking.release()


def signature_token(data: bytes | memoryview) -> str:
    """Return the signature as the file holds it, unchecked and nothing else read; empty where there is none."""
    front = read_front(data, [form.MANIFEST, form.SIGNATURE])
    return str(front[1], "ascii", "replace") if front[1:] and len(front[1]) <= _LONGEST_TOKEN else ""


def signature_faults(data: bytes | memoryview, *, jwks: Mapping[str, Any], tenant: str) -> list[Fault]:
    """Return what is wrong with the manifest's signature, before anything of the content is read."""
    found = Examination()
    front = read_front(data, [form.MANIFEST, form.SIGNATURE])
    token = signature_token(data)
    if not front:
        found.fault(_("this is not an evidence file: it does not begin with its manifest"))
    elif not token:
        found.fault(_("the signature is missing"), member=form.SIGNATURE)
    else:
        _signed(found, token, hashlib.sha256(front[0]).hexdigest(), jwks, tenant)
    return found.faults


def _signed(
    found: Examination, token: str, digest: str, jwks: Mapping[str, Any], tenant: str
) -> Mapping[str, Any] | None:
    """Return what the signature of the manifest with this SHA-256 says, or None and a fault."""
    try:
        said = verify_jws(token, jwks, typ=form.SIGNATURE_TYP, issuer=None, tenant=tenant)
    except SignatureInvalid as error:
        found.fault(_("the signature is not valid: {reason}"), member=form.SIGNATURE, reason=error)
        return None
    if said.get("manifest_sha256") != digest:
        found.fault(_("it is not the manifest that was signed"), member=form.MANIFEST)
        return None
    return said


def integrity(data: bytes | memoryview) -> list[Fault]:
    """Return what is wrong with container, manifest, signature and digests alone: enough to find any changed byte."""
    checking = _Whole(data, kept_jwks=None, kept_head=None)
    try:
        checking.check_bytes()
        return checking.found.faults
    finally:
        checking.release()


@dataclass
class _Whole:
    """One check; `contents` holds only members whose bytes are those that the manifest names."""

    data: bytes | memoryview
    kept_jwks: Mapping[str, Any] | None
    kept_head: str | None
    found: Examination = field(default_factory=Examination)
    members: list[Member] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    keys: Mapping[str, Any] = field(default_factory=dict)

    def release(self) -> None:
        """Let go of the windows into the data, so that a mapped file can be closed."""
        for member in self.members:
            member.data.release()

    def run(self) -> Examination:
        """Check everything and say what it proves."""
        if not self.check_bytes():
            return self.found
        listed = self.found.manifest
        if self.kept_jwks is not None:
            self._meet_kept_keys()
        trusted = self.kept_jwks or self.keys
        sealed = check_ledger(self.found, self.contents, jwks=trusted, tenant=self._tenant(), kept_head=self.kept_head)
        records = check_records(self.found, self.contents, self.digests, sealed)
        check_receipts(self.found, records, jwks=trusted, tenant=self._tenant())
        if self.kept_jwks is None and self.kept_head is None:
            self.found.note(
                _(
                    "Signatures were checked only against the keys inside the file. Whoever rewrote all of it could"
                    " have put in keys of their own; only keys or a tree head kept elsewhere would show that."
                )
            )
        self.found.note(_("It shows what it holds, not that there was nothing else."))
        if form.NAMES in self.contents:
            self.found.note(_("The names in names.json are the reseller’s own records as they stood at the export."))
        else:
            self.found.note(_("It holds no names: people are named by pseudonym only."))
        for words in listed.get("withheld", []):
            self.found.note(_("Left out at the export: {what}"), what=words)
        return self.found

    def check_bytes(self) -> bool:
        """Check container, manifest, signature and digests; False where nothing more can be read."""
        self.members, damage = read_container(self.data)
        if damage:
            self.found.add(Fault(damage.sentence, offset=damage.offset))
        self.found.members = len(self.members)
        names = [member.name for member in self.members]
        if names[:1] != [form.MANIFEST]:
            self.found.fault(_("this is not an evidence file: it does not begin with its manifest"))
            return False
        listed = self._read_manifest(bytes(self.members[0].data))
        if listed is None:
            return False
        self.found.manifest = listed
        self._compare(listed["members"], damaged=damage is not None)
        self._check_keys()
        self._check_signature()
        return True

    def _read_manifest(self, data: bytes) -> dict[str, Any] | None:
        try:
            listed = read_canonical(data)
        except NotCanonicalError as error:
            self.found.fault(_("it was changed: {reason}"), member=form.MANIFEST, reason=error)
            return None
        if listed.get("format") != form.FORMAT:
            self.found.fault(_("it is not in the format {format}"), member=form.MANIFEST, format=form.FORMAT)
            return None
        members = listed.get("members")
        whole = isinstance(members, list) and all(
            isinstance(one, dict) and set(one) == _MEMBER_FIELDS and isinstance(one["name"], str) for one in members
        )
        if not whole or set(listed) != form.FIELDS or not isinstance(listed["reseller"], dict):
            self.found.fault(_("it does not say what a manifest says"), member=form.MANIFEST)
            return None
        return listed

    def _compare(self, listed: Sequence[Mapping[str, Any]], *, damaged: bool) -> None:
        """Hold what stands in the container against what the manifest lists, in order."""
        wanted = [form.MANIFEST, form.SIGNATURE, *(one["name"] for one in listed)]
        if wanted[2:] != sorted(set(wanted[2:])):
            self.found.fault(_("its members are not listed once each, by name"), member=form.MANIFEST)
        names = [member.name for member in self.members]
        there = Counter(names)
        for name in sorted(name for name, times in there.items() if times > 1):
            self.found.fault(_("it stands in the file more than once"), member=name)
        for name in sorted(set(there) - set(wanted)):
            self.found.fault(_("it was added: the manifest does not list it"), member=name)
        for name in [] if damaged else [one for one in wanted if one not in there]:
            self.found.fault(_("it is missing"), member=name)
        if not damaged and names != wanted and sorted(names) == sorted(wanted):
            self.found.fault(_("the members do not stand in the order of the manifest"))
        expected = {one["name"]: one for one in listed}
        for member in self.members[1:]:
            digest = hashlib.sha256(member.data).hexdigest()
            said = expected.get(member.name)
            if said is not None and (said["sha256"], said["size"]) != (digest, len(member.data)):
                self.found.fault(_("it was changed: its SHA-256 is not the one in the manifest"), member=member.name)
            elif member.name not in self.contents:
                self.contents[member.name] = bytes(member.data)
                self.digests[member.name] = digest

    def _check_keys(self) -> None:
        try:
            self.keys = read_canonical(self.contents[form.KEYS])
            trusted_keys(self.keys)
        except KeyError:
            self.keys = {"keys": []}
            self.found.fault(_("the public keys are missing or were changed"), member=form.KEYS)
        except (NotCanonicalError, SignatureInvalid) as error:
            self.keys = {"keys": []}
            self.found.fault(_("these are no public keys: {reason}"), member=form.KEYS, reason=error)

    def _check_signature(self) -> None:
        digest = hashlib.sha256(self.members[0].data).hexdigest()
        token = self.contents.get(form.SIGNATURE)
        if token is None:
            return self.found.fault(_("the signature is missing"), member=form.SIGNATURE)
        listed = self.found.manifest
        said = _signed(self.found, token.decode("ascii", "replace"), digest, self.keys, self._tenant())
        if said is None:
            return None
        if (said.get("iss"), said.get("at")) != (listed["issuer"], listed["exported_at"]):
            return self.found.fault(_("it names another issuer or instant than was signed"), member=form.MANIFEST)
        return self.found.proof(
            _("{issuer} exported and signed this file at {at}; none of its {members} members was changed since."),
            issuer=said["iss"],
            at=said["at"],
            members=len(self.members),
        )

    def _meet_kept_keys(self) -> None:
        assert self.kept_jwks is not None
        try:
            kept = trusted_keys(self.kept_jwks)
        except SignatureInvalid as error:
            return self.found.fault(_("what was kept elsewhere is no set of keys: {reason}"), reason=error)
        strange = sorted(set(trusted_keys(self.keys)) - set(kept)) if self.keys.get("keys") else []
        for kid in strange:
            self.found.fault(_("key {kid} is not among the keys kept elsewhere"), member=form.KEYS, kid=kid)
        if not strange:
            self.found.proof(_("The keys in the file are among those that were kept elsewhere."))
        return None

    def _tenant(self) -> str:
        return str(self.found.manifest["reseller"].get("schema"))
