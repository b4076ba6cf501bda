"""One version in several languages: prepared beside the draft, posted with it, frozen; one language governs."""

import json
from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from policies.documents import digest, to_text
from policies.documents.model.codec import document_from_json
from policies.documents.model.editions import in_language
from policies.drafts.actions import (
    add_edition,
    approve_draft,
    drop_edition,
    edit_provision,
    import_edition,
    post_version,
    set_language,
    start_draft,
    submit_draft,
    word_edition,
)
from policies.drafts.models import Draft, DraftStatus, DraftWriter, PreparedEdition
from policies.versions.models import Edition, Policy, PolicyVersion, Significance
from policies.versions.queries import citable_between, document_of
from tenants.ledger import clock
from tenants.ledger.models import Entry
from tenants.people.models import Role
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import Staff
from tests.factories.editions import posted_in, prepared, worded
from tests.factories.versions import SPAM, draft, writer

pytestmark = pytest.mark.usefixtures("acme")
ClientAt = Callable[..., Client]


def refused(code: str, verb: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as caught, transaction.atomic():
        verb()
    assert caught.value.code == code
    return caught.value


def test_a_version_is_posted_in_every_language_prepared_and_names_each() -> None:
    version = posted_in("nl")
    edition = Edition.objects.get()
    assert version.edition_digests == {"nl": edition.digest}
    words = document_of(edition)
    assert edition.digest == digest(words)
    assert words.language == "nl"
    assert words.placed()[SPAM].provision.text == "nl: sending mail that nobody asked for;"
    assert "{{" not in json.dumps(edition.document), "its variables are filled"
    assert Entry.objects.get(verb="version.posted").facts["editions"] == version.edition_digests


def test_what_is_missing_or_outdated_is_refused_by_name() -> None:
    edition = add_edition(by=writer(), draft=draft(), language="de")

    def post() -> PolicyVersion:
        return post_version(by=writer(), policy=Policy.objects.get(), summary="Two.")

    refusal = refused("edition_incomplete", post)
    assert "Deutsch" in refusal.sentence
    worded(edition)
    edit_provision(by=writer(), draft=Draft.objects.get(), key=SPAM, text="sending mail to strangers;")
    refusal = refused("edition_incomplete", post)
    assert refusal.details["provisions"] == [{"key": SPAM, "rendering": "outdated"}]
    still = PreparedEdition.objects.get()
    word_edition(by=writer(), edition=still, key=SPAM, text=still.words[SPAM]["text"])
    assert post().edition_digests.keys() == {"de"}


def test_the_next_draft_carries_them_along_and_an_edition_alone_can_be_posted() -> None:
    version = posted_in("nl")
    start_draft(by=writer(), policy=version.policy)
    refused("nothing_changed", lambda: post_version(by=writer(), policy=version.policy, summary="Again."))
    edition = PreparedEdition.objects.get()
    word_edition(by=writer(), edition=edition, key=SPAM, text="post sturen waar niemand om vroeg;")
    second = post_version(
        by=writer(), policy=version.policy, summary="Better Dutch.", significance=Significance.EDITORIAL
    )
    assert second.digest == version.digest, "the governing words are the same"
    assert second.edition_digests != version.edition_digests


def test_a_dropped_edition_is_not_posted_again() -> None:
    version = posted_in("nl")
    start_draft(by=writer(), policy=version.policy)
    drop_edition(by=writer(), edition=PreparedEdition.objects.get())
    second = post_version(by=writer(), policy=version.policy, summary="English only.")
    assert second.edition_digests == {}
    assert Edition.objects.get().version == version


def test_languages_are_known_other_than_the_governing_one_and_once() -> None:
    kept = draft()
    refused("no_language", lambda: add_edition(by=writer(), draft=kept, language="klingon"))
    refused("governing_language", lambda: add_edition(by=writer(), draft=kept, language="EN"))
    add_edition(by=writer(), draft=kept, language="NL")
    refused("edition_there", lambda: add_edition(by=writer(), draft=kept, language="nl"))
    refused("edition_there", lambda: set_language(by=writer(), draft=kept, language="nl"))
    assert document_from_json(set_language(by=writer(), draft=kept, language="de").document).language == "de"


def test_two_people_in_one_place_lose_nothing() -> None:
    edition = add_edition(by=writer(), draft=draft(), language="nl")
    word_edition(by=writer(), edition=edition, key=SPAM, text="geen post;", seen="")
    refusal = refused(
        "changed", lambda: word_edition(by=writer(), edition=edition, key=SPAM, text="andere woorden;", seen="")
    )
    assert refusal.details["theirs"] == "geen post;"
    word_edition(by=writer(), edition=edition, key=SPAM, text="andere woorden;", seen="geen post;")
    refused("no_variable", lambda: word_edition(by=writer(), edition=edition, key=SPAM, text="{{nobody}}"))
    refused("no_provision", lambda: word_edition(by=writer(), edition=edition, key="gone", text="x"))


def test_a_translated_file_is_taken_over_and_one_built_otherwise_is_not() -> None:
    kept = draft()
    edition = add_edition(by=writer(), draft=kept, language="nl")
    ours = document_from_json(kept.document)
    theirs = in_language(ours, "nl", {one.key: f"Vertaald {one.text}" for one in ours.each()})
    text = to_text(theirs).replace("{{company}}", "Acme Telecom B.V.")
    refusal = refused(
        "edition_built_otherwise",
        lambda: import_edition(by=writer(), edition=edition, data=b"# Regels\n\nEen zin.\n", filename="nl.md"),
    )
    assert refusal.details["key"] in ours.placed()
    assert PreparedEdition.objects.get().words == {}
    markdown = "# Gebruiksregels\n\n" + text.split("\n\n", 1)[1]
    taken = import_edition(by=writer(), edition=edition, data=markdown.encode(), filename="nl.md")
    assert taken.words[""]["text"] == "Gebruiksregels"
    assert taken.words[SPAM]["text"] == "Vertaald sending mail that nobody asked for;"


# What the database itself keeps


def execute(sql: str, *values: str | UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_nothing_posted_can_be_changed_taken_away_or_added() -> None:
    version = posted_in("nl")
    edition = Edition.objects.get()
    added = "INSERT INTO versions_edition (id, version_id, language, document, template, digest)"
    added += " VALUES (gen_random_uuid(), %s, %s, '{}', '{}', %s)"
    attacks: list[tuple[str, tuple[str | UUID, ...]]] = [
        ("UPDATE versions_edition SET document = '{}'", ()),
        ("DELETE FROM versions_edition", ()),
        ("UPDATE versions_policyversion SET edition_digests = '{}'", ()),
        (added, (version.pk, "fr", edition.digest)),
        (added, (version.pk, "nl", "0" * 64)),
    ]
    for sql, values in attacks:
        with pytest.raises(DatabaseError), transaction.atomic():
            execute(sql, *values)
    assert Edition.objects.get().document == edition.document


def test_a_version_that_names_an_edition_has_it() -> None:
    posted_in("nl")
    sql = (
        "INSERT INTO versions_policyversion SELECT (jsonb_populate_record(v, jsonb_build_object("
        "'id', gen_random_uuid(), 'number', 9, 'effective_at', v.effective_at + interval '1 day',"
        " 'edition_digests', '{\"fr\": \"0\"}'::jsonb))).* FROM versions_policyversion v"
    )
    with pytest.raises(DatabaseError, match="not there"), transaction.atomic():
        execute(f"{sql}; SET CONSTRAINTS ALL IMMEDIATE")


def test_four_eyes_see_every_language(acme: Reseller, staff: Staff) -> None:
    Reseller.objects.filter(pk=acme.pk).update(four_eyes=True)
    second = staff(Role.EDITOR, Role.APPROVER, name="Second")
    edition = prepared()
    kept = submit_draft(by=writer(), draft=Draft.objects.get())
    approve_draft(by=second, draft=kept)
    # Worded anew, the approval is gone; raw SQL that leaves the status does not post other words either.
    PreparedEdition.objects.filter(pk=edition.pk).update(
        words={**edition.words, SPAM: {**edition.words[SPAM], "text": "x"}}
    )
    refused("not_approved", lambda: post_version(by=writer(), policy=kept.policy, summary="Two."))
    PreparedEdition.objects.filter(pk=edition.pk).update(words=edition.words)
    word_edition(by=writer(), edition=edition, key=SPAM, text="y")
    assert Draft.objects.get().status == DraftStatus.DRAFT
    submit_draft(by=writer(), draft=Draft.objects.get())
    approve_draft(by=second, draft=Draft.objects.get())
    assert post_version(by=writer(), policy=kept.policy, summary="Two.").edition_digests


def test_who_words_an_edition_is_a_writer(acme: Reseller, staff: Staff) -> None:
    Reseller.objects.filter(pk=acme.pk).update(four_eyes=True)
    second = staff(Role.EDITOR, Role.APPROVER, name="Second")
    edition = prepared()
    word_edition(by=second, edition=edition, key=SPAM, text="z")
    assert DraftWriter.objects.filter(person=second.pseudonym).exists()
    kept = submit_draft(by=writer(), draft=Draft.objects.get())
    refused("wrote_it", lambda: approve_draft(by=second, draft=kept))


def test_a_version_with_editions_nobody_approved_is_refused_by_the_database(acme: Reseller, staff: Staff) -> None:
    first = posted_in("nl")
    Reseller.objects.filter(pk=acme.pk).update(four_eyes=True)
    start_draft(by=writer(), policy=first.policy)
    edit_provision(by=writer(), draft=Draft.objects.get(), key=SPAM, text="sending mail to strangers;")
    worded(PreparedEdition.objects.get())
    kept = submit_draft(by=writer(), draft=Draft.objects.get())
    approve_draft(by=staff(Role.APPROVER, name="Second"), draft=kept)
    sql = (
        "INSERT INTO versions_policyversion SELECT (jsonb_populate_record(v, jsonb_build_object("
        "'id', gen_random_uuid(), 'number', 9, 'effective_at', v.effective_at + interval '1 day',"
        " 'document', a.document, 'template', a.template, 'digest', a.digest, 'edition_digests', '{}'::jsonb"
        "))).* FROM versions_policyversion v, drafts_draftapproval a"
    )
    with pytest.raises(IntegrityError, match="these editions"), transaction.atomic():
        execute(sql)


# What readers and machines get


def test_readers_choose_and_are_told_which_language_governs(client_at: ClientAt) -> None:
    version = posted_in("nl")
    anyone = client_at("acme")
    plain = anyone.get("/aup/")
    assert plain["Content-Language"] == "en"
    assert 'href="?lang=nl"' in plain.content.decode()
    assert 'hreflang="nl"' in plain["Link"]
    for address in ("/aup/?lang=nl", f"/aup/versions/{version.number}/?lang=nl", "/aup/embed/?lang=nl"):
        answer = anyone.get(address)
        page = answer.content.decode()
        assert answer["Content-Language"] == "nl", address
        assert "nl: sending mail that nobody asked for;" in page
        assert 'lang="nl"' in page
        assert "those in English govern" in page
        assert version.digest in page
        assert answer["ETag"] != plain["ETag"]
        assert anyone.get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    later = anyone.get("/aup/", {"lang": "nl", "as_of": clock.now().isoformat()})
    assert "nl: sending mail" in later.content.decode()


@pytest.mark.parametrize("address", ["/aup/", "/aup/versions/1/", "/aup.json", "/aup.txt", "/aup/versions/1.pdf"])
def test_a_language_that_is_not_there_is_refused_with_those_that_are(client_at: ClientAt, address: str) -> None:
    posted_in("nl")
    answer = client_at("acme").get(address, {"lang": "fr"})
    assert answer.status_code == 404
    assert "Nederlands (nl)" in answer.content.decode()
    assert client_at("acme").get(address, {"lang": "EN"}).status_code == 200


def test_machines_get_each_language_with_both_digests(client_at: ClientAt) -> None:
    version = posted_in("nl")
    edition = Edition.objects.get()
    answer = client_at("acme").get("/aup.json?lang=nl")
    told = answer.json()
    assert told["digest"] == version.digest
    assert told["document_digest"] == edition.digest == digest(document_from_json(told["document"]))
    assert told["languages"] == [
        {"language": "en", "digest": version.digest, "governs": True},
        {"language": "nl", "digest": edition.digest, "governs": False},
    ]
    text = client_at("acme").get("/aup.txt?lang=nl").content.decode()
    assert text == to_text(document_of(edition))
    pdf = client_at("acme").get("/aup/versions/1.pdf?lang=nl")
    assert pdf.content.startswith(b"%PDF")
    assert 'filename="aup-1-nl.pdf"' in pdf["Content-Disposition"]
    for brought in (text, answer.content.decode()):
        verdict = client_at("acme").post("/verify/", {"text": brought}).content.decode()
        assert "the edition in Nederlands of version 1" in verdict


def test_a_determination_cites_the_governing_words_only() -> None:
    posted_in("nl")
    now = clock.now()
    cited = citable_between(policy=Policy.objects.get(), start=now, end=now)
    assert cited
    assert not [one for one in cited if one.text.startswith("nl: ")]


# The desk and the API


def test_an_edition_is_prepared_on_the_desk(client_at: ClientAt, staff: Staff) -> None:
    draft()
    client = client_at("acme", staff(Role.EDITOR))
    answer = client.post("/desk/policy/draft/editions/", {"language": "nl"})
    address = answer["Location"]
    page = client.get(address).content.decode()
    assert "Nederlands" in page
    assert "sending mail that nobody asked for;" in page
    assert client.post(address, {"key": SPAM, "text": "geen post;", "seen": ""}).status_code == 302
    saved = client.post(address, {"key": "", "text": "Regels", "seen": ""}, headers={"HX-Request": "true"})
    assert "Renders the governing words" in saved.content.decode()
    clash = client.post(address, {"key": SPAM, "text": "iets anders;", "seen": ""})
    assert clash.status_code == 409
    assert "iets anders;" in clash.content.decode(), "what was typed stays"
    assert "geen post;" not in client.get(f"{address}?show=open").content.decode()
    assert "Nederlands" in client.get("/desk/policy/draft/editions/").content.decode()
    assert client.post("/desk/policy/draft/editions/", {"language": "nl"}).status_code == 409
    file = SimpleUploadedFile("nl.md", b"# Regels\n\nEen zin.\n")
    wrong = client.post(f"{address}import/", {"file": file})
    assert wrong.status_code == 422
    assert "built otherwise" in wrong.content.decode()
    assert client.post(f"{address}drop/").status_code == 302
    assert not PreparedEdition.objects.exists()
    answer = client.post("/desk/policy/draft/editions/governing/", {"language": "nl"})
    assert answer.status_code == 302
    assert Draft.objects.get().document["language"] == "nl"


def test_the_preview_shows_each_language_without_the_desk(client_at: ClientAt, staff: Staff) -> None:
    edition = prepared()
    client = client_at("acme", staff(Role.EDITOR))
    page = client.get("/desk/policy/draft/preview/?lang=nl").content.decode()
    assert "nl: sending mail that nobody asked for;" in page
    assert "{{" not in page
    assert "those in English govern" in page
    assert "/desk/customers/" not in page
    assert "nl: sending" not in client.get("/desk/policy/draft/preview/").content.decode()
    word_edition(by=writer(), edition=edition, key=SPAM, text="")
    page = client.get("/desk/policy/draft/preview/?lang=nl").content.decode()
    assert "sending mail that nobody asked for;" in page


def test_the_page_before_posting_names_what_is_not_complete(client_at: ClientAt, staff: Staff) -> None:
    add_edition(by=writer(), draft=draft(), language="nl")
    client = client_at("acme", staff(Role.EDITOR, Role.APPROVER))
    assert "these languages are not complete" in client.get("/desk/policy/post/").content.decode()
    answer = client.post("/desk/policy/post/", {"summary": "Two.", "significance": "material", "confirmed": "on"})
    assert answer.status_code == 422
    assert "Nederlands is not complete" in answer.content.decode()


def test_an_edition_is_prepared_through_the_api(client_at: ClientAt, staff: Staff) -> None:
    kept = draft()
    client = client_at("acme", staff(Role.EDITOR, Role.APPROVER))

    def send(method: str, path: str, **body: object) -> dict[str, object]:
        answer = client.generic(method, f"/api/v1/{path}", json.dumps(body), content_type="application/json")
        assert answer.status_code < 300, answer.content
        return answer.json() if answer.content else {}

    made = send("POST", "prepared-editions/", draft=str(kept.pk), language="nl")
    path = f"prepared-editions/{made['id']}/"
    assert made["open"]
    for row in client.get(f"/api/v1/{path}words/").json():
        send("PUT", f"{path}words/", key=row["key"], text=f"nl: {row['governing']}", seen="")
    assert client.get(f"/api/v1/{path}").json()["open"] == 0
    version = send("POST", f"policies/{kept.policy_id}/post/", summary="In two languages.")
    assert list(version["edition_digests"]) == ["nl"]  # type: ignore[call-overload]  # JSON
    posted = client.get(f"/api/v1/editions/?version={version['id']}").json()["results"]
    assert posted[0]["language"] == "nl"
    document = client.get(f"/api/v1/versions/{version['id']}/document/?lang=nl").json()
    assert document["document"]["language"] == "nl"
    problem = client.post(
        "/api/v1/prepared-editions/", {"draft": str(kept.pk), "language": "nl"}, content_type="application/json"
    )
    assert problem.status_code in {400, 422}
    assert problem["Content-Type"] == "application/problem+json"
