"""Fills an empty portal through the rooms' own verbs, day by day, as its people would have done it."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django_tenants.utils import schema_context, tenant_context

from policies.acknowledgements.actions import acknowledge
from policies.acknowledgements.deviations.actions import record_deviation
from policies.acknowledgements.models import Method
from policies.documents.model.anatomy import measure_remedies
from policies.drafts.actions import (
    add_comment,
    add_edition,
    add_provision,
    answer_comment,
    import_draft,
    import_edition,
    post_version,
    set_values,
    start_draft,
)
from policies.following.actions import Decision, decide_offers, take_over_release
from policies.following.models import Choice
from policies.following.offers import offers_of, own_copy
from policies.versions.actions import fetch_proof, mark_mandatory
from policies.versions.company import this_reseller
from policies.versions.models import Policy, PolicyVersion
from policies.versions.queries import document_of
from portal.example import answers, customers, enforcement
from portal.example.logo import drawn
from portal.example.people import ACME, BETA, OPERATOR, PASSWORD, PEOPLE, VENDOR, Face, Person
from portal.example.texts import V1, V2, V2_DUTCH, VENDOR_VALUES
from portal.example.timeline import Timeline
from tenants.customers.actions import import_customers
from tenants.customers.models import Customer, DeviationEffect, Membership
from tenants.ledger import clock
from tenants.people.actions import give_roles
from tenants.people.logos import set_logo
from tenants.people.models import User
from tenants.people.own_account import set_password
from tenants.people.permissions import Permission
from tenants.people.resellers import change_settings, create_reseller
from tenants.people.reviewers.actions import ask_upstream, name_reviewer
from tenants.people.reviewers.queries import asked_of_us
from tenants.people.tokens import create_token
from tenants.resellers.models import Release, Reseller


def fill() -> str:
    """Makes the example and returns the guide to it; the clock follows the database again afterwards."""
    timeline = Timeline.before(clock.now())
    try:
        timeline.go(1, 6)
        vendor, acme, beta = resellers()
        timeline.go(1, 8)
        post_vendors(vendor, V1, "First version.")
        for reseller, people in ((acme, ACME), (beta, (BETA,))):
            with tenant_context(reseller):
                staff(people)
        timeline.go(1, 9)
        with standing(acme):
            import_customers(by=person("robin"), data=customers.file(timeline.first.date()))
            set_logo(by=person("robin"), reseller=acme, data=drawn())
            password_for(PEOPLE[Face.CUSTOMER])
            password_for("lars@lindqvist.example")
            follow(acme, 1, "Our acceptable use policy, as of today.")
        with standing(beta):
            follow(beta, 1, "First version.")
        timeline.go(2, 10)
        with standing(acme):
            readers(range(0, 40, 2))
            change_settings(by=person("robin"), reseller=acme, reminder_days=[3, 7, 14])
        timeline.go(6, 10)
        with standing(acme):
            answers.remind_once()
        timeline.go(12, 9)
        mandatory(vendor, "vera", "Reseller agreement, clause 7.2")
        post_vendors(vendor, V2, "Mining on shared capacity is now prohibited; the clause on forums was reworded.")
        timeline.go(14, 9)
        with standing(acme):
            follow(acme, 2, "Mining on shared capacity is now prohibited; the clause on forums was reworded.")
        timeline.go(15, 11)
        with standing(acme):
            readers(range(0, 40, 3))
            answers.given()
            enforcement.happen(timeline)
            going_on()
        mandatory(acme, "robin", "Partner terms, clause 4")
        reviewed_upstream(vendor, acme)
    finally:
        clock.set_to(None)
    return guide()


def reviewed_upstream(vendor: Reseller, acme: Reseller) -> None:
    """Acme asks the vendor to review its appeals; the vendor names somebody, whom nobody has invited yet."""
    with standing(acme):
        ask_upstream(by=person("robin"))
    with standing(vendor):
        name_reviewer(by=person("vera"), request=asked_of_us().get(), user=person("vera"))


def standing(reseller: Reseller) -> Any:
    """Stands in a reseller's schema."""
    return tenant_context(reseller)


def resellers() -> tuple[Reseller, Reseller, Reseller]:
    """The operator, the vendor and two resellers of it."""
    with schema_context("public"):
        staff([OPERATOR])
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    vendor = create_reseller(
        by=None,
        schema="vendor",
        name="Nordwind Cloud",
        legal_name="Nordwind Cloud AB",
        host="vendor.localhost",
        website=f"http://vendor.localhost{port}/aup/",
        abuse_mailbox="abuse@nordwind-cloud.example",
        admin=VENDOR.email,
        accent="#3b4a9f",
    )
    made = [vendor]
    for schema, name, accent in (("acme", "Acme Telecom", "#0f6b5c"), ("beta", "Beta Hosting", "#9a3412")):
        made.append(
            create_reseller(
                by=None,
                schema=schema,
                name=name,
                legal_name=f"{name} B.V.",
                host=f"{schema}.localhost",
                website=f"http://{schema}.localhost{port}/aup/",
                abuse_mailbox=f"abuse@{schema}.example",
                address="1 Quay Street, Rotterdam",
                admin=ACME[0].email if schema == "acme" else BETA.email,
                upstream=vendor,
                accent=accent,
            )
        )
    with tenant_context(vendor):
        staff([VENDOR])
    return made[0], made[1], made[2]


def staff(people: tuple[Person, ...] | list[Person]) -> None:
    """Gives people their roles and the example's password."""
    for one in people:
        user = give_roles(by=None, email=one.email, name=one.name, roles=one.roles)
        User.objects.filter(pk=user.pk).update(name=one.name)
        password_for(one.email)


def password_for(email: str) -> None:
    """Lets somebody of the example sign in with its password."""
    set_password(by=User.objects.get(email=email), password=PASSWORD)


def person(first: str) -> User:
    """Somebody by the name before the @."""
    return User.objects.get(email__startswith=f"{first}@")


def post_vendors(vendor: Reseller, file: Path, summary: str) -> PolicyVersion:
    """The vendor imports its text and posts it."""
    with standing(vendor):
        vera = person("vera")
        draft, imported = import_draft(by=vera, data=file.read_bytes(), filename=file.name)
        names = {variable.name for variable in imported.document.variables}
        set_values(by=vera, draft=draft, values={k: v for k, v in VENDOR_VALUES.items() if k in names})
        return post_version(by=vera, policy=Policy.objects.get(), summary=summary)


def follow(reseller: Reseller, number: int, summary: str) -> PolicyVersion:
    """A reseller takes the vendor's release over, wholly, with its own names, and posts it; Acme in Dutch too."""
    by = person("robin" if reseller.schema_name == "acme" else "bo")
    release = Release.objects.get(publisher="vendor", number=number)
    if number == 1:
        draft = take_over_release(by=by, release=release)
    else:
        offered = offers_of(release, own_copy(Policy.objects.get()))
        decisions = [Decision(one.key, Choice.TAKEN) for one in offered]
        draft = decide_offers(by=by, release=release, decisions=decisions).draft
    values = {"company": reseller.legal_name, "abuse_mailbox": reseller.abuse_mailbox, "website": reseller.website}
    set_values(by=by, draft=draft, values={k: v for k, v in values.items() if f"{{{{{k}}}}}" in str(draft.document)})
    if reseller.schema_name == "acme" and number > 1:
        dutch = add_edition(by=by, draft=draft, language="nl")
        import_edition(by=by, edition=dutch, data=V2_DUTCH.read_bytes(), filename=V2_DUTCH.name)
    return post_version(by=by, policy=Policy.objects.get(), summary=summary)


def mandatory(reseller: Reseller, who: str, basis: str) -> None:
    """What its agreement with resellers obliges them to keep: the remedy that speaks of suspension."""
    with standing(reseller):
        version = PolicyVersion.objects.order_by("-number")[0]
        remedy = measure_remedies(document_of(version))[0]
        mark_mandatory(by=person(who), policy=version.policy, key=remedy.key, basis=basis)


def readers(which: range) -> None:
    """Some customers' representatives acknowledge what is in force."""
    version = PolicyVersion.objects.order_by("-number")[0]
    ticks = list(version.provisions.filter(acknowledge_separately=True).values_list("key", flat=True))
    for index in which:
        membership = Membership.objects.select_related("user", "customer").get(
            customer=Customer.objects.get(name=customers.NAMES[index])
        )
        acknowledge(
            by=membership.user, customer=membership.customer, digest=version.digest, ticks=ticks, method=Method.PORTAL
        )


def going_on() -> None:
    """What is unfinished: a draft that a second person must approve, a token, a proof of what the website served."""
    robin = person("robin")
    version = PolicyVersion.objects.order_by("-number")[0]
    fetch_proof(version)
    agreed(version)
    draft = start_draft(by=robin, policy=version.policy)
    draft, key = add_provision(by=robin, draft=draft, text="running open mail relays or open DNS resolvers;")
    change_settings(by=robin, reseller=this_reseller(), four_eyes=True)
    question = add_comment(by=person("piet"), draft=draft, key=key, text="Also when somebody else opened it?")
    answer_comment(by=person("eva"), comment=question, text="Yes: whoever runs it answers for it.")
    create_token(by=robin, name="Nightly export", scopes=[Permission.SEE_LEDGER])


def agreed(version: PolicyVersion) -> None:
    """What the example's customer negotiated: it may test its own addresses without asking each time."""
    general = version.provisions.get(text__startswith="scanning, probing")
    customer = Membership.objects.get(user__email=PEOPLE[Face.CUSTOMER]).customer
    record_deviation(
        by=person("robin"),
        agreement=customer.agreements.order_by("starts_at")[0],
        effect=DeviationEffect.REPLACED,
        key=general.key,
        text="scanning, probing or testing any system but Your own addresses, unless Company has agreed in writing;",
        starts_at=clock.now(),
        filename="addendum.txt",
        data=b"Addendum 1: the Customer may test the addresses that it holds under this agreement.",
    )


def guide() -> str:
    """Hosts, people, the password, and what to click first."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    rows = [
        (f"http://acme.localhost{port}/aup/", "anyone", "the reseller's AUP, its versions and changes"),
        (f"http://acme.localhost{port}/desk/", ACME[0].email, "staff with every role: start at Policy, then Cases"),
        (f"http://acme.localhost{port}/my/", PEOPLE[Face.CUSTOMER], "a customer whose service is suspended"),
        (f"http://vendor.localhost{port}/desk/", VENDOR.email, "the vendor, who offers releases downstream"),
        (f"http://beta.localhost{port}/desk/", BETA.email, "a reseller that lags one release behind: Policy"),
        (f"http://{settings.OPERATOR_HOST}{port}/", OPERATOR.email, "the operator: resellers and uptake"),
    ]
    rows += [(f"http://acme.localhost{port}/desk/", one.email, str(one.roles[0].label)) for one in ACME[1:]]
    widths = [max(len(str(row[column])) for row in rows) for column in (0, 1)]
    lines = [f"{address:<{widths[0]}}  {who:<{widths[1]}}  {what}" for address, who, what in rows]
    return "\n".join([f"Everybody's password is {PASSWORD}", "", *lines])
