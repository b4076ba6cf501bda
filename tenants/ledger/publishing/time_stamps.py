"""Asks for and checks time stamps (RFC 3161): somebody else's word that a signed head was there at an instant."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from cryptography import x509
from django.conf import settings
from rfc3161_client import (
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.errors import VerificationError

from tenants.resellers.outgoing import CallFailed, call

_MOST = 100_000  # bytes of an answer; a token with its certificates has a few thousand


class NotStamped(Exception):
    """The authority gave no time stamp of these bytes; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """The authority's whole answer, its instant (UTC), and whether a certificate that we trust stands behind it."""

    response: bytes
    at: dt.datetime
    trusted: bool


def ask_for_stamp(*, url: str, data: bytes) -> Stamped:
    """Has these bytes stamped, and checks the answer; raises NotStamped for anything else than a stamp of them."""
    request = TimestampRequestBuilder().data(data).nonce(nonce=True).build()
    headers = {"content-type": "application/timestamp-query", "accept": "application/timestamp-reply"}
    try:
        answer = call("POST", url, content=request.as_bytes(), headers=headers, most_bytes=_MOST)
    except CallFailed as error:
        raise NotStamped(f"The authority did not answer: {error}") from error
    if answer.status != HTTPStatus.OK:
        raise NotStamped(f"The authority answered {answer.words}.")
    if not answer.whole:
        raise NotStamped("The authority's answer is larger than any time stamp.")
    return read_stamp(answer.body, data=data, nonce=request.nonce)


def read_stamp(response: bytes, *, data: bytes, nonce: int | None = None, roots: Path | None = None) -> Stamped:
    """Checks a time stamp of these bytes, against `roots` (a PEM file) or those that the deployment trusts.

    Raises NotStamped where it is none, is of other bytes, or its signature does not hold.
    """
    try:
        found = decode_timestamp_response(response)
        if PKIStatus(found.status) not in {PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS}:
            raise NotStamped(f"The authority refused: {' '.join(found.status_string) or PKIStatus(found.status).name}.")
        at = found.tst_info.gen_time
        _of_these(found, data, nonce)
        certificates = _roots(roots)
        if certificates:
            verifier = VerifierBuilder(roots=certificates, nonce=nonce)
            verifier.build().verify_message(found, data)
    except VerificationError as error:
        raise NotStamped(f"The time stamp does not hold: {error}.") from error
    except ValueError as error:
        raise NotStamped(f"This is no time stamp: {error}.") from error
    return Stamped(response, at.astimezone(dt.UTC), trusted=bool(certificates))


def _roots(file: Path | None) -> list[x509.Certificate]:
    chosen = file or (Path(settings.TIMESTAMP_ROOTS) if settings.TIMESTAMP_ROOTS else None)
    return x509.load_pem_x509_certificates(chosen.read_bytes()) if chosen else []


def _of_these(found: TimeStampResponse, data: bytes, nonce: int | None) -> None:
    """Refuses a stamp of other bytes, or the answer to another question."""
    imprint = found.tst_info.message_imprint
    known = {name: hashlib.new(name, data).digest() for name in ("sha256", "sha384", "sha512")}
    if bytes(imprint.message) not in known.values():
        raise NotStamped("The time stamp is of other bytes.")
    if nonce is not None and found.tst_info.nonce != nonce:
        raise NotStamped("The time stamp answers another question.")
