"""Whoever may open a page reaches it by links, buttons and forms from their first page, and is offered nothing else."""

from collections.abc import Callable

import pytest

from tenants.customers.models import Capacity
from tenants.people.models import Role
from tests.conftest import standing_in
from tests.isolation.acme import Acme
from tests.isolation.beta import taken_back
from tests.isolation.judging import let_go
from tests.isolation.walking import addresses
from tests.reach.crawling import Crawler, Found
from tests.reach.people import ANYBODY, EVERYBODY, STRANGER_TO_OPERATOR, Person, pages
from tests.reach.states import draft_counting_parts, draft_discarded, draft_in_review, draft_returned

POST_ONLY = 405
#: Nobody follows a link to these, and why.
NOT_LINKED = {
    "sign-in/<str:secret>/": "mailed to who asks for a link",
    "account/address/<str:secret>/": "mailed to the address that somebody wants to have",
    "desk/people/<uuid:user_id>/reactivate/": "stands on the page of a person who is deactivated",
    "report/<str:secret>/again/": "stands on the page that follows a report, once it is completed as no violation",
    "desk/evidence/<uuid:evidence_id>/file/": "signed for two minutes; opening the file leads there",
    "desk/raw-reports/<uuid:rawreport_id>/file/": "likewise",
    "desk/appeals/evidence/<uuid:appealevidence_id>/file/": "likewise",
    "my/appeals/evidence/<uuid:appealevidence_id>/file/": "likewise",
    "desk/credits/runs/<uuid:creditrun_id>/progress/": "asked for by the run's own page while it goes on",
    "desk/appeals/<uuid:appeal_id>/pass-on/": "offered to who filed the appeal for the customer, and to nobody else",
    "desk/people/reviewers/ask/": "offered until the upstream is asked",
    "desk/people/reviewers/<uuid:reviewrequest_id>/name/": "offered to an upstream, once a reseller asks it",
    "desk/people/reviewers/<uuid:namedreviewer_id>/withdraw/": "likewise",
    "report/<str:secret>/": "mailed to the reporter",
    "notices/feed/<str:secret>/": "an address for a feed reader, shown once to who makes it",
    "aup.json": "the version in force for machines, under an address that stays; the page links the version's own",
    "aup.txt": "likewise",
    "aup.pdf": "likewise",
    "aup/timemap/": "for machines, which find it in a header of the policy (RFC 7089)",
    "aup/embed/": "framed by the reseller's own website; the desk shows the lines to put there",
    "enter/": "how a public page leads home whoever is signed in; anybody's crawl comes through it to the sign-in",
    "hooks/mail/<slug:provider>/": "called by the mail provider",
}
#: Pages that open to these people and are of no use to them, and why.
NOT_FOR = {
    ("my/aup/pass/", Capacity.REPRESENTATIVE): "leads on who has to acknowledge first; this one has acknowledged",
    ("my/notices/<uuid:delivery_id>/", Capacity.ACCOUNT_USER): "notices go to who may bind the customer",
    ("my/appeals/new/", Capacity.ACCOUNT_USER): "only who may bind the customer appeals; the page says so",
    ("my/appeals/<uuid:appeal_id>/withdraw/", Capacity.ACCOUNT_USER): "likewise",
    ("desk/appeals/evidence/<uuid:appealevidence_id>/open/", Role.EVIDENCE_CUSTODIAN): (
        "a custodian sees no appeals, and opens what is sealed through the API"
    ),
}
#: What only a draft in another state offers: how it comes there, to whom, what.
MOMENTS: list[tuple[Callable[[], None], Role, set[str]]] = [
    (draft_returned, Role.EDITOR, {"desk/policy/draft/submit/", "desk/policy/draft/provisions/<slug:key>/step/"}),
    (draft_counting_parts, Role.EDITOR, {"desk/policy/draft/provisions/<slug:key>/split/"}),
    (draft_in_review, Role.APPROVER, {"desk/policy/draft/approve/"}),
    (draft_discarded, Role.EDITOR, {"desk/policy/draft/start/"}),
]
LATER = set[str]().union(*(offered for _moment, _who, offered in MOMENTS))


def crawler(one: Person) -> Crawler:
    """This person at their host; who is not signed in goes wherever a link leads."""
    routes = frozenset(stop.route for stop in (one.own() if one.user else pages(one.urlconf)))
    return Crawler(one.client(), one.host, one.urlconf, routes, one.refused("needs"), one.refused("needs_to_post"))


def sought(one: Person) -> set[str]:
    """The patterns that this person is to find."""
    found = {stop.route for stop in one.own()} - NOT_LINKED.keys() - LATER
    return {route for route in found if (route, one.who) not in NOT_FOR}


def missed(one: Person, found: Found, acme: Acme) -> list[str]:
    """The pages that were not opened, and the verbs that no button offered."""
    lost = []
    for stop in one.own():
        if stop.route not in sought(one) or stop.route in found.opened:
            continue
        with taken_back():
            answer = one.client().get(addresses(stop, acme)[0])
            let_go(answer)
        if answer.status_code != POST_ONLY:
            lost.append(f"{stop.route} is reached from no page")
        elif stop.route not in found.offered:
            lost.append(f"{stop.route} is offered by no button")
    return lost


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_reaches_what_is_theirs_and_is_offered_nothing_else(
    acme_data: Acme, everybody: dict[str, Person], who: str
) -> None:
    one = everybody[who]
    found = crawler(one).crawl(one.start, sought(one))
    assert not found.wrong, "\n".join(found.wrong)
    lost = missed(one, found, acme_data)
    assert not lost, "\n".join(lost)
    reached = sorted(NOT_LINKED.keys() & found.opened.keys() - {"enter/"})
    assert not reached, f"{reached} are reached: take them off the list"


@pytest.mark.parametrize(("moment", "who", "offered"), MOMENTS)
def test_a_draft_offers_what_its_state_allows(
    everybody: dict[str, Person], moment: Callable[[], None], who: Role, offered: set[str]
) -> None:
    with taken_back():
        with standing_in("acme"):
            moment()
        found = crawler(everybody[who]).crawl("/desk/policy/", offered)
    assert offered <= found.offered.keys()
    assert not found.wrong, "\n".join(found.wrong)


def test_every_reason_is_about_a_page_that_there_is() -> None:
    routes = {stop.route for urlconf in ("portal.urls", "portal.urls_operator") for stop in pages(urlconf)}
    assert not (NOT_LINKED.keys() | {route for route, _who in NOT_FOR} | LATER) - routes


def test_a_page_without_a_link_and_a_link_that_is_refused_are_told(
    acme_data: Acme, everybody: dict[str, Person]
) -> None:
    finance = everybody[Role.FINANCE]
    found = Found()
    assert "desk/credits/ is reached from no page" in missed(finance, found, acme_data)
    assert "desk/credits/<uuid:creditstatement_id>/pay/ is offered by no button" in missed(finance, found, acme_data)
    stranger = crawler(everybody[Role.EVIDENCE_CUSTODIAN])
    as_finance = Crawler(
        finance.client(), finance.host, finance.urlconf, stranger.within, stranger.shut, stranger.shut_to_post
    )
    told = as_finance.crawl(finance.start, set()).wrong
    assert any(one.startswith("desk/credits/ is not for this person; the link stands on /desk/") for one in told)


def test_strangers_are_sent_to_sign_in(everybody: dict[str, Person]) -> None:
    for who, start in ((ANYBODY, "/"), (STRANGER_TO_OPERATOR, "/")):
        assert "sign-in/" in crawler(everybody[who]).crawl(start, {"sign-in/"}).opened
