"""What the example's customers answer beside the portal's plain form: on paper, declining, by a new representative."""

from django.db.models import QuerySet

from policies.acknowledgements.actions import decline
from policies.acknowledgements.models import Means
from policies.acknowledgements.paper.actions import Signer, record_paper
from policies.acknowledgements.reminders.actions import remind
from policies.versions.models import PolicyVersion
from portal.example.customers import NAMES
from portal.example.people import PEOPLE, Face
from tenants.customers.actions import record_authority, replace_representative
from tenants.customers.models import Basis, Membership
from tenants.ledger import clock
from tenants.people.models import User

#: One white pixel: enough of a picture for a scan that nobody reads.
SCAN = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f0001010100"
    "1bb6ee560000000049454e44ae426082"
)


def remind_once() -> None:
    """The third day has passed, and some customers have not acknowledged."""
    remind()


def given() -> None:
    """One declines, one signs on paper, one changes its representative, one shows a power of attorney."""
    robin, version = User.objects.get(email__startswith="robin@"), PolicyVersion.objects.order_by("-number")[0]
    refusing = acting(NAMES[4]).get()
    decline(
        by=refusing.user,
        customer=refusing.customer,
        digest=version.digest,
        reason="We mine on our own machines only, and want that said.",
    )
    signing = acting(NAMES[5]).get()
    record_paper(
        by=robin,
        customer=signing.customer,
        digest=version.digest,
        signer=Signer(name="Ines Hoek", stated_authority="Owner"),
        signed_on=clock.now().date(),
        means=Means.SIGNED,
        filename="signed-page.png",
        data=SCAN,
        ticks=list(version.provisions.filter(acknowledge_separately=True).values_list("key", flat=True)),
        note="Signed at the counter, identity card seen.",
    )
    leaving = acting(NAMES[7]).get()
    replace_representative(
        by=robin,
        membership=leaving,
        email="direction@sintra-travel.example",
        name="Duarte Sousa",
        basis=Basis.OFFICE,
        words="Managing director since this month",
    )
    record_authority(
        by=robin,
        membership=Membership.objects.filter(user__email=PEOPLE[Face.CUSTOMER]).latest("since"),
        basis=Basis.POWER_OF_ATTORNEY,
        words="Signed by the board",
        filename="power-of-attorney.png",
        data=SCAN,
    )


def acting(name: str) -> QuerySet[Membership]:
    """Who acts for the customer of that name."""
    return Membership.objects.filter(customer__name=name, until=None).select_related("user", "customer")
