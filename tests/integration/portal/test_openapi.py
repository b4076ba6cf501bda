"""The API describes itself completely, and every verb on the desk is also in it."""

import re
from typing import Any

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from portal.urls import router
from tenants.people.api import RoomViewSet
from tenants.people.permissions import OWN, Permission, any_of
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    GENERATOR_STATS.reset()
    made: dict[str, object] = SchemaGenerator(urlconf="portal.urls").get_schema(request=None, public=True)
    return made


def test_the_description_is_valid_openapi_3_1_without_a_warning(schema: dict[str, object]) -> None:
    assert str(schema["openapi"]).startswith("3.1")
    validate_schema(schema)
    assert dict(GENERATOR_STATS._warn_cache) == {}
    assert dict(GENERATOR_STATS._error_cache) == {}


def viewsets() -> list[type[RoomViewSet[Any]]]:
    found = [viewset for _prefix, viewset, _name in router.registry]
    return [viewset for viewset in found if issubclass(viewset, RoomViewSet)]


def test_every_endpoint_is_a_rooms() -> None:
    assert len(viewsets()) == len(router.registry)


def test_every_endpoint_names_a_permission_for_each_of_its_actions() -> None:
    for viewset in viewsets():
        actions = {"list", "retrieve", "create", "update", "partial_update", "destroy"} & set(dir(viewset))
        actions |= {action.__name__ for action in viewset.get_extra_actions()}
        assert actions <= set(viewset.permissions), viewset


def test_every_permission_of_a_reseller_opens_something_in_the_api() -> None:
    named = [one for viewset in viewsets() for one in viewset.permissions.values()]
    asked = {permission for one in named if one is not None and one != OWN for permission in any_of(one)}
    operators = {Permission.MANAGE_RESELLERS, Permission.SEE_UPTAKE}
    assert set(Permission) - operators - asked == set()


def test_the_description_and_its_page_are_served(acme: Reseller, client_at: ClientAt) -> None:
    served = client_at("acme").get("/api/v1/schema/")
    assert served.status_code == 200
    page = client_at("acme").get("/api/v1/docs/").content.decode()
    assert not re.search(r'(src|href)="https?://', page), "the page must come without a CDN"
