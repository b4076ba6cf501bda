"""The fast path says what the verbs say step by step, whoever asks, under whatever agreement, before whichever version.

Each timeline of versions is posted by the real verbs; people, agreements and what was agreed otherwise are then drawn
over it, and every instant at which something begins or ends is asked, to the microsecond.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from policies.acknowledgements.acting import Acting
from policies.acknowledgements.actions import acknowledge, decline
from policies.acknowledgements.actions.acknowledging import written
from policies.acknowledgements.actions.eligibility import Eligibility, _in_words, eligibility_for
from policies.acknowledgements.actions.fast_path import find_eligible
from policies.acknowledgements.models import Acknowledgement, Decline, Method
from policies.documents import Document
from policies.versions.actions import withdraw_version
from policies.versions.models import Policy, PolicyVersion
from tenants.customers.models import Agreement, Authority, Basis, Capacity, Customer, Deviation, Membership
from tenants.ledger import clock
from tenants.ledger.keys import public_jwks, verify_jws
from tenants.ledger.models import Entry
from tenants.people.models import User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.factories.customers import member
from tests.factories.editions import prepared
from tests.factories.versions import RECORDING, SPAM, document, draft, posted_policy, without, writer

JUNE = dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC)
DAY, HOUR, MICROSECOND = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(microseconds=1)
#: Days at which something may begin, end or take effect; every version is posted by day 9.
DAYS = (12, 20, 25, 30, 40)
Clock = Callable[[dt.datetime | None], None]


def day(number: int) -> dt.datetime:
    """The instant at which that day of the timeline begins."""
    return JUNE + number * DAY


def words(letter: str) -> Document:
    """One of three policies; the last asks for no tick."""
    said = {"a": document(), "b": document(spam="sending bulk mail;")}
    return said.get(letter) or without(document(spam="sending any mail;"), RECORDING)


@dataclass(frozen=True)
class Post:
    """One posting: which words, on which day, in effect when (None: at once), in Dutch too, withdrawn when."""

    letter: str
    on: int
    effect: int | None = None
    dutch: bool = False
    withdrawn: int | None = None


TIMELINES = {
    "in force": [Post("a", 0)],
    "in force, without a tick of its own": [Post("c", 0)],
    "the first is still to come": [Post("a", 0, effect=20)],
    "superseded": [Post("a", 0), Post("b", 5)],
    "announced": [Post("a", 0), Post("b", 5, effect=20)],
    "two announced": [Post("a", 0), Post("b", 5, effect=20), Post("c", 6, effect=30)],
    "withdrawn": [Post("a", 0), Post("b", 5, effect=20, withdrawn=7)],
    "withdrawn and announced again": [Post("a", 0), Post("b", 5, effect=20, withdrawn=7), Post("b", 8, effect=30)],
    "the same words again": [Post("a", 0), Post("b", 5), Post("a", 8)],
    "the same words announced again": [Post("a", 0), Post("b", 5, effect=20), Post("a", 6, effect=30)],
    "in two languages": [Post("a", 0, dutch=True)],
    "announced in two languages": [Post("a", 0), Post("b", 5, effect=20, dutch=True)],
}


@dataclass(frozen=True)
class Span:
    """From a day until another; None: without an end."""

    start: int
    end: int | None


@dataclass(frozen=True)
class Membered:
    """Somebody acts for the customer, on these authorities."""

    capacity: Capacity
    span: Span
    authorities: tuple[Span, ...]


@dataclass(frozen=True)
class State:
    """What is on record about one person and one customer."""

    memberships: tuple[Membered, ...]
    agreements: tuple[Span, ...]
    deviation: tuple[str, Span] | None


@dataclass(frozen=True)
class Question:
    """What the person sends, on which day, and what the person did before."""

    on: int
    digest: int
    earlier: str
    earlier_on: int
    ticks: bool
    language: str
    binding: str


def spans(*, ended: bool = False) -> st.SearchStrategy[Span]:
    """Long past, running, still to come or over; `ended` ones only where asked for."""
    ends = st.sampled_from(DAYS) if ended else st.none() | st.sampled_from(DAYS)
    drawn = st.builds(Span, st.sampled_from((-90, *DAYS[:-1])), ends)
    return drawn.filter(lambda one: one.end is None or one.end > one.start)


def membered(*, ended: bool) -> st.SearchStrategy[Membered]:
    return st.builds(
        lambda capacity, span, held: Membered(capacity, span, held if capacity == Capacity.REPRESENTATIVE else ()),
        st.sampled_from(Capacity),
        st.builds(Span, st.just(-90), st.sampled_from(DAYS) if ended else st.none()),
        st.lists(spans(), max_size=2).map(tuple),
    )


STATES = st.builds(
    State,
    # The database allows one membership without an end; most people have that one and no other.
    st.one_of(
        st.tuples(membered(ended=False)),
        st.tuples(membered(ended=True)),
        st.tuples(membered(ended=True), membered(ended=False)),
        st.tuples(membered(ended=True), membered(ended=True), membered(ended=False)),
        st.just(()),
    ),
    st.one_of(st.just((Span(-90, None),)), st.lists(spans(), max_size=2).map(tuple)),
    st.none() | st.tuples(st.sampled_from(("replaced", "not_applied")), spans()),
)
QUESTIONS = st.builds(
    Question,
    on=st.sampled_from((10, *DAYS)),
    digest=st.integers(0, 4),
    earlier=st.sampled_from(("nothing", "nothing", "acknowledged", "declined")),
    earlier_on=st.sampled_from((9, 10, *DAYS)),
    ticks=st.sampled_from((True, True, False)),
    language=st.sampled_from(("", "", "en", "nl", "fr")),
    binding=st.sampled_from(("", "", "right", "wrong")),
)
STRANGER = "0" * 64


@pytest.fixture
def timeline(acme: Reseller, request: pytest.FixtureRequest, set_clock: Clock) -> Policy:
    """The versions of one timeline, each posted on its day."""
    for one in TIMELINES[request.param]:
        set_clock(day(one.on))
        if one.dutch:
            prepared(draft(words(one.letter)))
        made = posted_policy(words(one.letter), effective_at=day(one.effect) if one.effect else None)
        if one.withdrawn is not None:
            set_clock(day(one.withdrawn))
            withdraw_version(by=writer(), version=made)
    return Policy.objects.get()


def recorded(state: State) -> tuple[User, Customer]:
    """The person and the customer, with everything that stands in their rows."""
    customer = Customer.objects.create(reference="C-1", name="Delta Foods", created_at=day(-90))
    elsewhere = Customer.objects.create(reference="C-2", name="Echo Foods", created_at=day(-90))
    person = member(elsewhere, email="rita@delta.example", since=day(-90))
    for one in state.memberships:
        row = Membership.objects.create(
            customer=customer, user=person, capacity=one.capacity, **instants(one.span, "since", "until")
        )
        for held in one.authorities:
            Authority.objects.create(
                membership=row, customer=customer, person=person.pseudonym, basis=Basis.OFFICE, words="Director",
                recorded_at=day(-90), **instants(held, "starts_at", "ends_at"),
            )  # fmt: skip
    for number, span in enumerate(state.agreements):
        Agreement.objects.create(customer=customer, number=f"MSA-{number}", **instants(span, "starts_at", "ends_at"))
    if state.deviation is not None:
        agree_otherwise(customer, *state.deviation)
    return person, customer


def agree_otherwise(customer: Customer, effect: str, span: Span) -> None:
    """Other words about spam, or the provision that asks for a tick not applied."""
    agreement = customer.agreements.filter(starts_at__lte=day(span.start)).order_by("number").first()
    if agreement is None:  # one that is long over, so that nothing of it runs
        agreement = Agreement.objects.create(customer=customer, number="MSA-old", starts_at=day(-91), ends_at=day(-90))
    replaces = effect == "replaced"
    Deviation.objects.create(
        customer=customer, agreement=agreement, effect=effect, key=SPAM if replaces else RECORDING,
        text="sending more than ten mails a day;" if replaces else "", filename="letter.pdf", document_digest="1" * 64,
        path="letters/1", digest=hashlib.sha256(effect.encode()).hexdigest(), recorded_at=day(-90),
        recorded_by=writer().pseudonym, **instants(span, "starts_at", "ends_at"),
    )  # fmt: skip


def instants(span: Span, start: str, end: str) -> dict[str, dt.datetime | None]:
    return {start: day(span.start), end: None if span.end is None else day(span.end)}


def digests() -> list[str]:
    """Of every version, the newest first, and one that nobody posted."""
    return [*dict.fromkeys(PolicyVersion.objects.order_by("-number").values_list("digest", flat=True)), STRANGER]


def refusal(error: Refused) -> tuple[object, ...]:
    return (error.code, error.status, str(error), error.details)


def looked_up(look: Callable[..., Any], **given: Any) -> Any:
    """What a way of looking finds; the code of a refusal is the step-by-step way of finding nothing."""
    try:
        found: tuple[Acting, PolicyVersion] | None = look(**given)
    except Refused:
        return None
    if found is None:
        return None
    acting, version = found
    authority = acting.authority
    return {
        "customer": acting.customer.pk,
        "membership": acting.membership and (acting.membership.pk, acting.membership.capacity, acting.membership.since),
        "person": acting.membership and acting.membership.user_id,
        "capacity": acting.capacity,
        "authority": authority
        and [getattr(authority, field.attname) for field in Authority._meta.concrete_fields if field.name in RECEIPTED],
        "agreed": acting.agreed,
        "deviates": acting.deviates,
        "version": [getattr(version, name) for name in ("pk", "policy_id", "number", "digest", "edition_digests")],
        "instants": [version.significance, version.posted_at, version.effective_at],
        "words": [version.governs, list(version.separate)],  # type: ignore[attr-defined]  # by whoever found it
    }


#: What of an authority stands in the row or its receipt.
RECEIPTED = {"id", "membership", "customer", "person", "basis", "words", "document_digest", "starts_at", "ends_at"}


def step_by_step(*, policy: Policy, user: User, customer: Customer, digest: str, at: dt.datetime) -> Any:
    return _in_words(policy, by=user, customer=customer, digest=digest, at=at)


def ahead(question: Question, policy: Policy, by: User, customer: Customer, digest: str) -> Eligibility:
    """How the person stands before the words, found step by step; raises Refused."""
    at = clock.now()
    acting, version = _in_words(policy, by=by, customer=customer, digest=digest, at=at)
    eligibility = eligibility_for(version, acting, at=at, language=question.language)
    if question.binding == "wrong":
        sentence = "What your agreement says otherwise changed meanwhile: read these words, then acknowledge them."
        raise Refused("agreed_otherwise", sentence, details={"binding_digest": eligibility.bound_digest})
    return eligibility


def columns(row: Acknowledgement | Decline) -> dict[str, object]:
    """Every column but what no two rows share."""
    own = {"id", "at", "receipt"}
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in own}


def claims(row: Acknowledgement) -> dict[str, Any]:
    """What the receipt says but for what no two receipts share."""
    said = verify_jws(row.receipt, public_jwks("acme"), typ="proviso-receipt+jwt", issuer="acme.localhost")
    return {name: value for name, value in said.items() if name not in {"jti", "at"}}


def try_to(verb: Callable[..., Any], **given: Any) -> Any:
    """The row, or the refusal; what a refused verb wrote is taken back, as a request's would be."""
    try:
        with transaction.atomic():
            return verb(**given)
    except Refused as error:
        return refusal(error)


EVERY_TIMELINE = pytest.mark.parametrize("timeline", list(TIMELINES), indirect=True)
#: What is drawn is small and printed whole, so nothing is shrunk: each example is a walk through the database.
OVER_ALL_STATES = examples(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@EVERY_TIMELINE
@OVER_ALL_STATES
@given(state=STATES)
def test_whatever_is_on_record_both_ways_find_the_same_to_the_microsecond(timeline: Policy, state: State) -> None:
    with transaction.atomic():
        person, customer = recorded(state)
        for edge in edges(state):
            for at in (edge - MICROSECOND, edge):
                for digest in digests():
                    asked: dict[str, Any] = {"policy": timeline, "user": person, "customer": customer, "at": at}
                    quick = looked_up(find_eligible, digest=digest, **asked)
                    assert quick == looked_up(step_by_step, digest=digest, **asked), (at, digest)
        transaction.set_rollback(True)


def edges(state: State) -> list[dt.datetime]:
    """The instants after the last posting at which something of the state or a version begins or ends."""
    drawn = [*(one.span for one in state.memberships), *state.agreements]
    drawn += [held for one in state.memberships for held in one.authorities]
    drawn += [state.deviation[1]] if state.deviation else []
    days = {number for span in drawn for number in (span.start, span.end) if number is not None and number > 0}
    effects = PolicyVersion.objects.filter(effective_at__gt=day(10)).values_list("effective_at", flat=True)
    return sorted({*(day(number) for number in days | {10}), *effects})


@EVERY_TIMELINE
@OVER_ALL_STATES
@given(state=STATES, question=QUESTIONS)
def test_acknowledging_and_declining_give_the_answer_and_the_row_of_the_longer_way(
    timeline: Policy, set_clock: Clock, state: State, question: Question
) -> None:
    with transaction.atomic():
        person, customer = recorded(state)
        digest = (digests() * 5)[question.digest]
        ticks = [RECORDING] if question.ticks else []
        said: dict[str, Any] = {"by": person, "customer": customer, "digest": digest}
        if question.earlier != "nothing":
            set_clock(day(min(question.earlier_on, question.on)) + HOUR)
            first = acknowledge if question.earlier == "acknowledged" else decline
            try_to(first, **said, **TICKED[first])
        set_clock(day(question.on) + 2 * HOUR)
        for verb in (acknowledge, decline):
            rows, entries = Acknowledgement.objects.count() + Decline.objects.count(), Entry.objects.count()
            eligibility = try_to(lambda: ahead(question, timeline, person, customer, digest))
            given = said | {"language": question.language}
            if verb is acknowledge:
                given["ticks"] = ticks
            if question.binding:
                right = eligibility.bound_digest if isinstance(eligibility, Eligibility) else digest
                given["binding_digest"] = "9" * 64 if question.binding == "wrong" else right
            wanted = expected(verb, eligibility, person, ticks)
            answer = try_to(verb, **given)
            if isinstance(wanted, tuple):
                assert answer == wanted
            else:
                assert columns(answer) == columns(wanted)
                assert columns(type(answer).objects.get(pk=answer.pk)) == columns(wanted)
            if isinstance(answer, Acknowledgement) and isinstance(wanted, Acknowledgement):
                assert claims(answer) == claims(wanted)
            new = 0 if isinstance(wanted, tuple) or not wanted._state.adding else 1
            assert Acknowledgement.objects.count() + Decline.objects.count() == rows + new
            assert Entry.objects.count() == entries + new
        transaction.set_rollback(True)
    set_clock(None)


def expected(
    verb: Callable[..., Any], eligibility: Eligibility | tuple[object, ...], person: User, ticks: list[str]
) -> Acknowledgement | Decline | tuple[object, ...]:
    """What the verb must answer: a refusal, the row on record, or the row it must add."""
    if not isinstance(eligibility, Eligibility):
        return eligibility
    mine = {"version": eligibility.version, "person": person.pseudonym, "customer": eligibility.acting.customer}
    given = Acknowledgement.objects.filter(**mine, binding_digest=eligibility.bound_digest).first()
    if verb is acknowledge:
        wanting = try_to(eligibility.require_ticks, given=ticks)
        return wanting or given or written(eligibility, person=person.pseudonym, method=Method.PORTAL)
    if given is not None:
        said = "You acknowledged these words already, and that stays on record."
        return refusal(Refused("acknowledged_already", said))
    acting = eligibility.acting
    row = Decline(
        **mine,
        digest=eligibility.version.digest,
        binding_digest=eligibility.bound_digest,
        capacity=acting.capacity,
        authority=acting.authority if acting.binds else None,
        method=Method.PORTAL,
        edition_language=eligibility.language,
        edition_digest=eligibility.edition_digest,
        reason="",
        at=eligibility.at,
    )
    return Decline.objects.filter(**mine, binding_digest=eligibility.bound_digest).first() or row


@pytest.mark.parametrize("verb", [acknowledge, decline])
@pytest.mark.parametrize("timeline", ["in force"], indirect=True)
def test_who_acted_for_the_customer_once_answers_nothing_for_it(timeline: Policy, verb: Callable[..., Any]) -> None:
    customer = Customer.objects.create(reference="C-1", name="Delta Foods", created_at=day(-90))
    Agreement.objects.create(customer=customer, number="MSA-1", starts_at=day(-90))
    former = member(customer, since=day(-90), until=clock.now())
    version = PolicyVersion.objects.get(policy=timeline)
    with pytest.raises(Refused) as refused:
        verb(by=former, customer=customer, digest=version.digest, **TICKED[verb])
    assert (refused.value.code, refused.value.status) == ("not_a_member", 403)
    assert not Acknowledgement.objects.exists()
    assert not Decline.objects.exists()


TICKED: dict[Callable[..., Any], dict[str, Any]] = {acknowledge: {"ticks": [RECORDING]}, decline: {}}
