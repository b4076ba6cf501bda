"""One file for a customer, a case or a version holds the whole story, and anyone can check it."""

import datetime as dt
import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from enforcement.appeals.conversation.actions import write_as_customer, write_as_staff
from enforcement.appeals.models import Outcome
from enforcement.cases.actions import attach_report
from enforcement.cases.allowances.actions import import_usage, open_proposed, set_allowance
from enforcement.cases.allowances.models import CaseProposal, Period
from enforcement.cases.models import Determination
from enforcement.credits.actions import approve_statement, issue_statement, link_cause
from enforcement.credits.attributions.actions import attribute_interruption
from enforcement.credits.models import CreditStatement
from enforcement.credits.objections.actions import answer_objection, file_objection
from enforcement.holds.models import Hold, Measure
from enforcement.holds.provisioning import CALLS, PLACED, queue_call
from enforcement.reports.actions import complete_report
from enforcement.reports.evidence import Received
from enforcement.reports.following.actions import add_to_report, complain
from enforcement.reports.models import Reason
from policies.acknowledgements.receipts.rules import RECEIPT_TYP
from policies.notices.delivery.outboxes import MAILS
from portal.evidence.file import manifest as form
from portal.evidence.file.contents import OWED
from portal.evidence.file.findings import Examination
from portal.evidence.file.verifying import integrity, verify_evidence
from tenants.ledger import clock
from tenants.ledger.keys import create, public_jwks, sign_jws, sign_with
from tenants.ledger.models import Entry, Personal
from tenants.ledger.sealing.actions import seal
from tenants.ledger.sealing.queries import newest_head
from tenants.outbox.actions import claim, settle
from tenants.outbox.rules import AttemptResult
from tenants.people.actions import give_roles
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.conftest import Staff
from tests.databases import ROOT
from tests.factories import appeals, holds, reports
from tests.factories import credits as crediting
from tests.factories.customers import person_of, service_of

from .conftest import ABUSE, EMAIL, NAME, SIGNED, Story, exported, members, resigned, rewritten


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def said(found: Examination) -> list[str]:
    return [str(fault) for fault in found.faults]


def test_a_customers_file_holds_the_whole_story(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--customer", str(story.customer.pk))
    assert said(verify_evidence(data)) == []
    there = members(data)
    for number, version in ((1, story.first), (2, story.second)):
        assert hashlib.sha256(there[f"documents/aup-{number}.json"]).hexdigest() == version.digest
        assert there[f"documents/aup-{number}.pdf"].startswith(b"%PDF")
    assert b"{+any +}" in there["redlines/aup-1-2.txt"]
    assert json.loads(there["redlines/aup-1-2.json"])["to"]["digest"] == story.second.digest
    assert f"<p>{story.second.digest}".encode() in [data for name, data in there.items() if name.startswith("website/")]
    assert SIGNED in [data for name, data in there.items() if name.startswith("agreements/")]
    [given] = lines(there["records/acknowledgements.acknowledgement.jsonl"])
    assert there[f"receipts/{given['id']}.jws"].decode() == story.acknowledgement.receipt
    assert there[f"receipts/{given['id']}.pdf"].startswith(b"%PDF")
    told = {one["kind"] for one in lines(there["records/notices.notice.jsonl"])}
    assert "posted" in told
    assert lines(there["records/notices.delivery.jsonl"])
    assert lines(there["records/acknowledgements.view.jsonl"])
    verbs = {one["entry"]["verb"] for one in lines(there["ledger/entries.jsonl"])}
    assert {"version.posted", "version.acknowledged", "version.viewed", "version.proof_fetched"} <= verbs
    assert there["summary.pdf"].startswith(b"%PDF")


def test_a_cases_file_holds_reports_files_decisions_and_what_followed(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--case", str(story.case))
    assert said(verify_evidence(data)) == []
    there = members(data)
    kinds = {name.split("/")[1].removesuffix(".jsonl") for name in there if name.startswith("records/")}
    assert {
        "cases.case", "reports.report", "reports.evidence", "cases.determination", "cases.citation", "cases.approval",
        "holds.measure", "holds.hold", "holds.statementofreasons", "customers.agreement", "customers.deviation",
        "versions.policyversion", "versions.postedprovision",
    } <= kinds  # fmt: skip
    assert there[f"evidence/{hashlib.sha256(ABUSE).hexdigest()}.bytes"] == ABUSE
    assert any(name.startswith("statements/S-") for name in there)


def test_a_cases_file_holds_what_reporters_said_later(story: Story, tmp_path: Path) -> None:
    first = story.case.reports.get()
    add_to_report(report=first, words="It goes on.", files=[Received("more.log", "text/plain", b"more")])
    second = complete_report(by=holds.officer(), report=reports.report(target="192.0.2.99"), reason=Reason.NO_VIOLATION)
    complain(report=second, words="It was one.")
    second.refresh_from_db()
    another = give_roles(by=None, email="another@acme.example", name="Another", roles=[Role.CASE_OFFICER])
    attach_report(by=another, case=story.case, report=second)
    data = exported(tmp_path, "--case", str(story.case))
    assert said(verify_evidence(data)) == []
    there = members(data)
    assert [one["words"] for one in lines(there["records/reports.addition.jsonl"])] == ["It goes on."]
    assert [one["words"] for one in lines(there["records/reports.complaint.jsonl"])] == ["It was one."]
    assert b"more" in there.values()


def test_a_case_that_a_meter_began_holds_the_allowance_and_the_usage(story: Story, tmp_path: Path) -> None:
    service, by, start = service_of(story.customer), holds.officer(), clock.now().replace(hour=0, minute=0, second=0)
    for resource in ("traffic", "memory"):
        said_of: dict[str, Any] = {"resource": resource, "unit": "GB", "period": Period.DAY, "amount": Decimal(1)}
        set_allowance(by=by, service=service, starts_at=start - dt.timedelta(days=3), **said_of)
    rows = ["service_reference,resource,reference,starts_at,ends_at,amount"]
    for days, name in ((2, "M-1"), (1, "M-2")):
        begun = start - dt.timedelta(days=days) + dt.timedelta(hours=12)
        span = f"{begun.isoformat()},{(begun + dt.timedelta(hours=1)).isoformat()}"
        rows.append(f"{service.reference},traffic,{name},{span},2")
    import_usage(by=by, data="\n".join(rows).encode())
    case = open_proposed(by=by, proposal=CaseProposal.objects.order_by("period_start")[0])
    data = exported(tmp_path, "--case", str(case))
    assert said(verify_evidence(data)) == []
    there = members(data)
    assert {one["resource"] for one in lines(there["records/cases.allowance.jsonl"])} == {"traffic", "memory"}
    assert [one["case"] for one in lines(there["records/cases.caseproposal.jsonl"])] == [str(case.pk)]
    assert [one["reference"] for one in lines(there["records/cases.usage.jsonl"])] == ["M-1"]


def test_a_cases_file_holds_its_appeals_what_was_written_about_them_and_how_they_were_decided(
    story: Story, tmp_path: Path
) -> None:
    log = Received("log.txt", "text/plain", b"10:00 nothing was sent")
    determination, measure = Determination.objects.get(), Measure.objects.get()
    filed = appeals.appeal(determination, files=[log])
    write_as_customer(by=person_of(story.customer), appeal=filed, words="Well?", files=[log])
    write_as_staff(by=appeals.reviewer(), appeal=filed, words="Soon.")
    appeals.decided(appeals.appeal(measure), Outcome.UPHELD)
    appeals.decided(filed, Outcome.MODIFIED)
    data = exported(tmp_path, "--case", str(story.case))
    assert said(verify_evidence(data)) == []
    there = members(data)
    assert [one["side"] for one in lines(there["records/appeals.appealmessage.jsonl"])].count("customer") == 1
    assert {one["outcome"] for one in lines(there["records/appeals.appealdecision.jsonl"])} == {"upheld", "modified"}
    assert len(lines(there["records/appeals.appeal.jsonl"])) == 2
    for one in lines(there["records/appeals.appealevidence.jsonl"]):
        assert there[one["files"]["digest"]] == log.data
        assert "path" not in one


def test_a_cases_file_holds_the_credits_it_decided_and_what_was_said_of_them(
    story: Story, tmp_path: Path, set_clock: Callable[[object], None]
) -> None:
    finance, service = crediting.finance(), service_of(story.customer)
    crediting.level_for(service)
    at = Determination.objects.get().act_started_at
    set_clock(clock.now() + dt.timedelta(hours=3))
    fault = crediting.fault(service, 5400, start=at)
    link_cause(by=finance, interruption=fault, determination=Determination.objects.get())
    attribute_interruption(by=finance, interruption=fault, cause="own_act", reason="Their own router.")
    set_clock(at + dt.timedelta(days=32))
    crediting.computed(f"{at:%Y-%m}")
    statement = issue_statement(
        by=finance, statement=approve_statement(by=finance, statement=CreditStatement.objects.get())
    )
    objection = file_objection(by=person_of(story.customer), statement=statement, words="We were not down.")
    answer_objection(by=finance, objection=objection, words="You were.")
    data = exported(tmp_path, "--case", str(story.case))
    assert said(verify_evidence(data)) == []
    there = members(data)
    (told,) = lines(there["records/credits.creditstatement.jsonl"])
    assert there[told["files"]["digest"]] == statement.content.encode()
    for kind, column, words in (
        ("attribution", "reason", "Their own router."),
        ("objection", "words", "We were not down."),
        ("objectionanswer", "words", "You were."),
        ("statementissue", "issued_by", str(finance.pseudonym)),
    ):
        assert [one[column] for one in lines(there[f"records/credits.{kind}.jsonl"])] == [words]


def test_a_versions_file_holds_it_for_all_customers_with_the_redline(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--version", "2")
    assert said(verify_evidence(data)) == []
    there = members(data)
    assert "redlines/aup-1-2.txt" in there
    assert len(lines(there["records/acknowledgements.acknowledgement.jsonl"])) == 1


def test_attempts_that_failed_are_told_without_the_address(story: Story, tmp_path: Path) -> None:
    for mail in claim(MAILS).items:
        settle(MAILS, mail, AttemptResult(f"550 no mailbox {mail.address}", final=True))
    there = members(exported(tmp_path, "--customer", "C-77"))
    told = lines(there["records/outbox.attempt.jsonl"])
    mails = {one["id"] for one in lines(there["records/notices.delivery.jsonl"]) if one["channel"] == "mail"}
    assert {one["item"] for one in told} == mails
    assert {(one["number"], one["answer"]) for one in told} == {(1, "550 no mailbox [address]")}


def test_calls_to_the_endpoint_that_failed_are_told_with_the_case(story: Story, tmp_path: Path) -> None:
    Reseller.objects.filter(schema_name="acme").update(provisioning_url="http://endpoint.example/")
    call = queue_call(hold=Hold.objects.get(), event=PLACED, due=clock.now(), at=clock.now())
    assert call is not None
    [held] = claim(CALLS).items
    settle(CALLS, held, AttemptResult("503 Service Unavailable"))
    [told] = [
        one
        for one in lines(members(exported(tmp_path, "--case", str(story.case)))["records/outbox.attempt.jsonl"])
        if one["item"] == str(call.pk)
    ]
    assert (told["number"], told["answer"]) == (1, "503 Service Unavailable")


@pytest.mark.parametrize("what", ["customer", "case", "version"])
def test_people_are_named_in_one_member_only(story: Story, tmp_path: Path, what: str) -> None:
    named = {"customer": "C-77", "case": str(story.case), "version": "2"}[what]
    there = members(exported(tmp_path, f"--{what}", named))
    personal = [NAME, EMAIL, "Rita Reporter", "rita@elsewhere.example"]
    for name, data in there.items():
        if name != "names.json" and not name.startswith("receipts/"):
            assert not [one for one in personal if one.encode() in data], name
    names = json.loads(there["names.json"])
    assert {"pseudonym": str(story.acknowledgement.person), "name": NAME, "email": EMAIL} in names["people"]
    assert "Delta Foods" in names["customers"].values()


def test_names_can_be_left_out_and_what_was_erased_is_not_there(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--customer", "C-77", "--without-names")
    assert "names.json" not in members(data)
    found = verify_evidence(data)
    assert found.ok
    assert any("holds no names" in str(note) for note in found.notes)
    Personal.objects.all().delete()
    User.objects.filter(email=EMAIL).update(name="", email="erased@invalid.example")
    data = exported(tmp_path, "--customer", "C-77")
    assert NAME.encode() not in data
    assert verify_evidence(data).ok


def test_exporting_is_recorded_with_the_files_digest(story: Story, tmp_path: Path, staff: Staff) -> None:
    auditor = staff(Role.AUDITOR)
    data = exported(tmp_path, "--customer", "C-77", "--by", auditor.email)
    entry = Entry.objects.get(verb="evidence.exported")
    assert entry.by == auditor.pseudonym
    assert entry.facts["sha256"] == hashlib.sha256(data).hexdigest()
    assert (entry.subject_type, entry.subject_id) == ("customers.customer", str(story.customer.pk))
    assert verify_evidence(data).manifest["exported_by"] == str(auditor.pseudonym)


def test_who_may_not_open_sealed_files_exports_their_digests_only(story: Story, tmp_path: Path, staff: Staff) -> None:
    data = exported(tmp_path, "--case", str(story.case), "--by", staff(Role.AUDITOR).email)
    assert not [name for name in members(data) if name.startswith("evidence/")]
    assert ABUSE not in data
    found = verify_evidence(data)
    assert any(hashlib.sha256(ABUSE).hexdigest() in str(note) for note in found.notes)
    custodian = staff(Role.EVIDENCE_CUSTODIAN)
    assert ABUSE in exported(tmp_path, "--case", str(story.case), "--by", custodian.email)
    assert Entry.objects.get(verb="evidence.opened").by == custodian.pseudonym


def test_who_may_not_export_is_refused_and_nothing_is_written(story: Story, tmp_path: Path, staff: Staff) -> None:
    for words in (["--customer", "C-77", "--by", staff(Role.EDITOR).email], ["--customer", "C-78"], ["--case", "9"]):
        with pytest.raises(CommandError):
            exported(tmp_path, *words)
    assert not (tmp_path / "evidence.zip").exists()
    assert not list(tmp_path.glob(".*part"))


def test_it_is_checked_against_keys_and_a_head_kept_elsewhere(story: Story, tmp_path: Path) -> None:
    seal()
    head = newest_head()
    assert head
    kept = public_jwks("acme")
    sign_with("acme", create("acme"))
    (tmp_path / "head.jws").write_text(head.signed)
    data = exported(tmp_path, "--customer", "C-77", "--head", str(tmp_path / "head.jws"))
    found = verify_evidence(data, head=head.signed, jwks=public_jwks("acme"))
    assert found.ok
    assert not any("keys inside the file" in str(note) for note in found.notes)
    assert any("was kept elsewhere" in str(proof) for proof in found.proves)
    assert any("not among the keys kept elsewhere" in fault for fault in said(verify_evidence(data, jwks=kept)))
    assert verify_evidence(data, jwks=public_jwks("beta")).faults


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("acknowledgements.acknowledgement", "at", "2026-01-01T00:00:00.000000Z"),
        ("acknowledgements.view", "person", "11111111-1111-4111-8111-111111111111"),
        ("versions.postingproof", "shows_version", False),
        ("customers.deviation", "text", "sending a million mails a day;"),
        ("notices.notice", "title", "Nothing new"),
    ],
)
def test_a_row_that_was_changed_in_the_database_does_not_meet_the_ledger(
    story: Story, tmp_path: Path, kind: str, field: str, value: object
) -> None:
    """As an export made, and signed with the reseller's own key, after somebody changed the row as a superuser."""
    data = exported(tmp_path, "--customer", "C-77")
    changed = resigned(data, {f"records/{kind}.jsonl": lambda rows: rewritten(rows, field, value)})
    assert any(f"not what the ledger sealed: {field}" in fault for fault in said(verify_evidence(changed)))


def test_a_row_that_no_verb_made_is_named(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--customer", "C-77")
    invented = resigned(data, {"records/acknowledgements.view.jsonl": lambda rows: rewritten(rows, "id", "0" * 36)})
    assert any("no sealed act “version.viewed” tells of it" in fault for fault in said(verify_evidence(invented)))


def test_a_receipt_or_document_of_another_is_named(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--customer", "C-77")
    changed = resigned(data, {"documents/aup-1.json": lambda words: words.replace(b"nobody", b"anybody")})
    assert any("aup-1.json is not the file whose digest" in fault for fault in said(verify_evidence(changed)))
    token = sign_jws("beta", {"iss": "beta.localhost"}, typ=RECEIPT_TYP)
    kind = "records/acknowledgements.acknowledgement.jsonl"
    changed = resigned(data, {kind: lambda rows: rewritten(rows, "receipt", token)})
    assert any("the receipt of" in fault for fault in said(verify_evidence(changed)))


def test_a_proof_that_leads_nowhere_is_named(story: Story, tmp_path: Path) -> None:
    data = exported(tmp_path, "--customer", "C-77")
    changed = resigned(data, {"ledger/entries.jsonl": lambda rows: rows.replace(b'"path":["', b'"path":["0', 1)})
    assert any("this entry is not proven" in fault for fault in said(verify_evidence(changed)))
    changed = resigned(data, {"ledger/openings.jsonl": lambda _rows: b'{"name":"x","salt":"00","seq":1,"value":"y"}\n'})
    assert any("whose digest the ledger sealed" in fault for fault in said(verify_evidence(changed)))


def test_every_byte_of_the_container_and_a_dense_sample_of_the_members_is_checked(story: Story, tmp_path: Path) -> None:
    """A real export with its PDFs; `tests/unit/portal/evidence` turns over each byte of a small one."""
    data = exported(tmp_path, "--customer", "C-77")
    structure = structural(data)
    assert structure
    for at in sorted({*structure, *range(0, len(data), 97)}):
        changed = bytearray(data)
        changed[at] ^= 1 << (at * 5 % 8)
        assert integrity(bytes(changed)), at


def structural(data: bytes) -> set[int]:
    """The offsets of every byte that is no member's content."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        inside: set[int] = set()
        for one in file.infolist():
            start = one.header_offset + 30 + len(one.filename)
            inside |= set(range(start, start + one.file_size))
    return set(range(len(data))) - inside


def test_the_commands_check_without_database_or_network(story: Story, tmp_path: Path) -> None:
    file, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    data = exported(tmp_path, "--customer", "C-77")
    file.write_bytes(data)
    broken.write_bytes(data[:-1] + b"x")
    nowhere = os.environ | {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
        "DATABASE_OWNER_URL": "postgres://nobody@127.0.0.1:9/nothing",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    command = [sys.executable, "manage.py", "verify_evidence"]
    good = subprocess.run([*command, str(file)], cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stderr
    assert "proves: acme.localhost exported and signed this file" in good.stdout
    assert "note: It shows what it holds, not that there was nothing else." in good.stdout
    bad = subprocess.run([*command, str(broken)], cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "directory at the end of the file was changed" in bad.stderr


def test_the_command_names_keys_and_heads_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}")
    with pytest.raises(CommandError, match="not a set of public keys"):
        call_command("verify_evidence", str(tmp_path / "x"), "--jwks", str(tmp_path / "no.json"))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_evidence", str(tmp_path / "x"))


def test_the_guide_lists_exactly_the_columns_that_are_held_against_a_sealed_act() -> None:
    rows = [
        (kind, " or ".join(f"`{one}`" for one in verbs.split("|")), ", ".join(f"`{name}`" for name in fields))
        for verbs, (kind, fields) in OWED.items()
    ]
    guide = (ROOT / "docs" / "evidence-file.md").read_text().partition("| Columns held against it |")[2]
    told = [line for line in guide.splitlines() if re.match(r"\| `\w+\.\w+` \|", line)]
    assert told == [f"| `{kind}` | {verbs} | {columns} |" for kind, verbs, columns in rows]


def test_what_the_checker_knows_by_itself_is_what_the_rooms_say() -> None:
    assert form.RECEIPT_TYP == RECEIPT_TYP
    from django.apps import apps  # noqa: PLC0415 - one test

    for kind, fields in OWED.values():
        columns = {field.name for field in apps.get_model(kind)._meta.concrete_fields}
        assert set(fields) <= columns, kind
