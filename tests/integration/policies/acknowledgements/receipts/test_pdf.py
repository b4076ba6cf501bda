"""A receipt is also a sheet of paper to file: who, which words, when, what it proves, with the signed token on it."""

import re

import pypdfium2
import pytest
from django.test import Client

from policies.acknowledgements.models import Acknowledgement
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tests.conftest import ClientAt, Staff
from tests.factories.acknowledgements import acknowledged
from tests.factories.customers import customer, person_of
from tests.factories.versions import RECORDING, posted_policy


@pytest.fixture
def row(acme: Reseller) -> Acknowledgement:
    """An acknowledgement of Acme's version 1, by Zoë of Delta."""
    return acknowledged(posted_policy(), customer("Delta Foods", reference="C-77", person="Zoë de Vries"))


@pytest.fixture
def mine(row: Acknowledgement, client_at: ClientAt) -> Client:
    """The client of the person who acknowledged."""
    return client_at("acme", person_of(row.customer))


def words(pdf: bytes) -> str:
    """All text of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
        return "\n".join(pages)
    finally:
        document.close()


def squeezed(text: str) -> str:
    """The text without spaces and line ends, since a token is cut into lines."""
    return re.sub(r"[\s\ufffe]", "", text)


def sheet(client: Client, row: Acknowledgement) -> bytes:
    """The PDF as its person downloads it."""
    answer = client.get(f"/my/receipts/{row.pk}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer.content


def test_the_sheet_says_who_acknowledged_what_and_when(mine: Client, row: Acknowledgement) -> None:
    text = words(sheet(mine, row))
    for said in ("Acme", "Delta Foods (C-77)", "Zoë de Vries", "Representative", "On the portal", "version 1"):
        assert said in text, said
    for said in (str(row.person), row.digest, row.receipt, RECORDING):
        assert said in squeezed(text), said
    assert f"{row.at:%H:%M:%S.%f} UTC" in text
    assert "What it does not prove" in text
    assert "http://acme.localhost:8000/verify/" in squeezed(text)


def test_the_instant_is_also_told_in_the_resellers_zone(mine: Client, row: Acknowledgement, acme: Reseller) -> None:
    Reseller.objects.filter(pk=acme.pk).update(timezone="Asia/Tokyo")
    assert re.search(r"In Asia/Tokyo\s+\d+ \w+ \d{4}, [\d:.]+ JST", words(sheet(mine, row)))


def test_the_same_bytes_each_time_until_a_name_is_erased(mine: Client, row: Acknowledgement) -> None:
    first = sheet(mine, row)
    assert sheet(mine, row) == first
    User.objects.filter(pseudonym=row.person).update(name="Ada", email="ada@customer.example")
    assert sheet(mine, row) != first


def test_a_name_that_was_erased_is_not_on_it(row: Acknowledgement, client_at: ClientAt, staff: Staff) -> None:
    User.objects.filter(pseudonym=row.person).update(pseudonym=row.pk)  # as if nobody stood behind it any more
    text = words(client_at("acme", staff(Role.AUDITOR)).get(f"/desk/acknowledgements/{row.pk}/receipt.pdf").content)
    assert "Zoë" not in text
    assert "the name was erased" in text
    assert str(row.person) in squeezed(text)


def test_it_is_tagged_pdf_a_with_the_token_in_its_metadata(mine: Client, row: Acknowledgement) -> None:
    pdf = sheet(mine, row)
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"/MarkInfo" in pdf
    assert row.receipt.encode() in pdf


def test_words_are_never_markup(acme: Reseller, client_at: ClientAt) -> None:
    found = customer("#panic(1) *x* $y$ <z>", person="漢 [#bad]")
    row = acknowledged(posted_policy(), found)
    text = words(client_at("acme", person_of(found)).get(f"/my/receipts/{row.pk}.pdf").content)
    assert "#panic(1) *x* $y$ <z>" in text
    assert "[U+6F22] [#bad]" in text


def test_others_do_not_get_it(row: Acknowledgement, client_at: ClientAt) -> None:
    stranger = person_of(customer("Other"))
    assert client_at("acme", stranger).get(f"/my/receipts/{row.pk}.pdf").status_code == 404
    assert client_at("acme").get(f"/my/receipts/{row.pk}.pdf").status_code == 302
    assert client_at("acme", stranger).get(f"/desk/acknowledgements/{row.pk}/receipt.pdf").status_code == 403


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.EDITOR])
def test_staff_who_see_customers_get_token_and_sheet(
    row: Acknowledgement, mine: Client, client_at: ClientAt, staff: Staff, role: Role
) -> None:
    client = client_at("acme", staff(role))
    assert client.get(f"/desk/acknowledgements/{row.pk}/receipt.pdf").content == sheet(mine, row)
    assert client.get(f"/desk/acknowledgements/{row.pk}/receipt/").content.decode().strip() == row.receipt
    assert client.get(f"/api/v1/acknowledgements/{row.pk}/sheet/").content == sheet(mine, row)


def test_the_pages_lead_to_it(row: Acknowledgement, mine: Client, client_at: ClientAt, staff: Staff) -> None:
    for page in ("/my/history/", "/my/aup/"):
        assert f"/my/receipts/{row.pk}.pdf" in mine.get(page).content.decode(), page
    assert f"/my/receipts/{row.pk}.pdf" in mine.get("/my/history/?at=2100-01-01T00:00").content.decode()
    desk = client_at("acme", staff(Role.AUDITOR)).get(f"/desk/customers/{row.customer_id}/binding/").content.decode()
    assert f"/desk/acknowledgements/{row.pk}/receipt.pdf" in desk
