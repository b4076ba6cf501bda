"""Mails as they come: charsets that lie, HTML, nothing but an attachment, answers of machines; who sent them."""

import base64
import datetime as dt

import pytest

from enforcement.reports.reading.bounds import DEEPEST, LONGEST_DESCRIPTION, MOST_FILES, MOST_INCIDENTS, MOST_PARTS
from enforcement.reports.reading.mail import reading_of
from enforcement.reports.reading.model import Incident, Reading, Target
from tests.unit.enforcement.reports.reading.mails import attached, feedback, mail, multipart, xarf4

AT = dt.datetime(2026, 10, 28, 12, 45, tzinfo=dt.UTC)
LINE = "Spam from 192.0.2.7 on 2026-10-28 12:45 UTC"


def only(reading: Reading) -> Incident:
    (incident,) = reading.incidents
    return incident


def test_a_mail_says_who_sent_it_and_what_it_is_called() -> None:
    raw = mail(LINE, sender="=?utf-8?q?J=C3=BCrgen?= <Juergen@desk.example>", subject="=?iso-8859-1?q?M=FCll?=")
    reading = reading_of(raw)
    assert (reading.sender, reading.sender_name) == ("Juergen@desk.example", "Jürgen")
    assert (reading.subject, reading.message_id, reading.kind) == ("Müll", "<1@desk.example>", "plain")
    assert (reading.automatic, reading.answerable, reading.answers) == (False, True, None)


@pytest.mark.parametrize("sender", ["", "nonsense", "<>", '"a b" <c@d', "x" * 5000, "(" * 500 + "a@b.example"])
def test_a_sender_that_is_none_is_no_reason_to_lose_a_report(sender: str) -> None:
    assert only(reading_of(mail(LINE, sender=sender))).targets == (Target("192.0.2.7"),)


def charset(name: str, words: str, encoding: str) -> bytes:
    head = mail("", content_type=f"text/plain; charset={name}")
    return head + words.encode(encoding)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "iso-8859-1"),
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("utf-16", "utf-16"),
        ("windows-1252", "cp1252"),
        ('"utf-8"', "utf-8"),
    ],
)
def test_umlauts_are_right_whatever_charset_is_claimed(name: str, encoding: str) -> None:
    incident = only(reading_of(charset(name, f"Dein Server schickt Müll: {LINE}", encoding)))
    assert "Müll" in incident.description
    assert incident.triage == ""


@pytest.mark.parametrize("name", ["klingon-1", "punycode", "undefined", "zlib"])
def test_words_in_no_charset_are_shown_to_a_person(name: str) -> None:
    raw = mail("", content_type=f"text/plain; charset={name}") + LINE.encode() + b" \xff\xfe"
    incident = only(reading_of(raw))
    assert (incident.triage, incident.targets) == ("unreadable", (Target("192.0.2.7"),))


def test_a_nul_or_what_nobody_sees_does_not_hide_an_address() -> None:
    incident = only(reading_of(mail(LINE.replace("192.0.2.7", "192.0.\u200b2.\u00ad7"))))
    assert incident.targets == (Target("192.0.2.7"),)
    assert "\0" not in only(reading_of(mail(f"\0{LINE}\0"))).description


HTML = """<html><head><title>x</title><style>p { a: 10.0.0.1 }</style></head><body><!-- 198.51.100.1 -->
<p>Your server <b>192.0.2.7</b> sends sp&auml;m: spam</p><img src="http://tracker.example/203.0.113.9.gif">
<script>var a = "203.0.113.8"</script><div>on 2026-10-28 12:45 UTC</div></body></html>"""


def test_a_page_of_html_is_read_as_its_words() -> None:
    incident = only(reading_of(mail(HTML, content_type="text/html")))
    assert (incident.targets, incident.started_at, incident.triage) == ((Target("192.0.2.7"),), AT, "")
    assert incident.description == "Your server 192.0.2.7 sends späm: spam\n\non 2026-10-28 12:45 UTC"


def test_of_alternatives_the_plain_words_are_read_unless_they_say_nothing() -> None:
    plain, page = f"Content-Type: text/plain\n\n{LINE}", "Content-Type: text/html\n\n<p>From 192.0.2.99</p>"
    assert only(reading_of(multipart(plain, page, subtype="alternative"))).targets == (Target("192.0.2.7"),)
    stub, page = "Content-Type: text/plain\n\nThis is HTML.", f"Content-Type: text/html\n\n<p>{LINE}</p>"
    assert only(reading_of(multipart(stub, page, subtype="alternative"))).targets == (Target("192.0.2.7"),)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", base64.b64encode(LINE.encode()).decode() + "="),
        ("base64", LINE),
        ("quoted-printable", LINE.replace("2026", "20=\n26") + " ="),
        ("nonsense", LINE),
    ],
)
def test_a_broken_transfer_encoding_is_undone_as_far_as_it_goes(encoding: str, body: str) -> None:
    raw = mail(body, headers=f"Content-Transfer-Encoding: {encoding}\n")
    assert only(reading_of(raw)).targets == (Target("192.0.2.7"),)


@pytest.mark.parametrize(
    "content_type", ["multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=q"]
)
def test_a_multipart_without_its_boundary_is_read_as_words(content_type: str) -> None:
    assert only(reading_of(mail(LINE, content_type=content_type))).targets == (Target("192.0.2.7"),)


def test_files_that_came_along_are_evidence_of_the_one_incident() -> None:
    picture = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\naGVsbG8="
    incident = only(reading_of(multipart(f"Content-Type: text/plain\n\n{LINE}", picture)))
    assert [(file.filename, file.content_type, file.data) for file in incident.evidence] == [
        ("a.png", "image/png", b"hello")
    ]


@pytest.mark.parametrize(
    ("headers", "subject", "number"),
    [
        ("Auto-Submitted: auto-replied\n", "Re: Your report R-17", 17),
        ("Auto-Submitted: auto-replied (vacation)\n", "Away", None),
        ("X-Autoreply: yes\n", "Away", None),
        ("Precedence: auto_reply\n", "Away", None),
        ("Auto-Submitted: auto-generated\n", "[#4711] Re: Your report R-17 to Acme", 17),
        ("Return-Path: <>\n", "Your report R-17", 17),
        ("X-Proviso-Kind: report\nAuto-Submitted: auto-replied\n", "Your report R-17 to Beta", None),
        ("", "Automatic reply: Your report R-17 to Acme", 17),
        ("", "Out of Office: Re: something", None),
        ("", "Abwesenheitsnotiz: Ihre Meldung", None),
        ("", "Réponse automatique : absence", None),
        ("", "Automatisch antwoord: melding", None),
        ("", "Respuesta automática: informe", None),
        ("", "Undelivered Mail Returned to Sender", None),
        ("Auto-Submitted: auto-replied\nIn-Reply-To: <R-17.a@acme.example>\n", "Ticket opened", 17),
    ],
)
def test_what_a_machine_answered_is_no_report_and_is_never_answered(
    headers: str, subject: str, number: int | None
) -> None:
    reading = reading_of(mail("Your ticket [#4711] was received.", headers=headers, subject=subject))
    assert (reading.automatic, reading.answerable, reading.answers) == (True, False, number)
    assert reading.incidents == ()


def test_a_failed_delivery_is_an_automatic_answer() -> None:
    status = (
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.desk.example\n\nFinal-Recipient: rfc822; x"
    )
    raw = multipart(
        "Content-Type: text/plain\n\nNot delivered.", status, subtype="report; report-type=delivery-status", subject="x"
    )
    assert reading_of(raw).automatic


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-generated\n",
        "Precedence: bulk\n",
        "Return-Path: <>\n",
        "List-Id: <x>\nIn-Reply-To: <1@x>\n",
    ],
)
def test_a_report_that_a_script_sends_is_a_report_but_is_not_answered(headers: str) -> None:
    reading = reading_of(mail(LINE, headers=headers, subject="Re: spam"))
    assert (reading.automatic, reading.answerable, only(reading).triage) == (False, False, "")


def test_a_feedback_report_is_one_however_it_is_marked() -> None:
    raw = feedback(Feedback_Type="abuse", Source_IP="192.0.2.7", Arrival_Date="Wed, 28 Oct 2026 13:45:00 +0100")
    reading = reading_of(raw.replace(b"Subject:", b"Auto-Submitted: auto-replied\nSubject:"))
    assert (reading.kind, reading.automatic, only(reading).triage) == ("arf", False, "")


def test_a_person_who_answers_is_read_and_names_the_report() -> None:
    reading = reading_of(mail(f"It goes on. {LINE}", subject="Re: Your report R-17 to Acme"))
    assert (reading.automatic, reading.answerable, reading.answers) == (False, True, 17)


@pytest.mark.parametrize(
    ("raw", "count", "triage"),
    [
        (multipart(*[attached(xarf4())] * (MOST_INCIDENTS + 5)), MOST_PARTS, "too_much"),
        (mail(f"[{','.join(['{}'] * 3)}]".replace("{}", '{"xarf_version": "4"}')), 3, "no_target"),
        (mail(f"{LINE}\n" * 20_000), 1, ""),
    ],
    ids=["incidents", "small ones", "words"],
)
def test_what_is_too_much_is_cut_and_said(raw: bytes, count: int, triage: str) -> None:
    reading = reading_of(raw)
    assert len(reading.incidents) == count
    assert reading.incidents[-1].triage == triage
    assert all(len(one.description) <= LONGEST_DESCRIPTION for one in reading.incidents)


def test_more_files_than_are_kept_are_left_in_the_mail() -> None:
    files = ["Content-Type: image/png; name=a.png\n\nx"] * (MOST_FILES + 5)
    assert len(only(reading_of(multipart(f"Content-Type: text/plain\n\n{LINE}", *files))).evidence) == MOST_FILES


def test_a_mail_that_is_nested_too_deep_is_shown_to_a_person() -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(DEEPEST + 5))
    raw = mail("x").partition(b"MIME-Version")[0] + deep.encode() + f"\n\n{LINE}".encode()
    assert [one.triage for one in reading_of(raw).incidents] == ["no_target"]
