"""The readable summary in an evidence file: what it is about, what happened when, what it proves and what not."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from policies.acknowledgements.receipts.pdf import in_words
from policies.documents.printing.pdf_statements import (
    Block,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Points,
    Sheet,
    Table,
    sheet_to_pdf,
)
from portal.evidence.collecting.bundle import Bundle
from portal.evidence.collecting.ledger import LedgerPart
from portal.evidence.file.manifest import About
from tenants.ledger.entries import instant_text
from tenants.resellers.addresses import absolute
from tenants.resellers.models import Reseller

_MOST_ROWS = 400  # of one table; the members hold all


def summary_pdf(about: About, bundle: Bundle, sealed: LedgerPart, reseller: Reseller) -> bytes:
    """The summary as PDF/A; people are named by pseudonym only, so that it can be given away without names."""
    with override(settings.LANGUAGE_CODE):
        label = f"{_kind(about.kind)} {about.subject['label']}"
        return sheet_to_pdf(
            Sheet(
                publisher=reseller.legal_name,
                address=" · ".join(reseller.address.splitlines()),
                title=_("Evidence about %s") % label,
                lead=_("What the reseller’s records and its sealed ledger hold about %s, as exported.") % label,
                blocks=list(_blocks(about, bundle, sealed, reseller)),
                footer=_("Evidence about %(label)s, exported %(at)s")
                % {"label": label, "at": in_words(about.exported_at, "UTC")},
                keywords=[],
                accent=reseller.accent,
                language=settings.LANGUAGE_CODE,
                made_at=about.exported_at,
            )
        )


def _kind(kind: str) -> str:
    return {"customer": _("customer"), "case": _("case"), "version": _("version")}[kind]


def _blocks(about: About, bundle: Bundle, sealed: LedgerPart, reseller: Reseller) -> Iterator[Block]:
    yield Facts(list(_facts(about, sealed, reseller)))
    if versions := _rows(bundle, "versions.policyversion", "effective_at"):
        yield Heading(_("Versions"))
        yield Table(
            [_("Version"), _("In effect from"), _("Digest (SHA-256)")],
            [17, 45, 98],
            [[str(one["number"]), _at(one["effective_at"]), one["digest"]] for one in versions],
            frozenset({2}),
        )
    yield from _story(bundle)
    yield from _readers(bundle)
    yield from _enforcement(bundle)
    yield from _acts(sealed)
    yield Heading(_("What this file proves"))
    yield Points(_proves())
    yield Heading(_("What it does not prove"))
    yield Points([*_does_not_prove(), *(_("Left out: %s") % words for words in about.withheld)])
    yield Heading(_("How to check it"))
    yield Points(_checking())


def _facts(about: About, sealed: LedgerPart, reseller: Reseller) -> Iterator[Fact]:
    yield Fact(_("Reseller (Company)"), f"{reseller.legal_name} ({about.issuer})")
    yield Fact(_("About"), f"{_kind(about.kind)} {about.subject['label']}")
    yield Fact(_("Exported"), in_words(about.exported_at, "UTC"))
    if reseller.timezone != "UTC":
        yield Fact(_("In %s") % reseller.timezone, in_words(about.exported_at, reseller.timezone))
    yield Fact(_("Exported by"), about.exported_by or _("the server’s command line"), mono=bool(about.exported_by))
    size = sealed.newest.size
    acts = ngettext("%d act", "%d acts", size) % size
    yield Fact(_("Ledger sealed over"), f"{acts}, {in_words(sealed.newest.at, 'UTC')}")
    yield Fact(_("Root of the ledger"), bytes(sealed.newest.root).hex(), mono=True)


def _story(bundle: Bundle) -> Iterator[Block]:
    """How the website showed it, and how many notices came to which end."""
    proofs = _rows(bundle, "versions.postingproof", "fetched_at")
    deliveries = _rows(bundle, "notices.delivery", "queued_at")
    if not proofs and not deliveries:
        return
    yield Heading(_("Posted and told"))
    facts = []
    if proofs:
        shown = [one for one in proofs if one["shows_version"]]
        words = _("fetched %(all)d times, the words were shown %(shown)d times") % {
            "all": len(proofs),
            "shown": len(shown),
        }
        first = f"; {_('first')} {_at(shown[0]['fetched_at'])}" if shown else ""
        facts.append(Fact(_("Declared website"), words + first))
    for (channel, status), number in sorted(Counter((one["channel"], one["status"]) for one in deliveries).items()):
        facts.append(Fact(_("Notices by %s") % channel, f"{number} {status}"))
    seen = sum(1 for one in deliveries if one.get("seen_at"))
    if deliveries:
        facts.append(Fact(_("Notices seen"), str(seen)))
    yield Facts(facts)


def _readers(bundle: Bundle) -> Iterator[Block]:
    numbers = {one["id"]: str(one["number"]) for one in _rows(bundle, "versions.policyversion", "number")}
    given = _rows(bundle, "acknowledgements.acknowledgement", "at")
    views = _rows(bundle, "acknowledgements.view", "at")
    if not given and not views:
        return
    yield Heading(_("Shown and acknowledged"))
    rows = sorted(
        [(one["at"], _("acknowledged"), one["capacity"], one) for one in given]
        + [(one["at"], _("shown"), "", one) for one in views],
        key=lambda row: (row[0], row[1]),
    )
    yield Table(
        [_("At"), _("Version"), _("What"), _("Acting as"), _("Person (pseudonym)")],
        [39, 17, 26, 26, 52],
        [
            [_at(at), numbers.get(one["version"], ""), what, capacity, one["person"]]
            for at, what, capacity, one in rows[:_MOST_ROWS]
        ],
        frozenset({4}),
    )
    yield from _more(len(rows))


_ENFORCEMENT = (
    ("reports.report", "received_at", ("number", "source", "category", "status")),
    ("cases.determination", "decided_at", ("intent", "conduct", "facts")),
    ("holds.measure", "proposed_at", ("kind", "status", "ground")),
    ("holds.hold", "placed_at", ("reason", "note", "lifted_at")),
    ("holds.statementofreasons", "issued_at", ("number",)),
    ("appeals.appeal", "filed_at", ("number", "status", "words")),
    ("appeals.appealdecision", "reviewed_at", ("outcome", "reasons")),
    ("credits.interruption", "starts_at", ("reference", "ends_at", "cause")),
    ("credits.exclusion", "starts_at", ("ends_at", "remedy_key")),
)


def _enforcement(bundle: Bundle) -> Iterator[Block]:
    named = {
        "reports.report": _("Report"), "cases.determination": _("Determination"), "holds.measure": _("Measure"),
        "holds.hold": _("Hold"), "holds.statementofreasons": _("Statement of reasons"), "appeals.appeal": _("Appeal"),
        "appeals.appealdecision": _("Decision of an appeal"), "credits.interruption": _("Interruption"),
        "credits.exclusion": _("Excluded from credit"),
    }  # fmt: skip
    rows = sorted(
        [
            (str(one[at]), named[kind], "; ".join(str(one[name]) for name in told if one.get(name)))
            for kind, at, told in _ENFORCEMENT
            for one in bundle.records.get(kind, {}).values()
        ]
    )
    if not rows:
        return
    yield Heading(_("What was reported, decided and done"))
    cells = [[_at(at), what, words] for at, what, words in rows[:_MOST_ROWS]]
    yield Table([_("At"), _("What"), _("In short")], [39, 36, 85], cells)
    yield from _more(len(rows))


def _acts(sealed: LedgerPart) -> Iterator[Block]:
    if not sealed.entries:
        return
    yield Heading(_("Sealed acts"))
    yield Table(
        [_("At"), _("Act"), _("About"), _("By (pseudonym)")],
        [39, 36, 33, 52],
        [
            [_at(instant_text(one.at)), one.verb, one.subject_type.split(".")[-1], str(one.by or _("the system"))]
            for one in sealed.entries[:_MOST_ROWS]
        ],
        frozenset({3}),
    )
    yield from _more(len(sealed.entries))


def _more(rows: int) -> Iterator[Block]:
    if rows > _MOST_ROWS:
        yield Paragraph(_("The first %(shown)d of %(all)d; the file holds all.") % {"shown": _MOST_ROWS, "all": rows})


def _proves() -> list[str]:
    return [
        _("The reseller signed this file as it is; a single changed byte is found."),
        _("The acts above stand in the reseller’s ledger under signed heads, and nothing there was changed since."),
        _("Each version’s words are those whose digest was posted, shown and acknowledged."),
        _("Each receipt was signed by the reseller when the person acknowledged these very words."),
        _("What the declared website served to us at the instants named."),
    ]  # fmt: skip


def _does_not_prove() -> list[str]:
    return [
        _("That there was nothing else: it shows what it holds."),
        _("Who sat at a keyboard, or what anyone else was shown on the website."),
        _("When an act happened, other than by the reseller’s own clock and by who else kept a tree head since."),
    ]  # fmt: skip


def _checking() -> list[str]:
    return [
        _("Run verify_evidence with the file: it needs no database and no network, and names whatever is wrong."),
        _("Compare keys.json with %s, or better with keys that were kept elsewhere.")
        % absolute("/.well-known/proviso-keys.json"),
        _("README.txt says how to check it by hand with public tools."),
    ]


def _rows(bundle: Bundle, kind: str, by: str) -> list[dict[str, Any]]:
    return sorted(bundle.records.get(kind, {}).values(), key=lambda one: (one[by], one["id"]))


def _at(text: str) -> str:
    """An instant of a record, shorter: to the second, in UTC."""
    return text[:19].replace("T", " ") + " UTC"
