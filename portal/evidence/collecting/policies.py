"""What an evidence file holds of versions: words, redlines, what the website served, who was told, shown, asked."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.db.models import QuerySet

from policies.acknowledgements.models import Acknowledgement, Decline, View
from policies.acknowledgements.receipts.pdf import receipt_pdf
from policies.documents import canonical_bytes
from policies.drafts.models import DraftApproval
from policies.notices.models import Delivery, DeliveryEvent, Notice, Sending
from policies.versions.changes import ShownChange, changes_between, difference
from policies.versions.editions import Reading
from policies.versions.models import PolicyVersion, PostingProof, WebsiteAlarm
from policies.versions.printing import version_pdf
from policies.versions.queries import document_of
from portal.evidence.collecting.bundle import Bundle
from portal.evidence.collecting.documents import add_document
from tenants.customers.models import Customer
from tenants.ledger import entries
from tenants.outbox.models import Attempt
from tenants.resellers.models import Reseller

_MANY = 2_000  # rows read at a time


def add_versions(
    bundle: Bundle, versions: Sequence[PolicyVersion], *, customer: Customer | None, reseller: Reseller
) -> None:
    """Versions in the order of their effect, each with its evidence (of one customer, or of all), and the redlines."""
    for version in versions:
        add_words(bundle, version, reseller)
        add_website(bundle, version)
        add_notices(bundle, Notice.objects.filter(version=version), customer=customer)
        add_readers(bundle, version, customer=customer, reseller=reseller)
    for old, new in pairwise(versions):
        add_redline(bundle, old, new)


def add_words(bundle: Bundle, version: PolicyVersion, reseller: Reseller) -> None:
    """The posted words and each edition: canonical JSON, whose SHA-256 is the digest, and PDF/A."""
    name = f"documents/{version.policy.slug}-{version.number}"
    bundle.row(version.policy)
    bundle.row(version, {"digest": bundle.file(f"{name}.json", canonical_bytes(document_of(version)))})
    bundle.file(f"{name}.pdf", version_pdf(Reading(version, None), reseller))
    for edition in version.editions.all():
        file = bundle.file(f"{name}.{edition.language}.json", canonical_bytes(document_of(edition)))
        bundle.row(edition, {"digest": file})
        bundle.file(f"{name}.{edition.language}.pdf", version_pdf(Reading(version, edition), reseller))
    bundle.rows(version.postponements.all())
    bundle.rows(DraftApproval.objects.filter(policy=version.policy, digest=version.digest))


def add_website(bundle: Bundle, version: PolicyVersion) -> None:
    """Every proof of posting; the bytes served come along where they changed what was shown, and the last ones."""
    proofs = list(PostingProof.objects.filter(version=version).defer("body").order_by("fetched_at", "pk"))
    kept = {
        proof.pk
        for before, proof in pairwise([None, *proofs])
        if proof is not None and (before is None or before.shows_version != proof.shows_version or proof is proofs[-1])
    }
    for proof in proofs:
        if proof.pk in kept and proof.digest:
            file = f"website/{proof.digest}.bytes"
            if file not in bundle.files:
                bundle.file(file, bytes(PostingProof.objects.values_list("body", flat=True).get(pk=proof.pk)))
            bundle.row(_without_body(proof), {"digest": file})
        else:
            bundle.row(_without_body(proof))
    bundle.rows(WebsiteAlarm.objects.filter(raised_by__in=proofs))


def add_notices(bundle: Bundle, notices: QuerySet[Notice], *, customer: Customer | None) -> None:
    """Notices with the whole story of each delivery, to one customer or to all; addresses stand with the names."""
    deliveries = Delivery.objects.filter(notice__in=notices)
    if customer is not None:
        deliveries = deliveries.filter(customer=customer)
        notices = notices.filter(deliveries__in=deliveries).distinct()
    bundle.rows(notices)
    bundle.rows(Sending.objects.filter(notice__in=notices))
    for delivery in deliveries.select_related("recipient").iterator(chunk_size=_MANY):
        bundle.row(delivery, answer=_without(delivery.answer, delivery))
        if delivery.address:
            bundle.addresses[str(delivery.pk)] = delivery.address
    events = DeliveryEvent.objects.filter(delivery__in=deliveries).select_related("delivery__recipient")
    for event in events.iterator(chunk_size=_MANY):
        bundle.row(event, words=_without(event.words, event.delivery))
    for attempt in Attempt.objects.filter(item__in=deliveries.values("pk")).iterator(chunk_size=_MANY):
        delivery = Delivery.objects.select_related("recipient").get(pk=attempt.item)
        bundle.row(attempt, answer=_without(attempt.answer, delivery))


def add_readers(bundle: Bundle, version: PolicyVersion, *, customer: Customer | None, reseller: Reseller) -> None:
    """Who was shown the version and who acknowledged it, with receipts; of one customer also as sheets to print."""
    views = View.objects.filter(version=version)
    given = Acknowledgement.objects.filter(version=version).select_related(
        "version__policy", "customer", "authority", "paper"
    )
    declined = Decline.objects.filter(version=version)
    if customer is not None:
        views, given = views.filter(customer=customer), given.filter(customer=customer)
        declined = declined.filter(customer=customer)
    bundle.rows(views.iterator(chunk_size=_MANY))
    bundle.rows(declined)
    for row in given.iterator(chunk_size=_MANY):
        bundle.row(row)
        if row.authority:
            add_document(bundle, row.authority, "authorities")
        if row.paper:
            add_document(bundle, row.paper, "papers")
        bundle.customers[str(row.customer_id)] = row.customer.name
        if customer is not None:
            bundle.file(f"receipts/{row.pk}.jws", row.receipt.encode("ascii"))
            bundle.file(f"receipts/{row.pk}.pdf", receipt_pdf(row, reseller))


def add_redline(bundle: Bundle, old: PolicyVersion, new: PolicyVersion) -> None:
    """What changed from one version to the next: for machines, and to be read."""
    name = f"redlines/{new.policy.slug}-{old.number}-{new.number}"
    bundle.file(f"{name}.json", entries.canonical_bytes(difference(old, new)))
    changes = changes_between(document_of(old), document_of(new))
    bundle.file(f"{name}.txt", _readable(old, new, changes).encode())


def _readable(old: PolicyVersion, new: PolicyVersion, changes: Iterable[ShownChange]) -> str:
    """The redline as text: [-deleted-] and {+inserted+}."""
    marks = {"equal": "{}", "insert": "{{+{}+}}", "delete": "[-{}-]"}
    parts = [f"{old} > {new}: [-deleted-] {{+inserted+}}"]
    for change in changes:
        head = " ".join(part for part in (change.kind, change.label, change.anchor, change.note) if part)
        parts.append(head + "\n" + "".join(marks[one.op].format(one.text) for one in change.segments))
    return "\n\n".join(parts) + "\n"


def _without_body(proof: PostingProof) -> PostingProof:
    proof.body = b""  # its digest stands in a column of its own
    return proof


def _without(words: str, delivery: Delivery) -> str:
    """A server's words without the address that it was about, which stands with the names."""
    for address in {delivery.address, delivery.recipient.email} - {""}:
        words = words.replace(address, "[address]")
    return words
