"""What stands before customers' pages until the version in force is acknowledged: for every method, without a loop."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from policies.acknowledgements.models import Acknowledgement, View
from policies.versions.actions import postpone_version, withdraw_version
from policies.versions.models import PolicyVersion, Significance
from tenants.customers.models import Capacity
from tenants.people.models import Role
from tenants.people.permissions import ROLES
from tenants.resellers.models import Gate
from tests.addresses import addresses
from tests.conftest import ClientAt, Staff, standing_in
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, member, person_of
from tests.factories.versions import document, posted_policy, writer
from tests.integration.policies.acknowledgements.gate.conftest import DAY, HOUR, JUNE, Setting, reaches

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
WAITS = "waits for your acknowledgement"
NO_ID = "00000000-0000-0000-0000-000000000000"
BEFORE = "Before you go on"

Clock = Callable[[dt.datetime | None], None]


def my_pages(*, never_stopped: bool) -> list[tuple[str, str]]:
    """Names and paths of customers' pages, read from the resolver."""
    found = [one for one in addresses() if getattr(one.view, "door", None) == "my"]
    kept = [one for one in found if one.view.never_stopped == never_stopped]
    return [(one.name, one.path(dict.fromkeys(one.arguments, NO_ID))) for one in kept]


def form_of(answer: Any) -> dict[str, str]:
    """The hidden fields of the acknowledging form, with the tick that the document asks for."""
    text = answer.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(digest|binding_digest|language)" value="([^"]*)"', text))
    assert set(found) == {"digest", "binding_digest", "language"}
    return found | {"ticks": "recording"}


def action_of(answer: Any) -> str:
    """Where the form of the page to pass goes."""
    [found] = re.findall(r'action="(/my/aup/pass/[^"]*)"', answer.content.decode())
    return str(found).replace("&amp;", "&")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("name", "path"), my_pages(never_stopped=False))
def test_a_page_is_stopped_for_every_method(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, method: str, name: str, path: str
) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.PAGE)
    answer = client.generic(method, path)
    assert answer.status_code == 403, name
    assert answer["Cache-Control"] == "private, no-store"
    assert "Location" not in answer
    if method != "HEAD":
        assertContains(answer, "Acknowledge and go on", status_code=403)


def test_the_pages_that_are_stopped_and_those_that_never_are() -> None:
    stopped, kept = (
        {name for name, _path in my_pages(never_stopped=False)},
        {name for name, _path in my_pages(never_stopped=True)},
    )
    assert {"my-home", "my-services", "my-credits", "my-credit"} <= stopped
    assert {
        *("my-aup", "my-gate", "my-history", "my-receipt", "my-notices", "my-notice", "my-report"),
        *("my-appeals", "my-appeal", "my-appeal-new", "my-appeal-withdraw", "my-statements", "my-statement"),
    } <= kept


@pytest.mark.parametrize("material", [Gate.PAGE, Gate.BLOCK])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_nobody_is_kept_from_answers_as_it_does_without_the_gate(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, method: str, material: Gate
) -> None:
    who = customer()
    reaches(person_of(who), version, sent_at=JUNE)
    client = client_at("acme", person_of(who))
    gate(Gate.OFF)
    paths = [path for name, path in my_pages(never_stopped=True) if name not in {"my-gate", "my-receipt"}]
    paths += ["/aup/", "/aup.json", "/aup/versions/", "/report/", "/verify/", "/account/", "/account/tokens/"]
    without = [(path, client.generic(method, path).status_code) for path in paths]
    gate(material, hours=0)
    assert [(path, client.generic(method, path).status_code) for path in paths] == without


def test_the_receipt_of_an_earlier_acknowledgement_is_still_downloaded(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    row = acknowledged(version, who)
    posted_policy(document(spam="sending any mail;"))
    gate(Gate.PAGE)
    answer = client_at("acme", person_of(who)).get(reverse("my-receipt", args=[row.pk]))
    assertContains(answer, row.receipt)


def test_signing_in_leads_to_the_page_to_pass_and_signing_out_works(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    user = person_of(customer())
    user.set_password("correct horse battery")
    user.save()
    gate(Gate.PAGE)
    client = client_at("acme")
    answer = client.post("/sign-in/", {"email": user.email, "password": "correct horse battery"}, follow=True)
    assert answer.status_code == 403
    assert len(answer.redirect_chain) == 2
    assertContains(answer, BEFORE, status_code=403)
    assertContains(answer, 'action="/sign-out/"', status_code=403)
    assertRedirects(client.post("/sign-out/"), "/sign-in/")


def test_acknowledging_on_the_page_goes_on_to_where_the_person_wanted_to_go(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    client = client_at("acme", person_of(who))
    gate(Gate.PAGE)
    stopped = client.get("/my/services/?of=1")
    answer = client.post(action_of(stopped), form_of(stopped))
    assert Acknowledgement.objects.get().customer == who
    assertRedirects(answer, "/my/services/?of=1")


def test_without_the_tick_it_asks_for_nothing_is_passed(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.PAGE)
    stopped = client.get("/my/services/")
    sent = {name: value for name, value in form_of(stopped).items() if name != "ticks"}
    answer = client.post(action_of(stopped), sent)
    assertContains(answer, "These provisions ask for a tick of their own", status_code=422)
    assert client.get("/my/services/").status_code == 403


def test_an_old_page_acknowledges_nothing_once_another_version_is_in_force(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.PAGE)
    stopped = client.get("/my/services/")
    posted_policy(document(spam="sending any mail;"))
    answer = client.post(action_of(stopped), form_of(stopped))
    assertContains(answer, "These are not the words in force: version 2 is.", status_code=409)
    assertRedirects(client.post(action_of(answer), form_of(answer)), "/my/services/")


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "my/", "", "/my/aup/pass/"],
)
def test_going_on_never_leaves_the_host(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, wanted: str
) -> None:
    who = customer()
    acknowledged(version, who)
    gate(Gate.PAGE)
    answer = client_at("acme", person_of(who)).get("/my/aup/pass/", {"next": wanted})
    assert answer["Location"] == "/my/"


def test_what_was_sent_to_a_stopped_page_is_said_not_to_be_done(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.PAGE)
    answer = client.post("/my/services/", {"any": "thing"})
    assertContains(answer, "What you sent was not done", status_code=403)
    assert "next=%2Fmy%2F" in action_of(answer)


def test_htmx_is_told_where_to_go_instead_of_being_given_a_page(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.PAGE)
    for current, onward in [("http://acme.localhost/my/credits/?a=1", "%2Fmy%2Fcredits%2F%3Fa%3D1"),
                            ("http://evil.example/my/", "%2Fmy%2F")]:  # fmt: skip
        headers = {"HX-Request": "true", "HX-Current-URL": current}
        answer = client.get("/my/services/", headers=headers)
        assert (answer.status_code, answer.content) == (403, b"")
        assert answer["HX-Redirect"] == f"/my/aup/pass/?next={onward}"
    assertContains(client.get(answer["HX-Redirect"]), BEFORE)


def test_a_program_at_a_page_is_given_the_problem(version: PolicyVersion, gate: Setting, client_at: ClientAt) -> None:
    client = client_at("acme", person_of(customer()))
    gate(Gate.PAGE)
    answer = client.get("/my/services/", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert (said["code"], said["version"], said["gate"]) == ("acknowledgement_required", 1, "page")
    assert said["address"].endswith("/my/aup/pass/")


def test_off_asks_nothing_and_a_banner_stops_nothing(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    client = client_at("acme", person_of(who))
    assertContains(client.get("/my/services/"), WAITS)  # what a new reseller has
    assertNotContains(client.get("/my/aup/"), WAITS)  # that page says so itself
    gate(Gate.OFF)
    assertNotContains(client.get("/my/services/"), WAITS)
    gate(Gate.BANNER)
    assertContains(client.get("/my/services/"), WAITS)
    acknowledged(version, who)
    assertNotContains(client.get("/my/services/"), WAITS)


@pytest.mark.parametrize("role", list(ROLES))
def test_staff_are_never_stopped_at_the_desk(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, staff: Staff, role: Role
) -> None:
    who = staff(role)
    client = client_at("acme", who)
    before = client.get("/desk/").status_code
    member(customer(), email=who.email)
    gate(Gate.PAGE)
    assert client.get("/desk/").status_code == before
    assert client.get("/my/services/").status_code == 403  # but as somebody who acts for a customer


def test_turning_to_another_customer_is_never_stopped(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    owing, fine = customer("Owing"), customer("Fine")
    user = person_of(owing)
    member(fine, email=user.email)
    acknowledged(version, fine, by=user)
    gate(Gate.PAGE)
    client = client_at("acme", user)
    stopped = client.get(f"/my/services/?customer={owing.pk}")
    assertContains(stopped, f"?customer={fine.pk}", status_code=403)
    assert client.get(f"/my/?customer={fine.pk}").status_code == 200
    assert client.get("/my/services/").status_code == 200
    assert client.get(f"/my/services/?customer={owing.pk}").status_code == 403
    assert client.get("/my/services/").status_code == 403


def test_without_an_agreement_nothing_is_asked_because_nothing_binds(
    acme: object, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    posted_policy(at=JUNE)
    who = customer(since=JUNE + 3 * DAY, until=JUNE + 5 * DAY)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    for at, status in [(JUNE + DAY, 200), (JUNE + 3 * DAY - HOUR, 200), (JUNE + 3 * DAY, 403), (JUNE + 5 * DAY, 200)]:
        set_clock(at)
        assert client.get("/my/services/").status_code == status, at


def test_an_account_user_owes_its_own_acknowledgement(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    user = member(who, capacity=Capacity.ACCOUNT_USER)
    acknowledged(version, who)  # the representative binds the customer; the user has not shown to have read
    gate(Gate.PAGE)
    client = client_at("acme", user)
    stopped = client.get("/my/services/")
    assertContains(stopped, "your acknowledgement proves that you have read these words", status_code=403)
    assertRedirects(client.post(action_of(stopped), form_of(stopped)), "/my/services/")


def stops_at(client: Client, set_clock: Clock, at: dt.datetime) -> bool:
    """Whether a page is stopped for a request at an instant."""
    set_clock(at)
    return bool(client.get("/my/services/").status_code == 403)


def test_a_scheduled_version_stops_from_its_very_microsecond(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    acknowledged(version, who)
    effect = JUNE + 10 * DAY
    posted_policy(document(spam="sending any mail;"), effective_at=effect)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    # The clock runs on while a request is on its way, so the last instant before is tried from a second before it.
    assert not stops_at(client, set_clock, effect - dt.timedelta(seconds=1))
    assert stops_at(client, set_clock, effect)
    assert not stops_at(client, set_clock, effect - dt.timedelta(seconds=30))


def test_who_acknowledged_a_scheduled_version_ahead_is_never_stopped(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    acknowledged(version, who)
    effect = JUNE + 10 * DAY
    acknowledged(posted_policy(document(spam="sending any mail;"), effective_at=effect), who)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    assert not any(stops_at(client, set_clock, at) for at in (effect - HOUR, effect, effect + HOUR))


def test_acknowledging_what_is_announced_does_not_acknowledge_what_is_in_force(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    effect = JUNE + 10 * DAY
    acknowledged(posted_policy(document(spam="sending any mail;"), effective_at=effect), who)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    assert [stops_at(client, set_clock, at) for at in (effect - HOUR, effect)] == [True, False]


def test_several_scheduled_versions_one_postponed_one_withdrawn(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    acknowledged(version, who)
    second = posted_policy(document(spam="two;"), effective_at=JUNE + 5 * DAY)
    third = posted_policy(document(spam="three;"), effective_at=JUNE + 10 * DAY)
    fourth = posted_policy(document(spam="four;"), effective_at=JUNE + 15 * DAY)
    withdraw_version(by=writer(), version=third)
    postpone_version(by=writer(), version=second, to=JUNE + 12 * DAY, reason="Too soon.")
    acknowledged(second, who)
    gate(Gate.PAGE)
    client = client_at("acme", person_of(who))
    instants = [JUNE + days * DAY for days in (6, 11, 13, 15)]
    assert [stops_at(client, set_clock, at) for at in instants] == [False, False, False, True]
    acknowledged(fourth, who)
    assert not stops_at(client, set_clock, JUNE + 16 * DAY)


def test_an_editorial_version_never_asks_for_an_acknowledgement(
    version: PolicyVersion, gate: Setting, client_at: ClientAt, set_clock: Clock
) -> None:
    who = customer()
    acknowledged(version, who)
    posted_policy(document(spam="sending mail nobody asked for;"), significance=Significance.EDITORIAL)
    client = client_at("acme", person_of(who))
    gate(Gate.PAGE)
    assertNotContains(client.get("/my/services/"), WAITS)
    gate(Gate.PAGE, editorial=Gate.BANNER)
    assertContains(client.get("/my/services/"), "changed wording only")
    gate(Gate.PAGE, editorial=Gate.PAGE)
    stopped = client.get("/my/services/?of=1")
    assertContains(stopped, "You last read version 1. This is what changed since then.", status_code=403)
    assertNotContains(stopped, "Acknowledge and go on", status_code=403)
    assert not View.objects.filter(version__number=2).exists()  # being sent a page is not having read it
    assertRedirects(client.post(action_of(stopped)), "/my/services/?of=1")
    assert View.objects.filter(version__number=2, person=person_of(who).pseudonym).count() == 1
    assert not Acknowledgement.objects.filter(version__number=2).exists()


def test_reading_an_editorial_version_where_it_stands_is_enough_and_so_is_acknowledging_it(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    reads, acknowledges = customer(), customer()
    for who in (reads, acknowledges):
        acknowledged(version, who)
    second = posted_policy(document(spam="sending mail nobody asked for;"), significance=Significance.EDITORIAL)
    gate(Gate.PAGE, editorial=Gate.PAGE)
    client = client_at("acme", person_of(reads))
    assert client.get("/my/aup/").status_code == 200
    assert client.get("/my/services/").status_code == 200
    acknowledged(second, acknowledges)
    assert client_at("acme", person_of(acknowledges)).get("/my/services/").status_code == 200


def test_acknowledging_the_editorial_version_in_force_is_enough_for_the_material_one_before_it(
    version: PolicyVersion, gate: Setting, client_at: ClientAt
) -> None:
    who = customer()
    posted_policy(document(spam="sending mail nobody asked for;"), significance=Significance.EDITORIAL)
    gate(Gate.PAGE, editorial=Gate.PAGE)
    client = client_at("acme", person_of(who))
    stopped = client.get("/my/services/")
    assertRedirects(client.post(action_of(stopped), form_of(stopped)), "/my/services/")


def test_a_neighbours_gate_is_its_own(version: PolicyVersion, gate: Setting, beta: object, client_at: ClientAt) -> None:
    gate(Gate.PAGE)
    with standing_in("beta"):
        person = person_of(customer())
        posted_policy(at=JUNE)
    answer = client_at("beta", person).get("/my/services/")
    assert answer.status_code == 200
    assertContains(answer, WAITS)
