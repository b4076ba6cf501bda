"""The timeline of a case speaks in words: every act that it may show has its own."""

import re

from enforcement.cases.queries import TITLES
from tests.databases import ROOT

#: What the ledger calls acts upon what a timeline tells of: the case, its reports and files, what was decided and done.
KINDS = "appeal|case|determination|evidence|hold|legal_hold|measure|note|passing|report"
#: Acts of those names upon rows that no timeline tells of.
ELSEWHERE = {
    "appeal.evidence_added",
    "appeal.evidence_opened",
    "appeal.evidence_read",
    "appeal.evidence_removed",
    "case.proposal_dismissed",
    "case.proposal_opened",
    "case.proposed",
}


def test_every_act_that_a_timeline_may_show_has_words() -> None:
    sources = [*ROOT.glob("enforcement/**/*.py"), *ROOT.glob("portal/evidence/**/*.py")]
    said = {verb for one in sources for verb in re.findall(rf'"((?:{KINDS})\.[a-z_]+)"', _recording(one.read_text()))}
    assert len(said) > 30
    assert said - ELSEWHERE - set(TITLES) == set()


def test_what_officers_did_with_evidence_has_words() -> None:
    assert {"evidence.read", "evidence.opened", "evidence.removed"} <= set(TITLES)  # named by a variable in the source


def _recording(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if "verb" in line)
