"""A host serves its own tenant or nothing."""

from django.test import Client

from tests.conftest import ClientAt


def test_an_unknown_host_gets_a_plain_404_that_tells_nothing(db: None, client_at: ClientAt) -> None:
    answer = Client(SERVER_NAME="nobody.localhost").get("/")
    assert answer.status_code == 404
    assert "acme" not in answer.content.decode().lower()
    assert "set-cookie" not in {name.lower() for name in answer.headers}
