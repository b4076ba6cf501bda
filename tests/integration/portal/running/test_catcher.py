"""The catcher records what reaches it and answers as told."""

import httpx

from portal.running.catcher import Answer, Catcher, Caught


def test_a_request_is_recorded_and_answered() -> None:
    def answering(caught: Caught) -> Answer:
        return Answer(503) if caught.path == "/down" else Answer(200, b'{"state": "suspended"}')

    with Catcher(answering) as catcher:
        ok = httpx.post(f"{catcher.url}/hold", content=b"{}", headers={"Webhook-Id": "msg_1"})
        down = httpx.put(f"{catcher.url}/down", content=b"x")
    assert (ok.status_code, ok.json(), down.status_code) == (200, {"state": "suspended"}, 503)
    assert [(one.method, one.path, one.body) for one in catcher.requests] == [
        ("POST", "/hold", b"{}"),
        ("PUT", "/down", b"x"),
    ]
    assert catcher.requests[0].headers["webhook-id"] == "msg_1"
