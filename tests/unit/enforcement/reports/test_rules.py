"""What a report may become, when its act is too old, and what is left of a filename."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.reports.models import ReportStatus
from enforcement.reports.rules import LONGEST_FILENAME, before, may_become, safe_filename, too_old


def test_a_completed_report_stays_completed() -> None:
    assert not any(may_become(ReportStatus.COMPLETED, new) for new in ReportStatus)


@pytest.mark.parametrize(
    ("category", "days", "oldest"),
    [
        ("spam_email", {}, 60),
        ("spam_email", {"spam_email": 5}, 5),
        ("spoofing", {}, 180),
        ("spoofing", {"*": 7}, 7),
        ("spoofing", {"spam_email": 7}, 180),
    ],
)
def test_an_act_is_too_old_after_the_days_of_its_kind(category: str, days: Mapping[str, int], oldest: int) -> None:
    at = dt.datetime(2026, 10, 28, tzinfo=dt.UTC)
    last = at - dt.timedelta(days=oldest)
    assert not too_old(category, last, at, days)
    assert too_old(category, last - dt.timedelta(microseconds=1), at, days)


def test_a_report_can_be_completed_before_anyone_took_it_up() -> None:
    assert before(ReportStatus.COMPLETED) == [ReportStatus.QUEUED, ReportStatus.PROCESSING]


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("mail.eml", "mail.eml"),
        ("../../etc/passwd", "passwd"),
        ("C:\\logs\\auth.log", "auth.log"),
        (".htaccess", "htaccess"),
        ('a"b\r\nX: y.txt', "abX y.txt"),
        ("\x00\x1b", "evidence"),
        ("", "evidence"),
        ("日誌.txt", "日誌.txt"),
        ("Xenon.XX", "Xenon.XX"),
        ('<a>:"b|?*c', "abc"),
        ("  ..a. ", "a."),
    ],
)
def test_a_filename_loses_its_path_and_what_could_break_out_of_a_header(given_name: str, kept: str) -> None:
    assert safe_filename(given_name) == kept


@given(st.text(max_size=400))
def test_every_filename_is_short_printable_and_without_a_path(name: str) -> None:
    kept = safe_filename(name)
    assert 0 < len(kept) <= LONGEST_FILENAME
    assert kept.isprintable()
    assert not set(kept) & set('/\\"<>')
    assert not kept.startswith(".")


def test_a_long_filename_keeps_its_ending() -> None:
    assert safe_filename("x" * 300 + ".pcap").endswith("x.pcap")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("x" * 120, "x" * 120),
        ("x" * 121, "x" * 119),
        ("x" * 130 + ".", "x" * 119),
        ("x" * 116 + ".pcap", "x" * 115 + ".pcap"),
        ("x.y" * 100 + ".pcap", ("x.y" * 100)[:115] + ".pcap"),
        ("x" * 130 + "." + "e" * 10, "x" * 109 + "." + "e" * 10),
        ("x" * 130 + "." + "e" * 11, "x" * 119),
    ],
)
def test_a_name_of_over_120_characters_is_cut_before_an_ending_of_up_to_ten(given_name: str, kept: str) -> None:
    assert safe_filename(given_name) == kept
