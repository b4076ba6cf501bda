"""A setting is one entry of a list: the form and the endpoint have the same, check it alike, and both change it."""

from typing import Any

import pytest
from django.test import Client

from portal.pages.forms import SettingsForm
from tenants.people.api import SettingsSerializer
from tenants.people.models import Role
from tenants.people.settings import SETTINGS
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, find

PAGE, ENDPOINT = "/desk/settings/", "/api/v1/settings/change/"
#: Another value for each setting, as a form sends it and as JSON does.
CHANGED: dict[str, tuple[str, Any]] = {
    "name": ("Acme Networks", "Acme Networks"),
    "legal_name": ("Acme Networks B.V.", "Acme Networks B.V."),
    "address": ("2 Quay", "2 Quay"),
    "abuse_mailbox": ("report@acme.example", "report@acme.example"),
    "website": ("https://elsewhere.example/aup", "https://elsewhere.example/aup"),
    "accent": ("#0b6e4f", "#0b6e4f"),
    "timezone": ("Europe/Amsterdam", "Europe/Amsterdam"),
    "notice_days": ("30", 30),
    "reminder_days": ("3,7", [3, 7]),
    "appeal_days": ("14", 14),
    "evidence_limit": ("5000", 5000),
    "evidence_days": ("400", 400),
    "exclude_any_customer": ("on", True),
    "alert_service_label": ("customer_service", "customer_service"),
    "four_eyes": ("on", True),
    "mail_rate": ("120", 120),
    "gate_material": ("page", "page"),
    "gate_editorial": ("banner", "banner"),
    "gate_grace_hours": ("48", 48),
    "head_mailbox": ("heads@acme.example", "heads@acme.example"),
    "head_webhook_url": ("https://heads.example/", "https://heads.example/"),
    "timestamp_url": ("https://tsa.example/", "https://tsa.example/"),
    "provisioning_url": ("https://acme.example/hooks", "https://acme.example/hooks"),
    "provisioning_states_url": ("https://acme.example/states", "https://acme.example/states"),
}
WRONG: list[tuple[str, str, Any]] = [
    ("name", "", ""),
    ("name", "x" * 121, "x" * 121),
    ("legal_name", "", ""),
    ("address", "x" * 301, "x" * 301),
    ("abuse_mailbox", "nobody", "nobody"),
    ("website", "", ""),
    ("website", "javascript:alert(1)", "javascript:alert(1)"),
    ("website", "https://a.example/" + "x" * 200, "https://a.example/" + "x" * 200),
    ("accent", "red", "red"),
    ("timezone", "Mars/Base", "Mars/Base"),
    ("timezone", "Etc/GMT+3", "Etc/GMT+3"),
    ("notice_days", "-1", -1),
    ("notice_days", "40000", 40000),
    ("reminder_days", "0", [0]),
    ("reminder_days", "366", [366]),
    ("reminder_days", "1,2,3,4,5,6,7,8,9,10,11", list(range(1, 12))),
    ("alert_service_label", "", ""),
    ("alert_service_label", "my-service", "my-service"),
    ("appeal_days", "soon", "soon"),
    ("appeal_days", "13", 13),
    ("appeal_days", "0", 0),
    ("appeal_days", "3661", 3661),
    ("evidence_limit", "-1", -1),
    ("evidence_days", "-1", -1),
    ("mail_rate", "-1", -1),
    ("mail_rate", "3000000000", 3000000000),
    ("gate_material", "wall", "wall"),
    ("gate_editorial", "block", "block"),
    ("gate_grace_hours", "8785", 8785),
    ("head_mailbox", "x@", "x@"),
    ("head_webhook_url", "ftp:/x", "ftp:/x"),
    ("timestamp_url", "nowhere", "nowhere:"),
    ("provisioning_url", "http://", "http://"),
    ("provisioning_states_url", "http://", "http://"),
]
#: What a reseller does not change by itself.
NOT_SETTINGS = {"id", "schema_name", "status", "upstream", "logo", "effects", "pages_revision", "created_at"}


@pytest.fixture
def browser(acme: Reseller, staff: Staff, client_at: ClientAt) -> Client:
    return client_at("acme", staff(Role.ADMINISTRATOR))


def sent_by_form() -> dict[str, str]:
    """The form as the page shows it: every field with what is kept."""
    form = SettingsForm(instance=find("acme"))
    shown = {name: form[name].value() for name in form.fields}
    return {
        name: ",".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in shown.items()
        if value is not None and value is not False
    }


def test_form_and_endpoint_have_the_same_settings_and_every_field_is_decided() -> None:
    writable = [name for name, field in SettingsSerializer().fields.items() if not field.read_only]
    assert list(SettingsForm().fields) == writable == list(SETTINGS) == list(CHANGED)
    assert {field.name for field in Reseller._meta.concrete_fields} == set(SETTINGS) | NOT_SETTINGS


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_is_changed_through_the_form_and_through_the_endpoint(browser: Client, name: str) -> None:
    typed, value = CHANGED[name]
    before = getattr(find("acme"), name)
    assert before != value
    assert browser.post(PAGE, sent_by_form() | {name: typed}).status_code == 302
    assert getattr(find("acme"), name) == value
    if isinstance(value, bool):
        assert browser.post(PAGE, {k: v for k, v in sent_by_form().items() if k != name}).status_code == 302
    else:
        Reseller.objects.filter(schema_name="acme").update(**{name: before})
    assert getattr(find("acme"), name) == before
    answer = browser.post(ENDPOINT, {name: value}, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()[name] == value == getattr(find("acme"), name)
    assert browser.get("/api/v1/settings/").json()[name] == value


@pytest.mark.parametrize(("name", "typed", "value"), WRONG)
def test_what_the_one_refuses_the_other_refuses_too(browser: Client, name: str, typed: str, value: object) -> None:
    before = getattr(find("acme"), name)
    shown = browser.post(PAGE, sent_by_form() | {name: typed})
    assert shown.status_code == 422
    assert f'href="#id_{name}"' in shown.text
    answer = browser.post(ENDPOINT, {name: value}, content_type="application/json")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]
    assert getattr(find("acme"), name) == before
