"""What an evidence file holds of a customer: agreements with what they say otherwise, who acts for it, services."""

from policies.notices.models import Notice
from policies.versions.models import PolicyVersion
from portal.evidence.collecting.bundle import Bundle
from portal.evidence.collecting.documents import add_document
from portal.evidence.collecting.policies import add_notices, add_versions
from tenants.customers.models import Agreement, Authority, Customer, Deviation, Identifier, Membership, Service
from tenants.resellers.models import Reseller


def add_customer(bundle: Bundle, customer: Customer) -> None:
    """The customer, its agreements and deviations with the signed documents, its people and services."""
    bundle.row(customer)
    bundle.customers[str(customer.pk)] = customer.name
    bundle.rows(Agreement.objects.filter(customer=customer))
    for deviation in Deviation.objects.filter(customer=customer):
        add_document(bundle, deviation, "agreements")
    for authority in Authority.objects.filter(customer=customer):
        add_document(bundle, authority, "authorities")
    bundle.rows(Membership.objects.filter(customer=customer).select_related("user"))
    services = Service.objects.filter(customer=customer)
    bundle.rows(services)
    bundle.rows(Identifier.objects.filter(service__in=services))


def add_customers_story(bundle: Bundle, customer: Customer, reseller: Reseller) -> None:
    """Everything about a customer and the policy: each version since its first agreement began, told, shown, asked."""
    add_customer(bundle, customer)
    add_versions(bundle, versions_for(customer), customer=customer, reseller=reseller)
    add_notices(bundle, Notice.objects.filter(deliveries__customer=customer).distinct(), customer=customer)


def versions_for(customer: Customer) -> list[PolicyVersion]:
    """The standing versions of every policy that were in force, or are to be, while an agreement of it ran."""
    posted = PolicyVersion.objects.filter(withdrawn_at=None).select_related("policy")
    found: list[PolicyVersion] = []
    agreements = list(Agreement.objects.filter(customer=customer))
    versions = list(posted.order_by("policy__slug", "effective_at"))
    for version, following in zip(versions, [*versions, None][1:], strict=True):
        same = following is not None and following.policy_id == version.policy_id
        until = following.effective_at if same and following else None
        for agreement in agreements:
            begun = until is None or agreement.starts_at < until
            if begun and (agreement.ends_at is None or agreement.ends_at > version.effective_at):
                found.append(version)
                break
    return found
