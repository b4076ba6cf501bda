"""What anyone may read: the policy in force, every version, what changed, and a feed."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.versions.models import PolicyVersion, Postponement
from policies.versions.page_cache import VARY, Visit, current_page
from policies.versions.queries import in_force, next_effective, the_policy, version_before
from policies.versions.relations import asked_datetime, memento
from policies.versions.rules import standings
from policies.versions.views.answers import (
    asked_reading,
    instant_asked,
    not_posted,
    numbered,
    validated,
    words_of_page,
)
from tenants.ledger import clock
from tenants.resellers.addresses import absolute


@require_safe
def aup(request: Visit) -> HttpResponse:
    """The policy in force, or with `?as_of=` the one in force at that instant; `?lang=` chooses the language."""
    if request.META.get("QUERY_STRING") and request.GET.get("as_of"):
        return _as_of(request)
    if "HTTP_ACCEPT_DATETIME" in request.META:
        return _memento(request)
    if request.META.get("QUERY_STRING") and request.GET.get("lang"):
        return _in_language(request)
    page = current_page(request)
    if page.version is None:
        return not_posted(request)
    return HttpResponse(page.body, headers=page.headers)


@require_safe
def versions(request: Visit) -> HttpResponse:
    """Every version ever posted, the newest first, as a timeline."""
    policy = the_policy()
    if policy is None or not policy.versions.exists():
        return not_posted(request)
    posted = list(policy.versions.order_by("-effective_at").prefetch_related("postponements"))
    told = standings(posted, clock.now())
    items = [
        {
            "at": version.effective_at,
            "title": _("Version %d") % version.number,
            "url": f"/aup/versions/{version.number}/",
            "text": version.summary,
            "note": _note(told[version], list(version.postponements.all())),
            "mark": {"in_force": "now", "scheduled": "ahead", "withdrawn": "bad"}.get(told[version], ""),
        }
        for version in posted
    ]
    return validated(render(request, "versions/versions.html", {"items": items, "policy": policy, "posted": posted}))


@require_safe
def version(request: Visit, number: int) -> HttpResponse:
    """One version as it was posted, and how it stands now."""
    found = numbered(number)
    reading = asked_reading(request, found)
    told = standings(list(found.policy.versions.all()), clock.now())
    context = words_of_page(reading) | {"standing": told[found].value, "before": version_before(found)}
    return validated(render(request, "versions/aup.html", context), reading)


@require_safe
def feed(request: Visit) -> HttpResponse:
    """An Atom feed of posted versions, those announced included (R5)."""
    policy = the_policy()
    title = _("%(reseller)s: %(policy)s") % {
        "reseller": request.tenant.name,
        "policy": policy.title if policy else _("Acceptable Use Policy"),
    }
    atom = Atom1Feed(
        title=title, link=absolute("/aup/"), description=None, feed_url=absolute("/aup/feed.atom"), language="en"
    )
    standing = policy.versions.filter(withdrawn_at=None) if policy else PolicyVersion.objects.none()
    posted = standing.order_by("-number").prefetch_related("postponements")[:50]
    for one in posted:
        atom.add_item(
            title=_("Version %(number)d, in effect from %(at)s")
            % {"number": one.number, "at": one.effective_at.isoformat(timespec="seconds")},
            link=absolute(f"/aup/versions/{one.number}/"),
            description=" ".join([one.summary, *map(_put_off, one.postponements.all())]),
            unique_id=f"urn:sha256:{one.digest}:{one.number}",
            pubdate=one.posted_at,
            updateddate=max([one.posted_at, *(moved.at for moved in one.postponements.all())]),
        )
    return validated(HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"))


def _as_of(request: Visit) -> HttpResponse:
    moment = instant_asked(request.GET["as_of"], request.tenant.timezone)
    if moment is None:
        return render(request, "versions/as_of.html", {"asked": request.GET["as_of"]}, status=400)
    policy = the_policy()
    found = in_force(policy=policy, at=moment) if policy else None
    if found is None:
        return render(request, "versions/as_of.html", {"moment": moment}, status=404)
    reading = asked_reading(request, found)
    context = words_of_page(reading) | {
        "standing": "as_of",
        "moment": moment,
        "keep": urlencode({"as_of": request.GET["as_of"]}),
    }
    return validated(render(request, "versions/aup.html", context), reading)


def _in_language(request: Visit) -> HttpResponse:
    """The policy in force in another language than the governing one."""
    policy, at = the_policy(), clock.now()
    version = in_force(policy=policy, at=at) if policy else None
    if policy is None or version is None:
        return not_posted(request)
    reading = asked_reading(request, version)
    context = words_of_page(reading) | {
        "standing": "in_force",
        "following": next_effective(policy=policy, at=at),
    }
    return validated(render(request, "versions/aup.html", context), reading)


def _memento(request: Visit) -> HttpResponse:
    """Leads to the version that stood at the instant asked for in `Accept-Datetime` (RFC 7089)."""
    moment, policy = asked_datetime(request.META["HTTP_ACCEPT_DATETIME"]), the_policy()
    if moment is None:
        response = render(request, "versions/as_of.html", {"asked": request.META["HTTP_ACCEPT_DATETIME"]}, status=400)
    else:
        found = memento(list(policy.versions.all()), moment=moment, at=clock.now()) if policy else None
        response = redirect("version", number=found.number) if found else not_posted(request)
    patch_vary_headers(response, [VARY])
    return response


def _note(standing: str, postponements: list[Postponement]) -> str:
    told = {"withdrawn": _("Withdrawn before it took effect."), "superseded": _("No longer in force.")}
    return " ".join(filter(None, [told.get(standing, ""), *map(_put_off, postponements)]))


def _put_off(postponement: Postponement) -> str:
    sentence = _("Put off from %(before)s to %(after)s: %(reason)s")
    before, after = (
        moment.isoformat(timespec="seconds") for moment in (postponement.effect_before, postponement.effect_after)
    )
    return sentence % {"before": before, "after": after, "reason": postponement.reason}
