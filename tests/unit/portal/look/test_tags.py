"""Tags say in words whatever they show by colour or shape."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from enforcement.holds.models import MeasureStatus
from portal.look.icons import FILLED, STROKED
from portal.look.states import SHAPES, STATES

NOON = datetime(2026, 10, 29, 0, 0, tzinfo=UTC)


def render(text: str, **context: Any) -> str:
    return Template(text).render(Context(context))


def request_of(zone: str) -> Any:
    request = RequestFactory().get("/desk/cases/?status=open&page=2")
    request.tenant = SimpleNamespace(timezone=zone)  # type: ignore[attr-defined]  # as the host middleware sets it
    return request


def test_an_instant_is_shown_in_the_resellers_zone_and_names_utc() -> None:
    html = render("{% instant at %}", at=NOON, request=request_of("Europe/Amsterdam"))
    assert "29 Oct 2026, 01:00 CET" in html
    assert 'datetime="2026-10-29T00:00:00Z"' in html
    assert "00:00:00 UTC" in html


def test_microseconds_are_not_hidden_from_who_looks_closely() -> None:
    assert "00:00:00.000001 UTC" in render("{% instant at %}", at=NOON.replace(microsecond=1))


@pytest.mark.parametrize("zone", ["", "Nowhere/Such", "../../etc/passwd"])
def test_an_unknown_zone_falls_back_to_utc(zone: str) -> None:
    assert "00:00 UTC" in render("{% instant at %}", at=NOON, request=request_of(zone))


def test_no_instant_is_said_in_words() -> None:
    assert "none" in render("{% instant at %}", at=None)


def test_a_date_has_no_time() -> None:
    assert render("{% instant day %}", day=date(2026, 10, 29)) == '<time datetime="2026-10-29">29 October 2026</time>'


def test_every_known_state_has_words_and_a_shape_that_can_be_drawn() -> None:
    for name, (tone, label) in STATES.items():
        html = render("{% state name %}", name=name)
        assert str(label) in html, name
        assert SHAPES[tone] in STROKED | FILLED
        assert "<svg" in html
    assert len(set(SHAPES.values())) == len(SHAPES), "two tones with one shape are told apart by colour only"


def test_a_rooms_own_label_goes_before_ours() -> None:
    assert "Pending approval" in render("{% state status %}", status=MeasureStatus.PENDING_APPROVAL)


def test_an_unknown_state_is_shown_as_its_own_words() -> None:
    assert "Waiting for rain" in render("{% state 'waiting_for_rain' %}")


def test_a_redline_is_announced_and_escaped() -> None:
    html = render("{% redline parts %}", parts=[("equal", "a <b>"), ("delete", "c"), {"op": "insert", "text": "<d>"}])
    assert html.startswith("a &lt;b&gt;<del>")
    assert "deleted:" in html
    assert "inserted:" in html
    assert "&lt;d&gt;" in html


def test_the_whole_digest_is_in_the_page() -> None:
    whole = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    assert f">{whole}</code>" in render("{% digest value %}", value=whole)


def test_another_page_keeps_the_filters() -> None:
    request = request_of("UTC")
    assert render("{% query page=3 %}", request=request) == "?status=open&amp;page=3"
    assert render("{% query page='' %}", request=request) == "?status=open"


def test_the_actions_of_a_page_are_links_and_what_is_in_them_stays_escaped() -> None:
    html = render('{% page_head title %} <a href="#go">{{ words }}</a> {% endpage_head %}', title="T", words="<b>")
    assert '<a href="#go">&lt;b&gt;</a>' in html
    assert "page-actions" in html
    assert "page-actions" not in render("{% page_head title %} {% endpage_head %}", title="T")


def test_words_between_frames_stay_escaped() -> None:
    html = render("{% panel title %}{{ words }}{% endpanel %}", title="<i>", words="<script>")
    assert "<script>" not in html
    assert "&lt;i&gt;" in html
