"""Whole pages of the look: components, forms and errors."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.unit.portal.look.samples import SampleForm, context


def page(name: str, *, form: SampleForm | None = None) -> str:
    request: Any = RequestFactory().get("/desk/")
    request.tenant = SimpleNamespace(name="Northlight", timezone="UTC", accent="#0b6e4f", schema_name="north")
    return render_to_string(name, context(form=form), request)


def test_the_gallery_shows_every_component_without_inline_style_or_script() -> None:
    html = page("look/gallery.html")
    assert 'style="' not in html
    assert "<style" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert " on" not in "".join(re.findall(r"<[a-z]+ on[a-z]+=", html))
    for part in (
        "page-head",
        "panel-caution",
        "table-stack",
        "timeline",
        "redline-modified",
        "uptime",
        "empty",
        "<progress",
    ):
        assert part in html, part


def test_every_id_is_there_once_and_every_reference_leads_somewhere() -> None:
    html = page("look/gallery.html", form=SampleForm({"service": ""}))
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert sorted(set(ids)) == sorted(ids)
    described = " ".join(re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)).split()
    assert described
    assert set(described) <= set(ids)
    assert set(re.findall(r'for="([^"]+)"', html)) <= set(ids)


def test_a_form_says_once_what_is_wrong_and_links_to_each_field() -> None:
    form = SampleForm({"service": "", "ground": "", "category": ""})
    html = page("look/gallery.html", form=form)
    assert html.count("There is a problem") == 1
    targets = re.findall(r'<a href="#(id_[^"]+)"', html)
    assert targets == ["id_service", "id_ground_0", "id_channel_0", "id_category", "id_reason", "id_sure"]
    for target in targets:
        assert f'id="{target}"' in html
    assert "<title>Error:" in re.sub(r"<title>\s+", "<title>", html)


def test_controls_carry_their_class_and_what_is_wrong() -> None:
    html = str(SampleForm({"service": "", "channel": ["mail"]}))
    assert re.search(r'<input type="text" name="service"[^>]*class="form-control is-invalid"', html)
    assert re.search(r'<select name="category"[^>]*class="form-select is-invalid"', html)
    assert re.search(r'<input type="radio"[^>]*class="form-check-input', html)
    assert 'id="id_service_error"' in html
    assert html.count("(optional)") == 2


@pytest.mark.parametrize("name", ["400.html", "404.html", "500.html", "409.html", "403.html", "403_csrf.html"])
def test_an_error_page_needs_no_request_and_names_nobody(name: str) -> None:
    html = render_to_string(name)
    assert "<h1>" in html
    assert "Proviso" in html
    assert "Northlight" not in html


def test_a_host_nobody_registered_learns_nothing() -> None:
    html = render_to_string("host_404.html")
    for word in ("Proviso", "static", "tenant", "reseller", "href", "src"):
        assert word not in html


def test_mails_have_their_words_and_say_why_they_came() -> None:
    html = render_to_string("mail/base.html", {"company": "Northlight", "reason": "You asked for it."})
    text = render_to_string("mail/base.txt", {"company": "North & Light", "reason": "You asked for it."})
    assert "You asked for it." in html
    assert "North & Light" in text
    assert "<table" not in html
