"""A reseller declares what it is; its colours follow at once and cannot carry anything else into a page."""

from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff, find

DECLARED = {
    "name": "Acme Networks",
    "legal_name": "Acme Networks B.V.",
    "address": "2 Quay",
    "abuse_mailbox": "abuse@acme.example",
    "website": "acme.example/aup",
    "accent": "#0b6e4f",
    "timezone": "Europe/Amsterdam",
    "appeal_days": "14",
    "evidence_limit": "20000",
    "evidence_days": "365",
    "notice_days": "30",
    "mail_rate": "0",
    "gate_material": "page",
    "gate_editorial": "off",
    "gate_grace_hours": "336",
    "provisioning_url": "",
    "alert_service_label": "service",
}


def test_settings_are_kept_recorded_and_shown_at_once(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    browser = client_at("acme", staff(Role.ADMINISTRATOR))
    answer = browser.post("/desk/settings/", DECLARED, follow=True)
    assert answer.redirect_chain == [("/desk/settings/", 302)]
    assert "The settings are changed." in answer.content.decode()
    assert "Acme Networks" in answer.content.decode()
    kept = find("acme")
    assert (kept.timezone, kept.appeal_days, kept.website) == ("Europe/Amsterdam", 14, "https://acme.example/aup")
    facts = Entry.objects.get(verb="settings.changed").facts
    assert facts["timezone"] == ["UTC", "Europe/Amsterdam"]
    assert "abuse_mailbox" not in facts, "what did not change is not recorded"


def test_a_wrong_value_changes_nothing_and_is_named(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    browser = client_at("acme", staff(Role.ADMINISTRATOR))
    answer = browser.post("/desk/settings/", DECLARED | {"accent": "red;}", "timezone": "Mars/Base"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "There is a problem" in html
    assert 'href="#id_timezone"' in html
    assert 'href="#id_accent"' in html
    assert find("acme").name == "Acme Telecom"


def test_only_who_manages_settings_may_see_them(acme: Reseller, staff: Staff, client_at: ClientAt) -> None:
    assert client_at("acme", staff(Role.AUDITOR)).get("/desk/settings/").status_code == 403
    assert client_at("acme", staff(Role.AUDITOR)).post("/desk/settings/", DECLARED).status_code == 403


def test_each_host_has_its_own_colours(acme: Reseller, client_at: ClientAt) -> None:
    Reseller.objects.filter(pk=acme.pk).update(accent="#7a1f5c")
    ours = client_at("acme").get("/look.css")
    assert ours.headers["Content-Type"] == "text/css; charset=utf-8"
    assert b"--brand:#7a1f5c" in ours.content
    assert b"#7a1f5c" not in client_at("beta").get("/look.css").content
    assert client_at("public").get("/look.css").status_code == 200


def test_colours_are_kept_for_a_year_only_under_the_address_that_names_them(
    acme: Reseller, client_at: ClientAt
) -> None:
    browser = client_at("acme")
    address = browser.get("/sign-in/").context["look_css"]
    assert "immutable" in browser.get(address).headers["Cache-Control"]
    assert "immutable" not in browser.get("/look.css?v=older").headers["Cache-Control"]
    Reseller.objects.filter(pk=acme.pk).update(accent="#7a1f5c")
    assert browser.get("/sign-in/").context["look_css"] != address
    assert "immutable" not in browser.get(address).headers["Cache-Control"]
