"""Every figure of `make bench`: what either side is, and its one bound; docs/figures.md shows this table."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Bound:
    """What our median divided by the other side's may be `at_most`, or else must be at least.

    None where a side is shown that does not do what ours must, so that no ratio would say anything of ours.
    """

    figure: str
    ours: str
    other: str
    unit: str
    bound: float | None
    at_most: bool = True

    def keeps(self, ratio: float) -> bool:
        """Whether a ratio is within the bound."""
        if self.bound is None:
            return True
        return ratio <= self.bound if self.at_most else ratio >= self.bound

    @property
    def said(self) -> str:
        """The bound in words."""
        if self.bound is None:
            return "no bound"
        return f"{'at most' if self.at_most else 'at least'} {self.bound:g}"


_PROVISION: Final = "`create_reseller`: schema, role, row, host and the first administrator's invitation"
_PAGE: Final = "`/aup/` on one gunicorn worker over one connection, {}"
_CONSTANT: Final = "as many constant bytes with the same validators, on the same worker behind the same middleware"
_COMPARE: Final = "`compare` with every redline: 1,000 provisions, 100,000 words, 5 % of them changed {}"
_DIFFLIB: Final = "`difflib.SequenceMatcher` over the words of {}; it is told which belong together"
_GIT_DIFF: Final = "`git diff --no-index --word-diff`, a provision on each line, with its start as a process"
_MERGE: Final = "`follow` and `take`, 1,000 provisions on three sides: what is clean is taken over, conflicts are named"
_MERGE3: Final = "merge3 on the same lines, a provision on each; it finds the same conflicts"
_GIT_MERGE: Final = "`git merge-file` on the same lines, with its start as a process; it finds the same conflicts"
_IMPORT: Final = "an import without the start of its process: from Markdown to a keyed document, every word counted"
_MARKDOWN_IT: Final = "markdown-it-py's tokens of the same text, and nothing made of them"
_PYROMARK: Final = "pyromark's events of the same text, and nothing made of them; ours parses with it too"
_DELIVER: Final = "`deliver_due` of one worker over {}: mails with a redline, each answer kept in the database"
_POOL: Final = (
    "a thread for each of as many connections, sending the same mails ready-made with `smtplib`, keeping nothing"
)
_BARE: Final = "a loop that sends the same mails ready-made with `smtplib` over one connection, keeping nothing"
_KEEPING: Final = "the same loop, which keeps each answer by one committed `UPDATE` before the next mail"
_GATED: Final = "a customer's page and the gate before it, for somebody who {}"
_UNGATED: Final = "the same page for the same person without the gate"
_LIST: Final = "{} of a reseller with 100,000 of them, all of which wait, signed in, on one gunicorn worker"
_ACKNOWLEDGE: Final = "acknowledging over 200 connections; a tenth of the readers have an agreement that says otherwise"
_ONE_ROW: Final = "the same requests behind the same door, each adding one bare row"

_CREDITS: Final = (
    "a month run in a fresh process: 100,000 services of 10,000 customers, 1,000,000 interruptions,"
    " 100,000 exclusions, 10,000 statements written"
)
_INTAKE: Final = "mails as a poll of the mailbox takes them in, in one process: stored, read, joined to the open case"
BOUNDS: Final[dict[str, tuple[Bound, ...]]] = {
    "provision": (
        Bound("new reseller / psql restore", _PROVISION, "`psql -1 -f` of a dump of the same schema", "s", 1.2),
        Bound(
            "new reseller / replay",
            _PROVISION,
            "the same dump as statements through a connection that is open",
            "s",
            1.2,
        ),
        Bound("new reseller / migrations", _PROVISION, "all migrations run in an empty schema", "s", 0.125),
    ),
    "page": (
        Bound("200 / constant bytes", _PAGE.format("in full"), _CONSTANT, "requests/s", 0.9, at_most=False),
        Bound("304 / constant bytes", _PAGE.format("known"), _CONSTANT, "requests/s", 0.9, at_most=False),
        Bound(
            "scheduled, 200 / constant bytes",
            _PAGE.format("in full, while another version waits for its effect"),
            _CONSTANT,
            "requests/s",
            0.9,
            at_most=False,
        ),
        Bound(
            "scheduled, 304 / constant bytes",
            _PAGE.format("known, while another version waits for its effect"),
            _CONSTANT,
            "requests/s",
            0.9,
            at_most=False,
        ),
    ),
    "compare": tuple(
        Bound(f"{name} / {peer}", ours, other, "s", bound)
        for name, ours in (
            ("spread", _COMPARE.format("in every provision")),
            ("concentrated", _COMPARE.format("in few provisions")),
            ("spread, no shared keys", f"`with_keys` and {_COMPARE.format('in every provision')}"),
            ("concentrated, no shared keys", f"`with_keys` and {_COMPARE.format('in few provisions')}"),
        )
        for peer, other, bound in (
            ("difflib on each pair", _DIFFLIB.format("each pair of provisions"), 1),
            ("difflib on changed pairs", _DIFFLIB.format("each changed pair"), 1),
            ("git", _GIT_DIFF, 3),
        )
    ),
    "merge": tuple(
        Bound(f"{name} / {peer}", _MERGE, other, "s", 5)
        for name in ("few changes", "5 % on both sides, spread", "5 % on both sides, few provisions")
        for peer, other in (("merge3", _MERGE3), ("git merge-file", _GIT_MERGE))
    ),
    "import": (
        *(
            Bound(f"{size} / {peer}", _IMPORT, other, "s", bound)
            for size in ("200 kB", "2 MB")
            for peer, other, bound in (("markdown-it-py", _MARKDOWN_IT, 3), ("pyromark", _PYROMARK, 40))
        ),
        Bound("2 MB / 200 kB", _IMPORT, "the same of a tenth of the text", "s", 12),
    ),
    "seal": (
        Bound("sealing at a million / at ten thousand", "`seal`, an entry", "the same in a small ledger", "µs", 1.1),
        Bound(
            "verifying a million / ten thousand", "`verify_tables`, an entry", "the same in a small ledger", "µs", 1.1
        ),
    ),
    "fanout": (
        Bound(
            "100,000 deliveries / INSERT",
            "`post_version` in a fresh process, with 50,000 people told by mail and in the portal",
            "one `INSERT … SELECT` of the same 100,000 rows in a fresh process",
            "s",
            1.5,
        ),
        Bound("growth / 50 MB", "by how much that process grows at most while it posts", "50 MB", "MB", 1),
    ),
    "deliver": (
        Bound("12 connections / pool", _DELIVER.format("12 connections"), _POOL, "mails/s", 0.7, at_most=False),
        Bound("one connection / bare loop", _DELIVER.format("one connection"), _BARE, "mails/s", None),
        Bound(
            "one connection / loop that keeps answers",
            _DELIVER.format("one connection"),
            _KEEPING,
            "mails/s",
            0.7,
            at_most=False,
        ),
    ),
    "gate": (
        Bound("up to date / no gate", _GATED.format("owes nothing"), _UNGATED, "s", 1.05),
        Bound("queries, up to date / no gate", _GATED.format("owes nothing"), _UNGATED, "queries", 1),
        Bound("owing / no gate", _GATED.format("owes an acknowledgement (banner)"), _UNGATED, "s", 2),
        Bound("queries, owing / no gate", _GATED.format("owes an acknowledgement (banner)"), _UNGATED, "queries", 2),
    ),
    "desk": tuple(
        Bound(f"{name}, 100,000 / 1,000", _LIST.format(page), "the same page of a reseller with 1,000", "s", 1.3)
        for name, page in (("inbox", "The inbox of reports"), ("cases", "The list of cases"))
    ),
    "acknowledge": (
        Bound("whole request / one row", _ACKNOWLEDGE, _ONE_ROW, "ms", 2),
        Bound(
            "work alone / one row",
            f"{_ACKNOWLEDGE}, less what an empty request takes",
            f"{_ONE_ROW}, less what an empty request takes",
            "ms",
            4,
        ),
    ),
    "intake": (
        Bound(
            "stored and joined / email and a row",
            _INTAKE,
            "`email`'s parser over the same mails, every part decoded, and one row for each",
            "reports/s",
            0.4,
            at_most=False,
        ),
        Bound(
            "a hundred thousand open cases / a hundred",
            f"{_INTAKE}, among 100,000 of them",
            "the same among 100",
            "s",
            1.3,
        ),
    ),
    "credits": (
        Bound(
            "a month stated / net downtime summed",
            _CREDITS,
            "one query over the same rows that only sums net downtime; it knows neither levels nor money",
            "s",
            2.5,
        ),
        Bound("twice the services", _CREDITS, "the same with half of all", "s", 2.2),
        Bound("memory / 300 MB", "what that process holds at most", "300 MB", "MB", 1),
        Bound(
            "one changed fact / the whole month",
            "a run for one customer, whose service has one interruption more",
            _CREDITS,
            "s",
            0.01,
        ),
    ),
}


def table() -> str:
    """The table of docs/figures.md."""
    rows = ["| `BENCH=` | figure | ours | the other side | in | ours / other |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {name} | {one.figure} | {one.ours} | {one.other} | {one.unit} | {one.said} |"
        for name, bounds in BOUNDS.items()
        for one in bounds
    ]
    return "\n".join(rows)
