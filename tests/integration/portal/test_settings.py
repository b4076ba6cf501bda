"""Production refuses what would make its proofs worthless, with a sentence that says what to do."""

import os
import subprocess
import sys

import pytest

from tests.databases import ROOT

PRODUCTION = {
    "PROVISO_ENV": "production",
    "PROVISO_SECRET_KEY": "a long random text",
    "DATABASE_URL": "postgres://app@db/proviso",
    "DATABASE_OWNER_URL": "postgres://owner@db/proviso",
    "BROKER_URL": "amqp://broker//",
    "EMAIL_URL": "smtp://mail:25",
}


def loaded(**changed: str | None) -> subprocess.CompletedProcess[str]:
    """What importing the settings says in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    environment |= {name: value for name, value in (PRODUCTION | changed).items() if value is not None}
    code = "from portal import settings; print(settings.SCHEME, settings.CLOCK, settings.SESSION_COOKIE_SECURE)"
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def test_production_starts_with_a_real_clock_and_secure_cookies() -> None:
    assert loaded().stdout.split() == ["https", "real", "True"]


def test_production_refuses_a_settable_clock() -> None:
    refused = loaded(PROVISO_CLOCK="settable")
    assert refused.returncode != 0
    assert "Production refuses a settable clock" in refused.stderr


@pytest.mark.parametrize(
    "name", ["PROVISO_SECRET_KEY", "DATABASE_URL", "DATABASE_OWNER_URL", "BROKER_URL", "EMAIL_URL"]
)
def test_production_starts_with_nothing_left_to_a_default(name: str) -> None:
    refused = loaded(**{name: None})
    assert refused.returncode != 0
    assert name in refused.stderr


def test_an_unknown_environment_is_named() -> None:
    assert "use development, production, demo, story or test" in loaded(PROVISO_ENV="prod").stderr
