"""Whoever else has an account on the server reads no evidence."""

import stat
from pathlib import Path

import pytest

from enforcement.reports.evidence import Received
from tests.factories import reports

pytestmark = pytest.mark.usefixtures("acme")


def test_evidence_is_kept_in_files_and_folders_of_their_owner_alone(own_files: Path) -> None:
    reports.report(files=[Received(filename="log.txt", content_type="text/plain", data=b"line")])
    modes = {stat.S_IMODE(one.stat().st_mode) for one in own_files.rglob("*") if one.is_file()}
    assert modes == {0o600}
    folders = {one: stat.S_IMODE(one.stat().st_mode) for one in own_files.rglob("*") if one.is_dir()}
    assert set(folders.values()) == {0o700}
    assert len(folders) == 3  # the reseller's, evidence/, and the first two digits of the digest
