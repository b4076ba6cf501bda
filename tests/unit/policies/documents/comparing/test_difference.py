"""The difference as JSON, applied by a stranger to the old version, gives the new one byte for byte."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given

from policies.documents import Document, canonical_bytes, compare, digest, document_from_json, document_to_json
from policies.documents.comparing.difference import difference_to_json
from policies.documents.model.codec import provision_to_json
from tests.unit.policies.documents.comparing.applying import applied
from tests.unit.policies.documents.comparing.test_compare import document, provision
from tests.unit.policies.documents.trees import documents


def difference(old: Document, new: Document) -> dict[str, Any]:
    return difference_to_json(compare(old, new), old_digest=digest(old), new_digest=digest(new))


@given(old=documents(), new=documents())
def test_the_old_version_and_the_json_give_the_new_version_byte_for_byte(old: Document, new: Document) -> None:
    sent = json.loads(json.dumps(difference(old, new), ensure_ascii=False))
    reached = document_from_json(applied(document_to_json(old), sent))
    assert canonical_bytes(reached) == canonical_bytes(new)
    assert (sent["from"], sent["to"]) == (digest(old), digest(reached))


OLD = document(provision("a", "You may not spam."), provision("b", "You pay."))
NEW = document(provision("a", "You may not send spam."), provision("c", "You report."))


def test_a_redline_stands_in_it_word_by_word() -> None:
    (first, *_) = difference(OLD, NEW)["changes"]
    assert (first["op"], first["key"]) == ("modified", "a")
    assert [part["text"] for part in first["redline"] if part["op"] == "insert"] == ["send "]


def test_it_is_written_under_the_names_that_the_documentation_gives() -> None:
    old = document(provision("a", "A", provision("b", "B", number="1")))
    new = replace(document(provision("a", "A"), provision("b", "B", number="2")), title="Policy")
    assert difference_to_json(compare(old, new), old_digest="from", new_digest="to") == {
        "from": "from",
        "to": "to",
        "title": "Policy",
        "language": "en",
        "variables": [],
        "title_redline": [
            {"op": "delete", "text": "A policy"},
            {"op": "insert", "text": "Policy"},
        ],
        "changes": [
            {
                "op": "moved",
                "key": "b",
                "old": {
                    "parent_key": "a",
                    "position": 0,
                    "depth": 1,
                    "path": "1",
                    "provision": provision_to_json(provision("b", "B", number="1")),
                },
                "new": {
                    "parent_key": None,
                    "position": 1,
                    "depth": 0,
                    "path": "2",
                    "provision": provision_to_json(provision("b", "B", number="2")),
                },
                "moved": True,
                "renumbered": True,
                "redline": [],
            }
        ],
    }
