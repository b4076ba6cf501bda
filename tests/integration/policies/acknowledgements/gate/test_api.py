"""The gate holds for programs too: a typed 403 with the address to go to, for a session and for a token."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from policies.acknowledgements.deviations.actions import record_deviation
from policies.versions.models import PolicyVersion, Significance
from tenants.customers.models import DeviationEffect
from tenants.ledger import clock
from tenants.people.models import ApiToken, Role, User
from tenants.people.permissions import OWN, Permission
from tenants.people.tokens import create_token
from tenants.resellers.models import Gate, Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import agreement_of, customer, member, person_of
from tests.factories.versions import SPAM, document, posted_policy
from tests.integration.policies.acknowledgements.gate.conftest import DAY, JUNE, Setting, reaches

CREDITS = "/api/v1/my-credits/"
OPEN = ["my-appeals", "my-statements", "inbox"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
Clock = Callable[[dt.datetime | None], None]


def machine(user: User, *scopes: str, schema: str = "acme") -> Client:
    """A program with a token of this person."""
    _token, secret = create_token(by=user, name="robot", scopes=scopes or [OWN])
    return Client(SERVER_NAME=f"{schema}.localhost", headers={"authorization": f"Bearer {secret}"})


@pytest.fixture(params=["session", "token"])
def program(request: pytest.FixtureRequest, client_at: ClientAt) -> Callable[[User], Client]:
    """A program that acts as a person, by its session or by a token of its own."""
    return machine if request.param == "token" else lambda user: client_at("acme", user)


Program = Callable[[User], Client]


@pytest.mark.parametrize("gate_is", [Gate.PAGE, Gate.BLOCK])
def test_a_program_is_told_what_is_owed_and_where_to_go(
    version: PolicyVersion, gate: Setting, program: Program, gate_is: Gate
) -> None:
    who = customer()
    reaches(person_of(who), version, sent_at=JUNE - 10 * DAY)
    client = program(person_of(who))
    gate(gate_is, hours=1)
    answer = client.get(CREDITS)
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    since = (JUNE - 9 * DAY + dt.timedelta(hours=1)).isoformat() if gate_is == Gate.BLOCK else None
    said = answer.json()
    assert (said["code"], said["type"]) == ("acknowledgement_required", "/problems/acknowledgement_required")
    assert (said["version"], said["gate"], said["since"]) == (1, str(gate_is), since)
    assert said["customers"] == [str(who.pk)]
    assert said["address"].startswith("http")
    assert said["address"].endswith("/my/aup/pass/")
    words = client.get(said["words"])
    assert words.status_code == 200
    done = client.post(
        said["acknowledge"], {"digest": version.digest, "ticks": ["recording"]}, content_type="application/json"
    )
    assert done.status_code == 201
    assert client.get(CREDITS).status_code == 200


@pytest.mark.parametrize("method", METHODS)
def test_no_method_walks_past(version: PolicyVersion, gate: Setting, program: Program, method: str) -> None:
    client = program(person_of(customer()))
    gate(Gate.PAGE)
    assert client.generic(method, CREDITS).status_code == 403
    assert client.generic(method, f"{CREDITS}00000000-0000-0000-0000-000000000000/").status_code == 403


def test_what_nobody_is_kept_from_stays_open_to_programs(
    version: PolicyVersion, gate: Setting, program: Program
) -> None:
    client = program(person_of(customer()))
    gate(Gate.PAGE)
    assert [client.get(f"/api/v1/{name}/").status_code for name in OPEN] == [200] * len(OPEN)
    assert client.post("/api/v1/my-appeals/", {}, content_type="application/json").status_code == 400
    for endpoint in ("acknowledgements", "declines"):
        sent = {"digest": "0" * 64}
        answer = client.post(f"/api/v1/{endpoint}/", sent, content_type="application/json")
        assert answer.json()["code"] == "not_in_force"
    assert client.get("/api/v1/schema/").status_code == 200


def test_off_and_a_banner_stop_no_program(version: PolicyVersion, gate: Setting, program: Program) -> None:
    client = program(person_of(customer()))
    for setting in (Gate.OFF, Gate.BANNER):
        gate(setting)
        assert client.get(CREDITS).status_code == 200


def test_one_customer_that_owes_stops_what_answers_for_all(
    version: PolicyVersion, gate: Setting, program: Program
) -> None:
    owing, fine = customer(), customer()
    user = person_of(owing)
    member(fine, email=user.email)
    acknowledged(version, fine, by=user)
    client = program(user)
    gate(Gate.PAGE)
    assert client.get(CREDITS).json()["customers"] == [str(owing.pk)]
    acknowledged(version, owing, by=user)
    assert client.get(CREDITS).status_code == 200


def test_an_editorial_version_asks_a_program_to_have_it_read(
    version: PolicyVersion, gate: Setting, program: Program, client_at: ClientAt
) -> None:
    who = customer()
    acknowledged(version, who)
    posted_policy(document(spam="sending mail nobody asked for;"), significance=Significance.EDITORIAL)
    gate(Gate.PAGE, editorial=Gate.PAGE)
    client = program(person_of(who))
    assert client.get(CREDITS).json()["code"] == "reading_required"
    client_at("acme", person_of(who)).get("/my/aup/")
    assert client.get(CREDITS).status_code == 200


def test_staff_and_their_tokens_are_not_stopped(version: PolicyVersion, gate: Setting, staff: Staff) -> None:
    officer = staff(Role.CASE_OFFICER)
    member(customer(), email=officer.email)
    gate(Gate.PAGE)
    client = machine(officer, Permission.SEE_CUSTOMERS, OWN)
    assert client.get("/api/v1/customers/").status_code == 200
    assert client.get(CREDITS).status_code == 403


def queries(client: Client) -> list[str]:
    """What the endpoint asks of the database."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(CREDITS).status_code == 200
    return [one["sql"] for one in asked.captured_queries]


def test_a_program_up_to_date_costs_no_query_more(
    version: PolicyVersion, gate: Setting, program: Program, set_clock: Clock
) -> None:
    who = customer()
    acknowledged(version, who)
    posted_policy(document(spam="other words;"), effective_at=JUNE + 9 * DAY)
    client = program(person_of(who))
    gate(Gate.OFF)
    without = queries(client)
    gate(Gate.BLOCK, editorial=Gate.PAGE)
    queries(client)
    assert len(queries(client)) == len(without)
    set_clock(JUNE + 9 * DAY)
    assert client.get(CREDITS).status_code == 403


def test_what_begins_or_changes_for_any_customer_is_noticed(
    version: PolicyVersion, gate: Setting, program: Program, staff: Staff
) -> None:
    who = customer()
    acknowledged(version, who)
    client = program(person_of(who))
    gate(Gate.PAGE)
    assert client.get(CREDITS).status_code == 200
    said: dict[str, Any] = {"effect": DeviationEffect.REPLACED, "key": SPAM, "text": "a thousand mails a day;"}
    record_deviation(
        by=staff(Role.ADMINISTRATOR), agreement=agreement_of(who), starts_at=clock.now(), filename="annex.pdf",
        data=b"signed", **said,
    )  # fmt: skip
    assert client.get(CREDITS).status_code == 403
    acknowledged(version, who)
    assert client.get(CREDITS).status_code == 200
    member(customer(), email=person_of(who).email)
    assert client.get(CREDITS).status_code == 403


def test_a_token_of_another_tenant_opens_nothing_and_its_answer_is_not_believed(
    version: PolicyVersion, gate: Setting, beta: Reseller
) -> None:
    gate(Gate.PAGE)
    with standing_in("beta"):
        friend = customer()
        acknowledged(posted_policy(at=JUNE), friend)
        theirs = machine(person_of(friend), schema="beta")
        assert theirs.get(CREDITS).status_code == 200
        kept = ApiToken.objects.get(user=person_of(friend)).gate
    replayed = Client(SERVER_NAME="acme.localhost", headers={"authorization": theirs.defaults["HTTP_AUTHORIZATION"]})
    assert replayed.get(CREDITS).status_code == 401
    client = machine(user := person_of(customer()))
    ApiToken.objects.filter(user=user).update(gate=kept)
    assert client.get(CREDITS).status_code == 403
    ApiToken.objects.filter(user=user).update(gate={"schema": "acme", "all": [user.acting_revision, None, 9, 9]})
    assert client.get(CREDITS).status_code == 403


def test_a_token_without_the_scope_enters_no_endpoint_of_customers(acme: Reseller, staff: Staff) -> None:
    administrator = staff(Role.ADMINISTRATOR)
    member(customer(), email=administrator.email)
    client = machine(administrator, Permission.MANAGE_SETTINGS)
    assert [client.get(f"/api/v1/{name}/").status_code for name in [*OPEN, "my-credits"]] == [403] * 4
    person = machine(person_of(customer()))
    assert person.get(CREDITS).status_code == 200
    assert person.get("/api/v1/tokens/").status_code == 403  # a token makes and ends no tokens
    assert person.get("/api/v1/customers/").status_code == 403
    with pytest.raises(Refused):
        create_token(by=person_of(customer()), name="more", scopes=[OWN, Permission.SEE_CUSTOMERS])


def test_a_customer_makes_a_token_with_its_own_scope(acme: Reseller, client_at: ClientAt) -> None:
    client = client_at("acme", person_of(customer()))
    answer = client.post("/account/tokens/", {"name": "bookkeeping", "scopes": [OWN], "days": "90"})
    assert answer.status_code == 200
    assert ApiToken.objects.get().scopes == [OWN]
    made = client.post("/api/v1/tokens/", {"name": "b", "scopes": [OWN]}, content_type="application/json")
    assert made.status_code == 201
