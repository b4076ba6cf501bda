"""Whoever sends more than an address takes is refused before a byte is read, at every address there is."""

import io
from functools import cache
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory
from django.test.client import MULTIPART_CONTENT

from enforcement.reports.rules import MOST_FILES
from portal.bodies import most_bytes
from tests.isolation.acme import Acme
from tests.isolation.walking import addresses, stops

HOSTS = {"portal.urls": "acme.localhost", "portal.urls_operator": "portal.localhost"}


class Unread(io.RawIOBase):
    """A body that nobody may read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Any) -> int:
        raise AssertionError("the body was read")


@cache
def handler() -> WSGIHandler:
    """The whole portal as a server calls it; made once, which is slow."""
    return WSGIHandler()


def answered(host: str, path: str, length: str, content_type: str) -> tuple[int, str]:
    """Status and kind of the answer to a POST whose body must not be read."""
    environ = RequestFactory().post(path).environ
    environ |= {"HTTP_HOST": host, "CONTENT_LENGTH": length, "CONTENT_TYPE": content_type, "wsgi.input": Unread()}
    said: list[tuple[str, dict[str, str]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:
        said.append((status, dict(headers)))

    response = handler()(environ, start_response)
    response.close()
    return int(said[0][0][:3]), said[0][1]["Content-Type"]


@pytest.mark.parametrize("urlconf", HOSTS)
def test_no_address_reads_what_is_too_long(acme_data: Acme, urlconf: str) -> None:
    wrong = []
    for stop in stops(urlconf):
        for path in addresses(stop, acme_data):
            for content_type in (MULTIPART_CONTENT, "application/json", "application/x-www-form-urlencoded"):
                status, kind = answered(HOSTS[urlconf], path, str(most_bytes(path) + 1), content_type)
                expected = "application/problem+json" if path.startswith("/api/") else "text/html; charset=utf-8"
                if (status, kind) != (413, expected):
                    wrong.append(f"{path} {content_type}: {status} {kind}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("length", ["400000000", "9" * 18, "9" * 5000, "-1", "+7", "1e3", "٤", " "])
def test_a_length_that_is_none_is_too_long(length: str, acme_data: Acme) -> None:
    assert answered("acme.localhost", "/sign-in/", length, MULTIPART_CONTENT)[0] == 413


def test_an_address_takes_what_its_form_takes(settings: Any) -> None:
    assert most_bytes("/report/") > MOST_FILES * settings.UPLOAD_LIMIT
    assert most_bytes("/api/v1/reports/") > settings.RAW_REPORT_LIMIT
    assert most_bytes("/verify/") > settings.VERIFY_LIMIT
    assert most_bytes("/desk/customers/import/") > settings.UPLOAD_LIMIT
    assert most_bytes("/sign-in/") < 100_000 < most_bytes("/api/v1/receipts/verify/") < 1_000_000
