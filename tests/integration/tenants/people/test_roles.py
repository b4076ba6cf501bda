"""Roles follow one table, shown as a page; the last administrator stays."""

import re
from collections.abc import Callable

import pytest
from django.core import mail

from tenants.ledger.models import Entry
from tenants.people.actions import take_role
from tenants.people.mails import send_mails
from tenants.people.models import Role, User
from tenants.people.permissions import ROLES, Permission, may
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import ClientAt, Staff


def test_every_role_and_permission_stands_in_the_table(acme: Reseller) -> None:
    assert set(ROLES) == set(Role)
    assert frozenset().union(*ROLES.values()) == set(Permission)


def test_nobody_may_both_decide_and_approve_by_one_role(acme: Reseller) -> None:
    for permissions in ROLES.values():
        assert not {Permission.WORK_CASES, Permission.APPROVE_ENFORCEMENT} <= permissions
        assert not {Permission.WORK_CASES, Permission.REVIEW_APPEALS} <= permissions
        assert not {Permission.EDIT_POLICIES, Permission.POST_POLICIES} <= permissions


def test_an_auditor_changes_nothing(acme: Reseller) -> None:
    assert {p for p in ROLES[Role.AUDITOR] if not p.value.endswith(".see")} == {
        Permission.EXPORT_LEDGER,
        Permission.EXPORT_EVIDENCE,
    }


def test_the_page_shows_the_table_that_is_asked(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    page = client_at("acme", staff(Role.EDITOR)).get("/desk/people/roles/").content.decode()
    rows = dict(re.findall(r'<tr data-permission="([^"]+)">(.*?)</tr>', page, re.DOTALL))
    assert set(rows) == {str(p) for p in Permission}
    for permission in Permission:
        allowed = sum(permission in ROLES[role] for role in Role)
        assert rows[permission].count("data-allowed") == allowed


def test_an_invitation_mails_a_link_and_gives_the_roles(
    acme: Reseller, staff: Staff, client_at: ClientAt, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    administrator = client_at("acme", staff(Role.ADMINISTRATOR))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        answer = administrator.post(
            "/desk/people/", {"name": "Cleo", "email": "cleo@acme.example", "roles": ["case_officer", "finance"]}
        )
    assert answer.status_code == 302
    assert not mail.outbox, "no mail is sent inside a request"
    send_mails()
    cleo = User.objects.get(email="cleo@acme.example")
    assert cleo.roles == {Role.CASE_OFFICER, Role.FINANCE}
    assert may(cleo, Permission.WORK_CASES)
    assert mail.outbox[-1].to == ["cleo@acme.example"]
    assert Entry.objects.filter(verb="role.given", subject_id=str(cleo.pk)).count() == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_invite(acme: Reseller, staff: Staff, client_at: ClientAt, role: Role) -> None:
    answer = client_at("acme", staff(role)).post(
        "/desk/people/", {"name": "X", "email": "x@acme.example", "roles": ["finance"]}
    )
    assert answer.status_code == 403
    assert not User.objects.filter(email="x@acme.example").exists()


def test_the_last_administrator_stays(acme: Reseller, staff: Staff) -> None:
    first = User.objects.get(email="admin@acme.example")
    with pytest.raises(Refused) as refused:
        take_role(by=first, user=first, role=Role.ADMINISTRATOR)
    assert refused.value.code == "last_administrator"
    second = staff(Role.ADMINISTRATOR)
    take_role(by=second, user=first, role=Role.ADMINISTRATOR)
    assert Role.ADMINISTRATOR not in User.objects.get(pk=first.pk).roles


def test_a_role_is_taken_away_on_the_page_and_the_person_loses_what_it_allowed(
    acme: Reseller, staff: Staff, client_at: ClientAt
) -> None:
    administrator = client_at("acme", staff(Role.ADMINISTRATOR))
    finn = staff(Role.FINANCE)
    address = f"/desk/people/{finn.pk}/take-role/"
    assert f'action="{address}"' in administrator.get("/desk/people/").content.decode()
    assert administrator.post(address, {"role": "nobody"}).status_code == 422
    assert client_at("acme", finn).post(address, {"role": "finance"}).status_code == 403
    assert administrator.post(address, {"role": "finance"}).status_code == 302
    assert User.objects.get(pk=finn.pk).roles == set()
    assert client_at("acme", finn).get("/desk/credits/").status_code == 403
    assert Entry.objects.get(verb="role.taken").subject_id == str(finn.pk)
