"""A customer with a story: two versions, notices, a page served, views, an acknowledgement, and a case to its end."""

import datetime as dt
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from enforcement.cases.models import Case
from enforcement.holds.actions import approve_measure, propose_measure
from enforcement.holds.models import Ground, MeasureKind
from enforcement.reports.actions import receive_report
from enforcement.reports.evidence import Received
from enforcement.reports.models import Source
from policies.acknowledgements.actions import record_view
from policies.acknowledgements.deviations.actions import record_deviation
from policies.acknowledgements.models import Acknowledgement
from policies.versions.actions.proving import keep_proof
from policies.versions.fetching import Fetched
from policies.versions.models import PolicyVersion
from portal.evidence.file import manifest as form
from tenants.customers.models import Customer, DeviationEffect
from tenants.ledger import clock
from tenants.ledger.entries import canonical_bytes
from tenants.ledger.keys import sign_jws
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.factories import cases, holds
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import agreement_of, customer, person_of, service_of
from tests.factories.versions import OFFENSIVE, SPAM, document, posted_policy

NAME, EMAIL = "Zebedee Quill", "zebedee@delta.example"
ABUSE = b"Received: from 192.0.2.7\r\n\r\nBuy now!"
SIGNED = b"%PDF-1.7 signed"


@dataclass(frozen=True)
class Story:
    """What happened."""

    customer: Customer
    first: PolicyVersion
    second: PolicyVersion
    case: Case
    acknowledgement: Acknowledgement


@pytest.fixture
def story(acme: Reseller, staff: Staff, own_files: Path, settings: Any, tmp_path: Path) -> Story:
    """The story, made by the real verbs, with keys and files of its own."""
    settings.KEYS_DIR = tmp_path / "keys"
    found = customer("Delta Foods", reference="C-77", person=NAME, email=EMAIL, networks=["192.0.2.7"])
    first = posted_policy(at=clock.now() - dt.timedelta(hours=2))
    keep_proof(version=first, fetched=Fetched("https://acme.example/aup", 200, f"<p>{first.digest}".encode(), ""))
    second = posted_policy(document(spam="sending any mail that nobody asked for;"), summary="Shorter.")
    keep_proof(version=second, fetched=Fetched("https://acme.example/aup", 200, f"<p>{second.digest}".encode(), ""))
    admin = staff(Role.ADMINISTRATOR)
    record_deviation(
        by=admin,
        agreement=agreement_of(found),
        effect=DeviationEffect.REPLACED,
        key=SPAM,
        text="sending more than ten mails a day;",
        starts_at=clock.now(),
        filename="side letter.pdf",
        data=SIGNED,
    )
    record_view(by=person_of(found), customer=found, version=second)
    given = acknowledged(second, found)
    report, _secret = receive_report(
        by=None,
        source=Source.FORM,
        category="spam_email",
        target="192.0.2.7",
        started_at=clock.now() - dt.timedelta(hours=1),
        ended_at=clock.now() - dt.timedelta(hours=1),
        description="Spam.",
        reporter_name="Rita Reporter",
        reporter_email="rita@elsewhere.example",
        files=[Received("mail.eml", "message/rfc822", ABUSE)],
    )
    case = cases.case(found, reports=[report])
    determination = cases.approved(cases.determination(case, first, OFFENSIVE))
    measure = propose_measure(
        by=holds.officer(),
        determination=determination,
        service=service_of(found),
        kind=MeasureKind.SUSPENSION,
        without_notice=True,
        ground=Ground.ONGOING_HARM,
    )
    measure.refresh_from_db()
    if measure.status == "pending_approval":
        approve_measure(by=holds.second(), measure=measure)
    return Story(found, first, second, case, given)


def exported(tmp_path: Path, *words: str) -> bytes:
    """The bytes that the command writes."""
    out = tmp_path / "evidence.zip"
    call_command("export_evidence", "--reseller", "acme", *words, "--out", str(out))
    return out.read_bytes()


def members(data: bytes) -> dict[str, bytes]:
    """What any ZIP program finds in it."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def resigned(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The file as somebody with the reseller's own key would write it with members changed."""
    there = members(data)
    said = json.loads(there.pop(form.MANIFEST))
    del there[form.SIGNATURE]
    for name, change in changes.items():
        before, there[name] = there[name], change(there[name])
        assert there[name] != before, name
    about = form.About(
        kind=said["kind"],
        subject=said["subject"],
        reseller=said["reseller"],
        issuer=said["issuer"],
        hosts=said["hosts"],
        exported_at=dt.datetime.fromisoformat(said["exported_at"]),
        exported_by=said["exported_by"],
        withheld=said["withheld"],
    )
    out = BytesIO()
    form.write_evidence(out, about=about, members=there, sign=lambda payload, typ: sign_jws("acme", payload, typ=typ))
    return out.getvalue()


def rewritten(rows: bytes, field: str, value: object) -> bytes:
    """The first record with another value in one field."""
    first, *others = rows.splitlines()
    changed = canonical_bytes(json.loads(first) | {field: value})
    return b"".join(line + b"\n" for line in [changed, *others])
