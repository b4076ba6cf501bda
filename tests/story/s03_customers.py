"""Step 3: reseller A imports 200 customers; a file with mistakes is reported by line and nothing of it is saved."""

import csv
import io

from tests.story.promises import narrator, promise
from tests.story.world import CUSTOMERS, A, B, World

COLUMNS = [
    *("customer_reference", "customer_name", "agreement_number", "agreement_from", "contact_name", "contact_mail"),
    *("service_reference", "service_name", "monthly_price", "currency", "service_from", "addresses"),
]


def row(number: int) -> list[str]:
    """One customer with an agreement, a representative, and a service with an address and a network."""
    return [
        *(f"C{number:03}", f"Customer {number:03} Ltd", f"MSA-{number:03}", "2025-01-01"),
        *(f"Representative {number:03}", contact(number)),
        *(
            service(number),
            f"Line {number:03}",
            "100.00",
            "EUR",
            "2025-01-01",
            f"{address(number)} 198.18.{number}.0/24",
        ),
    ]


def contact(number: int) -> str:
    """The representative's mail address."""
    return f"rep@customer-{number:03}.example"


def service(number: int) -> str:
    """The service's reference."""
    return f"S{number:03}"


def address(number: int) -> str:
    """The address the service holds."""
    return f"198.19.{number}.1"


def csv_of(rows: list[list[str]], columns: list[str] = COLUMNS) -> str:
    """A CSV file."""
    file = io.StringIO()
    csv.writer(file).writerows([columns, *rows])
    return file.getvalue()


def play(world: World) -> None:
    """First wrong, then right."""
    stage, admin = world.stage, world.at(A)
    rows = [row(number) for number in range(1, CUSTOMERS + 1)]
    broken = [list(one) for one in rows]
    broken[40][COLUMNS.index("agreement_from")] = "the first of May"
    broken[120][COLUMNS.index("addresses")] = "300.1.1.1"
    words = ["import_customers", "--reseller", A.schema, "--by", world.email(A, "admin")]
    wrong = stage.run(words[0], str(stage.write("wrong.csv", csv_of(broken))), *words[1:])
    told = wrong.output + wrong.errors
    promise(wrong.code != 0, "a file with mistakes is refused", told)
    promise("42" in told and "122" in told, "mistakes are reported by line", told)
    count = admin.api("GET", "customers/", expect=200).json()["count"]
    promise(count == 0, "nothing of a file with mistakes is saved", count)
    stage.command(words[0], str(stage.write("customers.csv", csv_of(rows))), *words[1:])
    count = admin.api("GET", "customers/", expect=200).json()["count"]
    promise(count == CUSTOMERS, f"{CUSTOMERS} customers are imported", count)
    elsewhere = stage.write("beta.csv", csv_of([row(3)]))
    stage.command("import_customers", str(elsewhere), "--reseller", B.schema, "--by", world.email(B, "admin"))
    count = world.at(B).api("GET", "customers/", expect=200).json()["count"]
    promise(count == 1, "another reseller's customers are its own", count)
    narrator.step(
        3,
        f"{CUSTOMERS} customers with agreements, representatives and services; "
        f"2 mistakes told by line, nothing of that file saved",
    )
