"""Importing customers: all of a file or nothing, the same file again changes nothing, nothing moves silently."""

import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tenants.csv_files.mistakes import Mistaken
from tenants.customers.actions import import_customers, release_identifier
from tenants.customers.models import Agreement, Capacity, Customer, Identifier, Membership, Service
from tenants.ledger.models import Entry
from tenants.people.models import Role, User
from tenants.resellers.models import Reseller
from tenants.resellers.refusals import Refused
from tests.conftest import Staff, standing_in
from tests.factories.customers import customer as existing

HEAD = (
    "customer_reference,customer_name,agreement_number,agreement_from,agreement_until,contact_name,contact_mail,"
    "contact_capacity,service_reference,service_name,monthly_price,currency,service_from,addresses,domains,numbers\n"
)
ROW = (
    "C1,Corner Shop,MSA-1,2026-01-01,,Ann Corner,ann@corner.example,representative,S1,Web server,100.00,EUR,"
    "2026-02-01,192.0.2.0/28 2001:db8:1::/48,corner.example,+31201234567\n"
)

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def ann(acme: Reseller, staff: Staff) -> User:
    return staff(Role.ADMINISTRATOR, name="Ann Admin")


def mistakes(by: User, text: str) -> list[str]:
    before = Entry.objects.count()
    with pytest.raises(Mistaken) as refused:
        import_customers(by=by, data=text.encode())
    assert Entry.objects.count() == before
    return [str(mistake) for mistake in refused.value.mistakes]


def test_a_row_becomes_customer_agreement_person_service_and_what_it_holds(ann: User) -> None:
    done = import_customers(by=ann, data=(HEAD + ROW).encode())
    assert done.saved
    assert done.counts == {
        "AddCustomer": 1,
        "AddAgreement": 1,
        "AddPerson": 1,
        "AddService": 1,
        "AddIdentifier": 4,
    }
    service = Service.objects.get(reference="S1")
    assert (service.customer.name, service.agreement.number) == ("Corner Shop", "MSA-1")
    assert (service.monthly_price, service.currency) == (Decimal("100.00"), "EUR")
    held = {str(one): one.held_from for one in service.identifiers.all()}
    assert set(held) == {"192.0.2.0/28", "2001:db8:1::/48", "corner.example", "+31201234567"}
    assert set(held.values()) == {dt.datetime(2026, 2, 1, tzinfo=dt.UTC)}
    membership = Membership.objects.get(customer=service.customer)
    assert (membership.user.email, membership.capacity) == ("ann@corner.example", Capacity.REPRESENTATIVE)
    verbs = set(Entry.objects.filter(by=ann.pseudonym).values_list("verb", flat=True))
    assert verbs >= {"customer.added", "agreement.added", "membership.added", "service.added", "identifier.held"}


def test_the_same_file_again_changes_nothing(ann: User) -> None:
    import_customers(by=ann, data=(HEAD + ROW).encode())
    entries = Entry.objects.count()
    again = import_customers(by=ann, data=(HEAD + ROW).encode())
    assert (again.steps, again.saved) == ((), False)
    assert Entry.objects.count() == entries


def test_a_date_is_midnight_in_the_resellers_time_zone(acme: Reseller, ann: User) -> None:
    acme.timezone = "Europe/Amsterdam"
    import_customers(by=ann, data=(HEAD + ROW).encode())
    assert Agreement.objects.get().starts_at == dt.datetime(2025, 12, 31, 23, tzinfo=dt.UTC)


def test_a_spreadsheets_byte_order_mark_semicolons_and_commas_in_prices_are_taken(ann: User) -> None:
    text = (HEAD + ROW).replace(",", ";").replace("100.00", "100,00")
    import_customers(by=ann, data=b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert Service.objects.get().monthly_price == Decimal(100)


def test_several_rows_may_speak_of_one_customer_and_one_service(ann: User) -> None:
    rows = (
        ROW
        + "C1,,,,,Bob,bob@corner.example,account_user,S1,,,,,198.51.100.7,,\n"
        + "C1,,MSA-1,,,,,,S2,Mail,5,EUR,2026-03-01,,,\n"
    )
    import_customers(by=ann, data=(HEAD + rows).encode())
    assert (Customer.objects.count(), Agreement.objects.count(), Service.objects.count()) == (1, 1, 2)
    assert Membership.objects.get(user__email="bob@corner.example").capacity == Capacity.ACCOUNT_USER
    assert Service.objects.get(reference="S1").identifiers.count() == 5


def test_every_mistake_is_named_by_line_and_column_and_nothing_is_saved(ann: User) -> None:
    bad = (
        ROW
        + "C2,Second,MSA-2,1 January,,Bob,bob at second,chief,S2,Web,a lot,EURO,2026-02-01,192.0.2.0/33,-x.example,1\n"
        + "\n"
        + ",Nobody,,,,,,,,,,,,,,\n"
        + "C4,,MSA-4,2026-01-01,2025-01-01,,,,S4,,,,,,,\n"
        + "C5,Fifth,MSA-1,2026-01-01,,,,,,,,,,,,\n"
        + "C1,Another name,,,,,,,,,,,,,,\n"
    )
    said = mistakes(ann, HEAD + bad)
    where = {(line.split(":")[0]) for line in said}
    assert where == {
        "line 3, agreement_from",
        "line 3, contact_mail",
        "line 3, contact_capacity",
        "line 3, monthly_price",
        "line 3, currency",
        "line 3, addresses",
        "line 3, domains",
        "line 3, numbers",
        "line 5, customer_reference",
        "line 6, customer_name",
        "line 6, agreement_until",
        "line 6, service_name",
        "line 6, monthly_price",
        "line 6, service_from",
        "line 7, customer_reference",
        "line 8, customer_name",
    }
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "line 1: The file is empty"),
        (HEAD.encode(), "line 1: There is no row"),
        (HEAD.encode() + b"C1,\xff\n", "line 2: This is not UTF-8"),
        (HEAD.encode() + b'C1,"open\nC2,x\n', "line 2: The quotes do not match"),
        (b"customer_reference,colour\nC1,red\n", "line 1, colour: There is no such column"),
        (b"customer_name\nX\n", "line 1, customer_reference: This column is missing"),
        (b"customer_reference,customer_reference\nX,Y\n", "line 1, customer_reference: This column stands here twice"),
        (b"customer_reference,customer_name\nC1,a\x00b\n", "line 2, customer_name: Take out"),
        (b"customer_reference,customer_name\nC1,Shop,more\n", "line 2: There are more cells"),
        (b"customer_reference,customer_name\nC1," + b"x" * 201 + b"\n", "line 2, customer_name: This is longer"),
        (b"customer_reference,customer_name,domains\nC1,x,x.example\n", "line 2, service_reference: Fill in"),
        (
            b"customer_reference,customer_name,agreement_number,agreement_from\nC1,x,M,2026-01-01T10:00:00\n",
            "line 2, agreement_from: 2026-01-01T10:00:00 names no time zone",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_what_to_do(ann: User, data: bytes, told: str) -> None:
    with pytest.raises(Mistaken) as refused:
        import_customers(by=ann, data=data)
    assert str(refused.value.mistakes[0]).startswith(told)


def test_what_another_service_holds_is_a_mistake_of_its_line_and_moves_never(ann: User) -> None:
    existing(name="Holder", networks=["192.0.2.5"], domains=["corner.example"])
    said = mistakes(ann, HEAD + ROW)
    assert len(said) == 2
    assert all("of Holder holds: release it there first" in line for line in said)
    assert said[0].startswith("line 2, addresses: 192.0.2.0/28 overlaps 192.0.2.5/32, which service")
    assert said[1].startswith("line 2, domains: corner.example overlaps")


def test_two_rows_cannot_give_overlapping_networks(ann: User) -> None:
    other = ROW.replace("C1", "C2").replace("MSA-1", "MSA-2").replace("S1", "S2").replace("192.0.2.0/28", "192.0.2.7")
    other = other.replace("2001:db8:1::/48", "").replace("corner.example,+31201234567", ",")
    assert mistakes(ann, HEAD + ROW + other) == [
        "line 3, addresses: 192.0.2.7/32 overlaps 192.0.2.0/28 of service S1 in line 2: take one out."
    ]


def test_what_was_released_can_be_held_by_another_from_then_on(ann: User) -> None:
    holder = existing(networks=["192.0.2.5"])
    identifier = Identifier.objects.get(service__customer=holder)
    release_identifier(by=ann, identifier=identifier, held_until=dt.datetime(2026, 1, 15, tzinfo=dt.UTC))
    import_customers(by=ann, data=(HEAD + ROW).encode())
    assert Identifier.objects.filter(network__overlaps="192.0.2.5").count() == 2


def test_names_and_prices_follow_the_file_but_dates_and_holders_do_not(ann: User) -> None:
    import_customers(by=ann, data=(HEAD + ROW).encode())
    changed = ROW.replace("Corner Shop", "Corner & Sons").replace("100.00", "120.00").replace("Web server", "Web")
    done = import_customers(by=ann, data=(HEAD + changed).encode())
    assert done.counts == {"RenameCustomer": 1, "ChangeService": 1}
    assert Service.objects.get().monthly_price == Decimal(120)
    said = mistakes(ann, HEAD + ROW.replace("2026-01-01", "2026-01-02").replace("2026-02-01", "2026-02-02"))
    assert [line.split(":")[0] for line in said] == ["line 2, agreement_from", "line 2, service_from"]
    moved = ROW.replace("C1,Corner Shop,MSA-1", "C9,Nine,MSA-9")
    said = mistakes(ann, HEAD + moved)
    assert said[0].startswith("line 2, service_reference: Service S1 is another customer's (C1)")


def test_an_end_is_taken_once_and_a_capacity_changes_with_both_on_record(ann: User) -> None:
    import_customers(by=ann, data=(HEAD + ROW).encode())
    ended = ROW.replace("2026-01-01,,", "2026-01-01,2027-01-01,").replace("representative", "account_user")
    assert import_customers(by=ann, data=(HEAD + ended).encode()).counts == {"EndAgreement": 1, "ChangeCapacity": 1}
    assert Membership.objects.filter(until=None).get().capacity == Capacity.ACCOUNT_USER
    assert Membership.objects.count() == 2
    said = mistakes(ann, HEAD + ended.replace("2027-01-01", "2028-01-01"))
    assert said[0].startswith("line 2, agreement_until: Agreement MSA-1 ended")


def test_a_new_address_of_a_known_service_is_held_from_now_not_from_its_beginning(ann: User) -> None:
    import_customers(by=ann, data=(HEAD + ROW).encode())
    before = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=5)
    import_customers(by=ann, data=(HEAD + ROW.replace("192.0.2.0/28", "192.0.2.0/28 198.51.100.1")).encode())
    assert Identifier.objects.get(network="198.51.100.1").held_from > before


def test_a_dry_run_says_the_steps_and_saves_nothing(ann: User) -> None:
    done = import_customers(by=ann, data=(HEAD + ROW).encode(), dry_run=True)
    assert (len(done.steps), done.saved) == (8, False)
    assert not Customer.objects.exists()


def test_nobody_imports_without_the_permission(staff: Staff) -> None:
    with pytest.raises(Refused, match="roles do not allow"):
        import_customers(by=staff(Role.AUDITOR), data=(HEAD + ROW).encode())


def test_the_command_imports_tells_mistakes_by_line_and_needs_a_person(ann: User, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text(HEAD + ROW)
    out = io.StringIO()
    where = {"reseller": "acme", "by": ann.email, "stdout": out}
    call_command("import_customers", str(file), dry_run=True, **where)
    assert "line 2: add customer C1, Corner Shop" in out.getvalue()
    assert "dry run: nothing saved" in out.getvalue()
    call_command("import_customers", str(file), **where)
    assert "1 rows: 1 customers added, 1 agreements added" in out.getvalue()
    assert Customer.objects.count() == 1
    file.write_text(HEAD + ROW.replace("100.00", "much"))
    with pytest.raises(CommandError, match=r"line 2, monthly_price: much is not a price(?s:.*)nothing of it was saved"):
        call_command("import_customers", str(file), **where)
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("import_customers", str(file), reseller="acme", by="eve@elsewhere.example")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_customers", str(tmp_path / "none.csv"), **where)


def test_two_hundred_customers_are_imported_in_seconds_and_only_here(ann: User) -> None:
    rows = "".join(
        f"C{n},Firm {n},MSA-{n},2026-01-01,,Person {n},p{n}@firm.example,,S{n},Web,1,EUR,2026-01-01,10.0.{n}.0/24,,\n"
        for n in range(200)
    )
    started = dt.datetime.now(dt.UTC)
    assert import_customers(by=ann, data=(HEAD + rows).encode()).counts["AddCustomer"] == 200
    assert dt.datetime.now(dt.UTC) - started < dt.timedelta(seconds=20)
    with standing_in("beta"):
        assert not Customer.objects.exists()
