"""Cache keys, files and log lines of one tenant are never another's (invariant 9)."""

import structlog
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, JsonResponse
from django.test import override_settings
from django.urls import path

from tests.conftest import standing_in
from tests.isolation.acme import Acme
from tests.isolation.beta import ANONYMOUS, Beta


def test_a_cached_value_is_found_only_by_its_own_tenant(beta_people: Beta) -> None:
    with standing_in("acme"):
        cache.set("page", "acme's")
        key = cache.make_key("page")
    with standing_in("beta"):
        assert cache.get("page") is None
        assert cache.make_key("page") != key


def test_a_file_lies_in_its_own_tenants_folder(acme_data: Acme, beta_people: Beta) -> None:
    with standing_in("acme"):
        name = default_storage.save("evidence/log.txt", ContentFile(acme_data.canary.encode()))
        where = default_storage.path(name)
        with default_storage.open(name) as kept:
            assert acme_data.canary in kept.read().decode()
    with standing_in("beta"):
        assert not default_storage.exists(name)
        assert default_storage.path(name) != where
        assert default_storage.listdir("")[1] == []


def bound(_request: HttpRequest) -> JsonResponse:
    """What every log line of this request carries."""
    return JsonResponse(structlog.contextvars.get_contextvars())


class Logging:
    """Addresses of the test below."""

    urlpatterns = [path("bound/", bound)]


def test_a_log_line_names_the_tenant_of_its_request_and_nothing_stays_behind(beta_people: Beta) -> None:
    with override_settings(ROOT_URLCONF=Logging):
        told = beta_people.client(ANONYMOUS).get("/bound/").json()
    assert told["tenant"] == "beta"
    assert told["request"]
    assert structlog.contextvars.get_contextvars() == {}
