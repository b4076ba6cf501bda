"""The mail sink keeps what it got, in order, and finds it again."""

from email.message import EmailMessage
from pathlib import Path

from portal.running.mailsink import pages
from portal.running.mailsink.store import Message, Store, count_by_kind


def mail(
    subject: str = "Hello", *, kind: str = "posted", text: str = "Read https://acme.localhost:8000/aup/."
) -> bytes:
    message = EmailMessage()
    message["From"] = "no-reply@acme.example"
    message["To"] = "someone else entirely <shown@customer.example>"
    message["Subject"] = subject
    message["X-Proviso-Kind"] = kind
    message.set_content(text)
    message.add_alternative("<p>Read <a href='https://acme.localhost:8000/aup/?a=1&amp;b=2'>it</a></p>", subtype="html")
    return message.as_bytes()


def test_messages_are_found_by_the_recipient_of_the_envelope_and_by_kind(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(mail(kind="posted"), sender="a@b.example", recipients=["ann@one.example"])
    store.add(mail(kind="receipt"), sender="a@b.example", recipients=["bob@two.example", "ann@one.example"])
    store.add(mail(kind="posted"), sender="a@b.example", recipients=["bob@two.example"])
    assert [one.number for one in store.list()] == [3, 2, 1]
    assert [one.number for one in store.list(to="Ann@one")] == [2, 1]
    assert [one.number for one in store.list(to="bob", kind="posted")] == [3]
    assert [one.number for one in store.list(after=2)] == [3]
    assert count_by_kind(store.list()) == {"posted": 2, "receipt": 1}


def test_another_run_over_the_same_folder_goes_on_counting(tmp_path: Path) -> None:
    first = Store(tmp_path)
    first.add(mail("Grüße"), sender="a@b.example", recipients=["ann@one.example"])
    second = Store(tmp_path)
    assert second.list() == first.list()
    assert second.list()[0].subject == "Grüße"
    assert second.add(mail(), sender="", recipients=["x@y.example"]).number == 2


def test_a_message_is_kept_byte_for_byte_behind_its_envelope(tmp_path: Path) -> None:
    store = Store(tmp_path)
    content = mail()
    store.add(content, sender="a@b.example", recipients=["ann@one.example"])
    message = store.get(1)
    assert message is not None
    assert message.content.endswith(b"X-Envelope-To: ann@one.example\r\n" + content)
    assert message.text.strip() == "Read https://acme.localhost:8000/aup/."
    assert store.get(2) is None


def test_links_are_told_once_and_without_the_full_stop_behind_them() -> None:
    message = Message(
        mail(text="See https://a.example/x?y=1&z=2, then https://a.example/x?y=1&z=2. Or (http://b.example).")
    )
    assert message.links == ["https://a.example/x?y=1&z=2", "http://b.example"]


def test_what_a_mail_says_never_becomes_markup_of_the_mailbox(tmp_path: Path) -> None:
    store = Store(tmp_path)
    nasty = "<script>alert(1)</script>"
    store.add(
        mail(nasty, kind=nasty, text=f'{nasty} https://a.example/"><script>'),
        sender="",
        recipients=[f"{nasty}@x.example"],
    )
    message = store.get(1)
    assert message is not None
    shown = pages.listing(store.list(), {nasty: 1}, to=nasty, kind=nasty) + pages.reading(1, message)
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_an_address_in_plain_text_can_be_clicked() -> None:
    shown = pages.with_links("Go to http://acme.localhost:8000/in/?t=a&b=c now")
    assert shown == (
        'Go to <a href="http://acme.localhost:8000/in/?t=a&amp;b=c" target="_blank" rel="noopener">'
        "http://acme.localhost:8000/in/?t=a&amp;b=c</a> now"
    )
