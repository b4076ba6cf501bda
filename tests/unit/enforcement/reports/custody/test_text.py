"""What officers read of a file: headers decoded, bodies as words, nothing beyond its bounds, whatever it claims."""

import base64
import json

import pytest

from enforcement.reports.custody.text import LONGEST_PART, MOST_PARTS, as_text

MAIL = (
    b"From: =?utf-8?q?J=C3=BCrgen?= <j@sender.example>\r\n"
    b"To: abuse@acme.example\r\n"
    b"Subject: =?iso-8859-1?b?" + base64.b64encode("Für Sie".encode("latin-1")) + b"?=\r\n"
    b"Date: Wed, 28 Oct 2026 10:00:00 +0000\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nGr\xfc\xdfe\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    b'<p>Click <a href="http://bad.example/x">here</a></p><script>alert(1)</script><img src="http://t.example/">\r\n'
    b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.b64encode(bytes(range(256)) * 4)
    + b"\r\n--b--\r\n"
)


def test_a_mails_headers_are_decoded_and_its_bodies_are_words() -> None:
    shown = as_text(MAIL, filename="spam.eml")
    headers = dict(shown.parts[0].headers)
    assert headers["From"] == "Jürgen <j@sender.example>"
    assert headers["Subject"] == "Für Sie"
    assert shown.parts[1].text.strip() == "Grüße"
    assert "Click here" in shown.parts[2].text
    assert "alert" not in shown.parts[2].text
    assert shown.parts[3].text == "", "a picture is not shown"


def test_a_mail_is_known_by_its_headers_too() -> None:
    assert dict(as_text(MAIL, filename="noname", content_type="application/octet-stream").parts[0].headers)["Subject"]


def test_json_and_logs_are_text() -> None:
    said = json.dumps({"target": "192.0.2.7"}).encode()
    assert as_text(said, filename="x.json").parts[0].text == '{\n  "target": "192.0.2.7"\n}'
    assert as_text(b"Oct 28 sshd: failed\nOct 28 again", filename="a.log").parts[0].text.startswith("Oct 28 sshd")
    assert as_text(b"[1, 2", filename="x.json").parts[0].text == "[1, 2"


def test_what_is_no_text_has_no_parts() -> None:
    assert as_text(bytes(range(256)) * 10, filename="a.bin").parts == []


def test_what_is_long_is_cut_and_says_so() -> None:
    shown = as_text(b"x" * (LONGEST_PART + 1), filename="a.log")
    assert (len(shown.parts[0].text), shown.parts[0].cut) == (LONGEST_PART, True)
    body = b"".join(b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" for _ in range(MOST_PARTS + 5))
    many = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + body + b"--b--\r\n"
    shown = as_text(many, filename="many.eml")
    assert (len(shown.parts), shown.cut) == (MOST_PARTS, True)


def test_signs_that_turn_the_reading_direction_are_gone() -> None:
    assert as_text("invoice\u202egpj.exe".encode(), filename="a.txt").parts[0].text == "invoicegpj.exe"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n" * 3000,
        b"\r\n".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d' % (n, n) for n in range(400)),
        b"Subject: =?utf-8?b?" + b"A" * 100_000 + b"?=\r\n\r\nx",
        b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 50_000,
        b"[" * 100_000,
        b"<" * 100_000,
    ],
)
def test_hostile_files_end_and_raise_nothing(data: bytes) -> None:
    for name in ("a.eml", "a.html", "a.json"):
        as_text(data, filename=name)
