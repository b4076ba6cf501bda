"""Tells what a machine answered from what a person or a script reports, and which report of ours an answer names."""

import re

from enforcement.reports.reading.mime import Headers, Mail

_NUMBER = re.compile(r"(?<![\w-])R-(\d{1,9})(?![\w-])")
_OURS = re.compile(r"<R-(\d{1,9})[.@]", re.IGNORECASE)
_PASSED = re.compile(r"(?<![\w-])P-(\d{1,9})(?![\w-])")
_PASSED_ON = re.compile(r"<P-(\d{1,9})[.@]", re.IGNORECASE)
_ANSWERED = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:auto(?:matic|matische|mated)?[ :-]?\s?(?:reply|response|antwort|answer"
    r"|acknowledg\w+)|automatische antwort"
    r"|automatisch antwoord|réponse automatique|respuesta automática|risposta automatica|out of (?:the )?office"
    r"|abwesenheit\w*"
    r"|absence du bureau|afwezig\w*|fuera de (?:la )?oficina|undeliver\w+|delivery status notification"
    r"|mail delivery (?:failed|failure)"
    r"|returned mail|failure notice|unzustellbar\w*|delivery failure|nicht im büro|read:|gelesen:|lu ?:)",
    re.IGNORECASE,
)
_MACHINES = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply|bounces?|autoreply|auto-?response)\b", re.IGNORECASE
)
#: Headers by which only answers of machines are marked.
_MARKS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponder",
    "x-auto-reply",
    "x-mail-autoreply",
    "x-vacation",
    "x-fc-machinegenerated",
)


def answered(headers: Headers) -> int | None:
    """Returns the number of our report that a mail's subject or references name, or None.

    What another Proviso writes by itself has its own numbers in the subject, so only its references count.
    """
    own = not headers.first("x-proviso-kind")
    if own and (found := _NUMBER.search(headers.first("subject"))):
        return int(found[1])
    found = _OURS.search(f"{headers.first('in-reply-to')} {headers.first('references')}")
    return int(found[1]) if found else None


def answered_passing(headers: Headers) -> int | None:
    """Returns the number of the passing (17 for P-17) that a mail's references or subject name, or None.

    Its references come first: another Proviso writes its own numbers into the subject.
    """
    found = _PASSED_ON.search(f"{headers.first('in-reply-to')} {headers.first('references')}")
    found = found or _PASSED.search(headers.first("subject"))
    return int(found[1]) if found else None


def is_automatic(mail: Mail, number: int | None) -> bool:
    """Whether a machine answered: an absence, a receipt, a failed delivery. Reports that a script sends are none."""
    headers = mail.headers
    submitted = headers.first("auto-submitted").lower().split(";")[0].strip()
    if submitted.startswith(("auto-replied", "auto-notified")) or any(headers.first(mark) for mark in _MARKS):
        return True
    if mail.report_type in {"delivery-status", "disposition-notification"}:
        return True
    if headers.first("precedence").lower() in {"auto_reply", "auto-reply"} or _ANSWERED.match(headers.first("subject")):
        return True
    return number is not None and _is_from_a_program(headers)


def is_from_a_machine(headers: Headers) -> bool:
    """Whether a machine or a list sent it, which nobody should answer (RFC 3834)."""
    precedence = headers.first("precedence").lower().strip()
    return precedence in {"bulk", "junk", "list"} or bool(headers.first("list-id")) or _is_from_a_program(headers)


def _is_from_a_program(headers: Headers) -> bool:
    submitted = headers.first("auto-submitted").lower().strip()
    if submitted and not submitted.startswith("no"):
        return True
    null_path = any(path.strip() == "<>" for path in headers.all("return-path"))
    return null_path or bool(_MACHINES.match(headers.first("from").rpartition("<")[2]))
