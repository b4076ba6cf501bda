"""Which cases some reports would open, and with which words."""

import uuid

import pytest

from enforcement.cases.triage.rules import sorted_by_case, summary_of
from enforcement.reports.models import Report

ONE, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def report(service: uuid.UUID | None = ONE, category: str = "spam_email", **said: object) -> Report:
    return Report(number=7, service_id=service, category=category, **said)


def test_each_service_and_kind_of_conduct_is_a_case_of_its_own() -> None:
    first, other, kind, again = report(), report(OTHER), report(category="malware"), report()
    assert sorted_by_case([first, other, kind, report(None), again]) == [[first, again], [other], [kind]]


@pytest.mark.parametrize(
    ("words", "summary"),
    [
        ("Spam again\nand again\nand again", "Spam again"),
        ("\n  Spam again  \nmore", "Spam again"),
        ("x" * 301, "x" * 300),
        ("XXXX", "XXXX"),
        (" \n ", "R-7"),
        ("", "R-7"),
    ],
)
def test_a_case_begins_with_the_first_line_that_was_reported(words: str, summary: str) -> None:
    assert summary_of(report(description=words)) == summary


def test_of_a_sealed_report_only_its_number_is_told() -> None:
    assert summary_of(report(description="Words that nobody may see", sealed=True)) == "R-7"
