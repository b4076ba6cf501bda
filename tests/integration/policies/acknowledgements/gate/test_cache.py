"""What session and row carry costs nobody up to date a query, and is never believed against the rows."""

import datetime as dt
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from policies.acknowledgements.deviations.actions import record_deviation
from policies.acknowledgements.gate.cache import store_effects
from policies.acknowledgements.queries import covered_by
from policies.versions.models import PolicyVersion, Significance
from policies.versions.queries import in_force, the_policy
from tenants.customers.actions import end_membership
from tenants.customers.models import Agreement, Capacity, Customer, DeviationEffect, Membership
from tenants.ledger import clock
from tenants.people.models import Role, User
from tenants.resellers.models import Gate, Reseller
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import agreement_of, customer, member, person_of
from tests.factories.versions import SPAM, document, posted_policy
from tests.integration.policies.acknowledgements.gate.conftest import DAY, HOUR, JUNE, Setting

PAGE = "/my/services/"
Clock = Callable[[dt.datetime | None], None]


def status(client: Client, path: str = PAGE) -> int:
    """How a page is answered."""
    return int(client.get(path).status_code)


def queries(client: Client, path: str = PAGE) -> list[str]:
    """What a page asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in asked.captured_queries]


@pytest.mark.parametrize("editorial", [Gate.OFF, Gate.PAGE])
def test_who_is_up_to_date_costs_no_query_more_than_without_a_gate(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock, editorial: Gate
) -> None:
    who = customer()
    acknowledged(version, who)
    posted_policy(document(spam="sending mail nobody asked for;"), significance=Significance.EDITORIAL)
    posted_policy(document(spam="other words;"), effective_at=JUNE + 9 * DAY)
    client = client_at("acme", person_of(who))
    client.get("/my/aup/")
    gate(Gate.OFF)
    without = queries(client)
    gate(Gate.BLOCK, editorial=editorial, hours=0)
    queries(client)  # the first time the rows are asked, and the session keeps what they said
    assert len(queries(client)) == len(without)
    set_clock(JUNE + 9 * DAY)
    assert status(client) == 403


def test_who_owes_an_acknowledgement_costs_eight_queries_more_and_reads_no_words(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.OFF)
    queries(client)
    without = queries(client)
    gate(Gate.BANNER)
    queries(client)
    owing = queries(client)
    assert len(owing) <= len(without) + 8
    assert not [query for query in owing if '"versions_policyversion"."document"' in query]


def test_the_host_and_the_instant_come_in_one_query(version: PolicyVersion, client_at: ClientAt) -> None:
    with CaptureQueriesContext(connection) as asked:
        client_at("acme").get("/sign-in/")
    found = [one["sql"] for one in asked.captured_queries if "clock_timestamp" in one["sql"]]
    assert len(found) == 1
    assert "resellers_domain" in found[0]


def agree(staff: Staff, who: Customer, *, starts_at: dt.datetime, ends_at: dt.datetime | None = None) -> None:
    """Other words about spam."""
    said: dict[str, Any] = {"effect": DeviationEffect.REPLACED, "key": SPAM, "text": "a thousand mails a day;"}
    record_deviation(
        by=staff(Role.ADMINISTRATOR),
        agreement=agreement_of(who),
        starts_at=starts_at,
        ends_at=ends_at,
        filename="annex.pdf",
        data=b"signed",
        **said,
    )


def test_a_deviation_that_begins_or_ends_asks_anew_at_its_instant_though_nothing_is_written_then(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock, staff: Staff
) -> None:
    who = customer()
    acknowledged(version, who)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    assert status(client) == 200
    begins, ends = JUNE + 5 * DAY, JUNE + 8 * DAY
    agree(staff, who, starts_at=begins, ends_at=ends)
    assert status(client) == 200
    set_clock(begins - HOUR)
    assert status(client) == 200
    set_clock(begins)
    assert b"other words bind you now" in client.get(PAGE).content
    acknowledged(version, who)
    assert status(client) == 200
    set_clock(ends)
    assert status(client) == 200  # the words of before, which it did acknowledge


def test_a_deviation_recorded_now_asks_anew_at_once(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, staff: Staff
) -> None:
    who, other = customer(), customer()
    clients = []
    for one in (who, other):
        acknowledged(version, one)
        clients.append(client_at("acme", person_of(one)))
    gate(Gate.PAGE)
    assert [status(client) for client in clients] == [200, 200]
    agree(staff, who, starts_at=clock.now())
    assert [status(client) for client in clients] == [403, 200]


def test_an_agreement_that_comes_or_goes_is_noticed(version: PolicyVersion, gate: Setting, client_at: ClientAt) -> None:
    who = customer(until=JUNE + HOUR)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    assert [status(client), status(client)] == [200, 200]
    Agreement.objects.create(customer=who, number="MSA-again", starts_at=JUNE)
    assert status(client) == 403


def test_a_person_who_leaves_and_comes_back_in_another_capacity_is_asked_by_the_rows(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, staff: Staff
) -> None:
    who = customer()
    user = member(who, capacity=Capacity.ACCOUNT_USER)
    gate(Gate.PAGE)
    client = client_at("acme", user)
    acknowledged(version, who, by=user)
    assert status(client) == 200
    before = User.objects.get(pk=user.pk).acting_revision
    end_membership(by=staff(Role.ADMINISTRATOR), membership=Membership.objects.get(user=user))
    assert b"for customers" in client.get(PAGE).content
    member(who, email=user.email)
    assert User.objects.get(pk=user.pk).acting_revision == before + 2
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert any("acknowledgements_acknowledgement" in one["sql"] for one in asked.captured_queries)


def test_what_another_tenants_session_says_is_not_believed(
    version: PolicyVersion, gate: Setting, beta: Reseller, client_at: ClientAt
) -> None:
    who = customer()
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    [membership] = Membership.objects.filter(customer=who)
    session = client.session
    revision = membership.user.acting_revision
    for forged in (
        {"schema": "beta", str(membership.pk): [revision, None, 1, 1]},
        {str(membership.pk): [revision, None, 1, 1]},
        {"schema": "acme", str(membership.pk): [revision - 1, None, 1, 1]},
        {"schema": "acme", str(membership.pk): [revision, "2026-01-01T00:00:00+00:00", 1, 1]},
        {"schema": "acme", str(membership.pk): [revision, None, 2, 2]},
        {"schema": "acme", str(membership.pk): "yes"},
        ["acme"],
        "acme",
    ):
        session["gate"] = forged
        session.save()
        assert status(client) == 403, forged


def test_a_session_replayed_at_another_tenant_opens_nothing(
    version: PolicyVersion, gate: Setting, beta: Reseller, client_at: ClientAt
) -> None:
    with standing_in("beta"):
        posted_policy(at=JUNE)
        acknowledged(posted_policy(document(spam="b;")), friend := customer())
        person = person_of(friend)
    neighbour = client_at("beta", person)
    assert status(neighbour) == 200
    replayed = client_at("acme")
    replayed.cookies["session"] = neighbour.cookies["session"].value
    answer = replayed.get(PAGE)
    assert (answer.status_code, answer["Location"][:9]) == (302, "/sign-in/")
    assert not SessionStore(neighbour.cookies["session"].value).exists(neighbour.cookies["session"].value)


def test_another_persons_answer_in_the_same_session_is_not_used(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    acknowledged(version, who)
    other = member(who)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    assert status(client) == 200
    session = client.session
    kept = session["gate"]
    client.force_login(other)
    again = client.session
    again["gate"] = kept
    again.save()
    assert status(client) == 403


def test_the_row_carries_what_is_in_force_and_to_come_and_nothing_older(acme: Reseller, set_clock: Clock) -> None:
    words = (document(spam=f"{number};") for number in itertools.count())
    posted_policy(next(words), at=JUNE)
    posted_policy(next(words), at=JUNE + DAY, significance=Significance.EDITORIAL)
    posted_policy(next(words), at=JUNE + 2 * DAY, significance=Significance.EDITORIAL)
    set_clock(JUNE + 3 * DAY)
    posted_policy(next(words), effective_at=JUNE + 5 * DAY)
    kept = policy.versions.order_by("number") if (policy := the_policy()) else []
    said = [[one.number, one.significance, one.effective_at.isoformat()] for one in kept]
    assert carried() == [said[0], said[2], said[3]]
    set_clock(JUNE + 6 * DAY)
    store_effects(at=clock.now())
    assert carried() == [said[3]]


def carried() -> list[list[Any]]:
    """What acme's row says."""
    return list(Reseller.objects.get(schema_name="acme").effects)


def test_a_tenants_role_writes_no_other_tenants_row(acme: Reseller, beta: Reseller) -> None:
    assert Reseller.objects.filter(schema_name="beta").update(effects=[], gate_material=Gate.OFF) == 0


@pytest.mark.parametrize("column", ["gate_material", "gate_editorial"])
def test_the_database_refuses_a_gate_that_does_not_exist(acme: Reseller, column: str) -> None:
    for value in ("shut", "block" if column == "gate_editorial" else ""):
        with pytest.raises(Exception, match=f"reseller_{column}"), transaction.atomic():
            Reseller.objects.filter(pk=acme.pk).update(**{column: value})


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["post", "edit", "schedule", "acknowledge", "ahead", "agree", "end", "wait"]),
        st.integers(1, 72),
    ),
    min_size=1,
    max_size=8,
)


@examples(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_exactly_those_are_stopped_who_owe_an_acknowledgement(
    acme: Reseller, gate: Setting, client_at: ClientAt, set_clock: Clock, staff: Staff, steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        play(gate, client_at, set_clock, staff, steps)
        transaction.set_rollback(True)


def play(gate: Setting, client_at: ClientAt, set_clock: Clock, staff: Staff, steps: list[tuple[str, int]]) -> None:
    """Each step, and after each a request that is stopped exactly if the rows say so at its instant."""
    at, words = JUNE, itertools.count()
    set_clock(at)
    posted_policy(document(spam="first;"))
    gate(Gate.PAGE)
    who = customer()
    client, person = client_at("acme", person_of(who)), person_of(who).pseudonym
    policy = the_policy()
    assert policy is not None
    for step, hours in steps:
        at += HOUR
        if step == "wait":
            at += hours * HOUR
        set_clock(at)
        ahead = policy.versions.filter(effective_at__gt=at).order_by("-effective_at").first()
        current = in_force(policy=policy, at=at)
        assert current is not None
        if step in {"post", "edit"} and ahead is None:
            kind = Significance.MATERIAL if step == "post" else Significance.EDITORIAL
            posted_policy(document(spam=f"{next(words)};"), significance=kind)
        elif step == "schedule":
            soonest = max(at, ahead.effective_at if ahead else at)
            posted_policy(document(spam=f"{next(words)};"), effective_at=soonest + hours * HOUR)
        elif step == "acknowledge":
            acknowledged(current, who)
        elif step == "ahead" and ahead is not None:
            acknowledged(ahead, who)
        elif step == "agree" and not who.deviations.filter(ends_at=None).exists():
            last = who.deviations.order_by("-ends_at").first()
            agree(staff, who, starts_at=max(at, last.ends_at if last and last.ends_at else at) + hours * HOUR / 4)
        elif step == "end":
            who.deviations.filter(ends_at=None, starts_at__lt=at).update(ends_at=at + hours * HOUR)
        now = clock.now()
        version = in_force(policy=policy, at=now)
        assert version is not None
        owes = covered_by(version=version, customer=who, person=person, at=now) is None
        assert (status(client) == 403) == owes, (step, hours)
