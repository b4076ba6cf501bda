"""A verb says who may do it, and everything that leads to it says the same: page, endpoint, command and every offer."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from portal.look.navigation import items_of
from portal.rooms import ROOMS
from tenants.people.actions import give_roles
from tenants.people.commands import TenantCommand
from tenants.people.models import Role, User
from tenants.people.permissions import OWN, ROLES, any_of
from tenants.people.verbs import Verb
from tests.conftest import standing_in
from tests.isolation.acme import Acme
from tests.isolation.beta import taken_back
from tests.isolation.calling import OURS, called, used_by
from tests.isolation.judging import let_go
from tests.isolation.walking import Stop, addresses, stops

#: What a person does in their own name or their customer's: whoever is signed in may try, and the function itself asks
#: whom they act for. Everything else that takes a person as `by` is a verb.
OWN_ACTS = {
    "enforcement.appeals.actions.filing.file_appeal",
    "enforcement.appeals.conversation.actions.open_own_evidence",
    "enforcement.appeals.conversation.actions.read_own_evidence",
    "enforcement.appeals.conversation.actions.write_as_customer",
    "enforcement.appeals.actions.filing.withdraw_appeal",
    "enforcement.cases.authorizations.actions.ask_authorization",
    "enforcement.cases.authorizations.actions.withdraw_request",
    "enforcement.credits.objections.actions.file_objection",
    "enforcement.credits.claims.actions.claim_credit",
    "enforcement.reports.actions.receive_report",
    "policies.acknowledgements.actions.acknowledging.acknowledge",
    "policies.acknowledgements.actions.declining.decline",
    "policies.acknowledgements.actions.viewing.record_view",
    "policies.notices.actions.announcing.mark_seen",
    "policies.notices.actions.feed.fetch_feed",
    "policies.notices.actions.preferences.choose",
    "policies.notices.actions.preferences.make_feed",
    "tenants.alerts.actions.preferences.choose_alerts",
    "tenants.people.own_account.ask_for_address",
    "tenants.people.own_account.set_password",
    "tenants.people.sessions.end_other_sessions",
    "tenants.people.sessions.end_session",
    "tenants.people.tokens.create_token",
    "tenants.people.tokens.revoke_token",
}
#: Parts of a verb that has asked already.
PARTS = {
    "enforcement.appeals.actions.instead.determine_instead",
    "enforcement.appeals.actions.instead.propose_instead",
    "enforcement.appeals.actions.moving.require_third_person",
    "enforcement.appeals.actions.telling.tell_outcome",
    "enforcement.appeals.actions.undoing.undo",
    "enforcement.appeals.conversation.keeping.keep",
    "enforcement.cases.strikes.actions.give_strike",
    "enforcement.cases.strikes.actions.undo_strike",
    "enforcement.credits.actions.moving.each",
    "enforcement.credits.appeal_effects.mark_after_appeal",
    "enforcement.holds.actions.measures.end_cleared",
    "enforcement.holds.actions.measures.end_overturned",
    "enforcement.holds.actions.effects.close",
    "enforcement.holds.actions.effects.take_effect",
    "enforcement.holds.statements.announce_lifting",
    "enforcement.holds.statements.issue_statement_of_extension",
    "enforcement.holds.statements.issue_statement_of_reasons",
    "enforcement.reports.actions.complete",
    "enforcement.reports.actions.complete_if_waiting",
    "enforcement.reports.custody.actions.sealing.seal",
    "enforcement.reports.doors.storing.store_raw",
    "policies.acknowledgements.actions.eligibility.require_eligibility",
    "policies.drafts.actions.revising.revise",
    "policies.drafts.actions.revising.save",
    "policies.notices.actions.version_notices.announce_posting",
    "policies.notices.actions.version_notices.announce_postponement",
    "policies.notices.actions.version_notices.announce_withdrawal",
    "portal.evidence.actions.export_evidence_to",
    "portal.evidence.collecting.cases.add_case",
}


def in_rooms() -> Iterator[tuple[str, Any]]:
    """Every public function of every room, once, by its full name."""
    for room in ROOMS:
        package = import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations" in found.name or ".views" in found.name or ".management" in found.name:
                continue
            module = import_module(found.name)
            for name, value in vars(module).items():
                if not name.startswith("_") and getattr(value, "__module__", "") == found.name and callable(value):
                    yield f"{found.name}.{name}", value


def test_every_function_that_somebody_does_is_a_verb_or_an_act_of_their_own() -> None:
    unsaid = set()
    for name, value in in_rooms():
        if isinstance(value, Verb) or inspect.isclass(value):
            continue
        by = inspect.signature(value).parameters.get("by")
        if by is not None and by.annotation in (User, User | None):
            unsaid.add(name)
    assert unsaid == OWN_ACTS | PARTS


def test_no_page_or_endpoint_calls_a_part_of_a_verb() -> None:
    parts = {name.rpartition(".")[2] for name in PARTS}
    pages = {stop.route: used_by(stop.view) for stop in stops() if not stop.api}
    endpoints = {
        f"{stop.route} {action}": used_by(getattr(stop.view.cls, action))
        for stop in stops()
        if stop.api
        for action in getattr(stop.view, "actions", {}).values()
    }
    assert {where for where, names in {**pages, **endpoints}.items() if names & parts} == set()


def test_every_verb_names_somebody_who_may() -> None:
    verbs = {name: value for name, value in in_rooms() if isinstance(value, Verb)}
    assert len(verbs) > 40
    nobody = [name for name, one in verbs.items() if not any(one.permissions & held for held in ROLES.values())]
    assert nobody == []
    by = [name for name, one in verbs.items() if "by" not in inspect.signature(one).parameters]
    assert by == []


def test_a_page_asks_what_the_verbs_it_calls_ask() -> None:
    wrong = []
    for stop in [*stops(), *stops("portal.urls_operator")]:
        if stop.api:
            continue
        wrong += [
            f"{stop.route} calls {one.__name__}, for {sorted(one.permissions)}"
            for one in called(stop.view)
            if getattr(stop.view, "needs_to_post", None) != one.permissions
        ]
    assert not wrong, "\n".join(wrong)


def test_an_endpoint_asks_what_the_verbs_it_calls_ask() -> None:
    wrong = []
    for stop in stops():
        if not stop.api or not hasattr(stop.view.cls, "permissions"):
            continue
        for action in stop.view.actions.values():
            asked = stop.view.cls.permissions.get(action)
            needed = frozenset() if asked in (None, OWN) else any_of(asked)
            wrong += [
                f"{stop.route} {action} calls {one.__name__}, for {sorted(one.permissions)}"
                for one in called(getattr(stop.view.cls, action))
                if needed != one.permissions
            ]
    assert not wrong, "\n".join(wrong)


def test_a_command_asks_what_the_verbs_it_calls_ask() -> None:
    checked = []
    for name, app in get_commands().items():
        command = load_command_class(app, name) if str(app).startswith((*OURS, "portal")) else None
        if isinstance(command, TenantCommand):
            for one in called(type(command).handle):
                # Without a person nobody answers for it, and only what may be done unattended is done.
                assert one.unattended if command.verb is None else command.verb.permissions == one.permissions, name
                checked.append(name)
    assert {"import_customers", "rotate_key", "run_credits"} <= set(checked)


def test_the_reading_of_the_source_finds_the_verbs() -> None:
    """So that a helper it cannot follow does not pass for a view that calls nothing."""
    every = [*stops(), *stops("portal.urls_operator")]
    pages = {one.__name__ for stop in every if not stop.api for one in called(stop.view)}
    endpoints = {
        one.__name__
        for stop in stops()
        if stop.api
        for action in getattr(stop.view, "actions", {}).values()
        for one in called(getattr(stop.view.cls, action))
    }
    both = {"cancel_measure", "send_heads", "add_customer", "close_case", "issue_statement", "change_settings"}
    assert both <= pages
    assert both <= endpoints
    verbs = [value for _name, value in in_rooms() if isinstance(value, Verb)]
    within = {inner.__name__ for one in verbs for inner in called(one.act)}
    assert {one.__name__ for one in verbs} - pages - endpoints - within == set()


def test_the_navigation_leads_where_the_door_opens() -> None:
    for area, urlconf in (("desk", None), ("operator", "portal.urls_operator")):
        for item in items_of(area):
            door = resolve(reverse(item.url_name, urlconf=urlconf), urlconf).func
            assert getattr(door, "door", None) in {"desk", "signed_in"}, item


@pytest.fixture(scope="module")
def staff_of_acme(acme_data: Acme) -> dict[Role, Client]:
    """A person with each role alone, at acme itself."""
    clients = {}
    with standing_in("acme"):
        for role in Role:
            user = give_roles(by=None, email=f"{role}.alone@acme.example", name=f"{role}", roles=[role])
            clients[role] = Client(SERVER_NAME="acme.localhost", raise_request_exception=False)
            clients[role].force_login(user)
    return clients


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_offered_what_they_may_not_do(acme_data: Acme, staff_of_acme: dict[Role, Client], role: Role) -> None:
    wrong = []
    for stop in stops():
        if stop.route.startswith("desk/") and ROLES[role] & getattr(stop.view, "needs", frozenset()):
            wrong += [f"/{stop.route} offers {one}" for one in closed(stop, acme_data, staff_of_acme[role], role)]
    assert not wrong, "\n".join(sorted(set(wrong)))


def closed(stop: Stop, acme: Acme, client: Client, role: Role) -> list[str]:
    """What the page links or sends to though its door stays closed to this role."""
    with taken_back():
        answer = client.get(addresses(stop, acme)[0])
        text = "" if answer.streaming else answer.content.decode("utf-8", "replace")
        let_go(answer)
    links = re.findall(r'<a\b[^>]*\bhref="(/[^"#?]*)', text)
    forms = [
        (method, action or f"/{stop.route}")
        for tag in re.findall(r"<form\b[^>]*>", text)
        for method in re.findall(r'method="(\w+)"', tag)
        for action in re.findall(r'\baction="([^"#?]*)', tag) or [answer.request["PATH_INFO"]]
    ]
    offered = [("get", link) for link in links] + forms
    return [f"{method} {path}" for method, path in offered if not opens(method, path, role)]


def opens(method: str, path: str, role: Role) -> bool:
    """Whether the door behind the path lets the role in."""
    try:
        view = resolve(path, settings.ROOT_URLCONF).func
    except Resolver404:
        return False
    needs = getattr(view, "needs_to_post" if method.lower() == "post" else "needs", None)
    return needs is None or bool(needs & ROLES[role])
