"""Step 9: October's service credits: what the violation caused is excluded, everything else is counted, exactly.

A policy without words that withhold credits excludes nothing (R10): then X is due the whole price.
"""

import csv
import io
from decimal import Decimal
from typing import Any

from tests.story.promises import narrator, promise
from tests.story.s03_customers import service
from tests.story.world import A, B, Company, World

WHEN = "2026-11-02T09:00:00+00:00"
MONTH = "2026-10"
TIERS = [["99.9", "10"], ["99.0", "25"], ["95.0", "100"]]
HOUR = 3_600_000_000  # microseconds
FAULT = ("2026-10-07T03:00:00Z", "2026-10-07T04:30:00Z")
SHORT = ("2026-10-09T12:00:00Z", "2026-10-09T12:44:40Z")


def due(world: World) -> Decimal:
    """What X is due for October: for 1.5 of 744 hours, or for the 72 that the suspension took too."""
    return Decimal("10.00") if world.chosen.withholds else Decimal("100.00")


def play(world: World) -> None:
    """X 10.00, not 100.00, where credits are withheld; Y 10.00; Z 10.00, and 0.00 where October has 745 hours."""
    stage = world.stage
    stage.clock(WHEN)
    levels(world, A, (1, 2, 3))
    levels(world, B, (3,))
    interruptions(world, A, [(1, "F-1", *FAULT), (2, "F-1", *FAULT), (3, "F-2", *SHORT)])
    interruptions(world, B, [(3, "F-2", *SHORT)])
    told = run(world, A)
    promise("744 h" in told, "October 2026 in UTC has 744 h", told)
    found = statements(world, A)
    promise(sorted(found) == [service(1), service(2), service(3)], "a statement for each of X, Y and Z", sorted(found))
    x, y, z = (found[service(number)] for number in (1, 2, 3))
    amounts = {name: Decimal(one["total"]) for name, one in (("X", x), ("Y", y), ("Z", z))}
    promise({amounts["Y"], amounts["Z"]} == {Decimal("10.00")}, "Y and Z get 10.00 each", amounts)
    if world.chosen.withholds:
        promise(amounts["X"] == due(world), "X gets 10.00, not 100.00, since the policy withholds credits", amounts)
        violator(world, x)
    else:
        promise(amounts["X"] == due(world), "X gets 100.00, since no words of the policy withhold credits", amounts)
        nothing_excluded(x)
    share = exact(z)
    promise(share == Decimal("99.89994"), "Z's availability is 99.89994 %, never rounded before the tier", share)
    again = run(world, A)
    promise("0 statements made, 3 unchanged" in again, "running it again changes nothing", again)
    promise(statements(world, A) == found, "the statements stand as they were")
    elsewhere = run(world, B)
    promise("745 h" in elsewhere, "October 2026 in Europe/Amsterdam has 745 h", elsewhere)
    other = statements(world, B)[service(3)]
    promise(Decimal(other["total"]) == 0, "there Z's fault earns 0.00", other["total"], exact(other))
    x = send(world, x["id"])
    world.made["credit"] = x
    why = (
        "1.5 h counted, 72 h excluded"
        if world.chosen.withholds
        else "73.5 h counted, since no words of this policy withhold credits"
    )
    narrator.step(
        9,
        f"X {amounts['X']} EUR ({why}, {line(x)['availability_percent']} %), Y {amounts['Y']}, "
        f"Z {amounts['Z']} ({share} %), in Amsterdam's 745 h {other['total']}; "
        f"run again: nothing changed; X's issued and paid",
    )


def levels(world: World, company: Company, customers: tuple[int, ...]) -> None:
    """99.9 % a month; below 99.9 → 10 %, below 99.0 → 25 %, below 95.0 → 100 %."""
    finance = by(world, company)
    level = finance.api("POST", "service-levels/", {"name": "Standard", "tiers": TIERS}, expect=201).json()
    for number in customers:
        held = finance.api("GET", f"services/?reference={service(number)}", expect=200).json()["results"][0]
        terms = {"service": held["id"], "starts_at": "2025-01-01T00:00:00Z"}
        finance.api("POST", f"service-levels/{level['id']}/assign/", terms, expect=201)


def by(world: World, company: Company) -> Any:
    """Who does the money of a company."""
    return world.at(company, "finance")


def interruptions(world: World, company: Company, rows: list[tuple[int, str, str, str]]) -> None:
    """Imports faults from CSV."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["service_reference", "reference", "starts_at", "ends_at", "cause"])
    writer.writerows(
        [service(number), name, starts, ends, "Fault in the network"] for number, name, starts, ends in rows
    )
    path = world.stage.write(f"faults-{company.schema}.csv", file.getvalue())
    words = ["--reseller", company.schema, "--by", world.email(company, "finance")]
    said = world.stage.command("import_interruptions", str(path), *words)
    promise(f"{len(rows)} interruptions added" in said, "the faults are imported", said)


def run(world: World, company: Company) -> str:
    """Computes the month."""
    return world.stage.command("run_credits", "--reseller", company.schema, "--month", MONTH)


def statements(world: World, company: Company) -> dict[str, dict[str, Any]]:
    """The statements that stand, by the service they are about."""
    rows = by(world, company).api("GET", f"credit-statements/?month={MONTH}", expect=200).json()["results"]
    standing = [one for one in rows if one["status"] != "superseded"]
    return {line(one)["service"]["reference"]: one for one in standing}


def line(statement: dict[str, Any]) -> dict[str, Any]:
    """The one service of a statement."""
    found: dict[str, Any] = statement["assessment"]["services"][0]
    return found


def exact(statement: dict[str, Any]) -> Decimal:
    """The availability in percent, to five places, from the exact fraction."""
    up, whole = (int(number) for number in line(statement)["availability"].split("/"))
    return (Decimal(up * 100) / Decimal(whole)).quantize(Decimal("0.00001"))


def violator(world: World, statement: dict[str, Any]) -> None:
    """X's statement shows every interval, which were excluded, and by which determination and provision."""
    mine = line(statement)
    counted, excluded = mine["counted_microseconds"], mine["excluded_microseconds"]
    promise(counted == 1.5 * HOUR, "1.5 h are counted", counted)
    promise(excluded == 72 * HOUR, "72 h are excluded", excluded)
    promise(
        str(mine["availability_percent"]).startswith("99.798"),
        "X's availability is 99.798 %",
        mine["availability_percent"],
    )
    out = [one["rule"] for one in mine["stretches"] if one["rule"]["kind"] != "counted"]
    promise(len(mine["stretches"]) == 2 and len(out) == 1, "the statement shows every interval", mine["stretches"])
    basis = out[0]
    promise(basis["determination"] == world.made["determination"], "the exclusion names the determination", basis)
    remedy = by(world, A).api("GET", f"credit-statements/{statement['id']}/", expect=200)
    promise(basis["provision"]["digest"] in remedy.body, "and the remedy provision", basis)
    words = (
        world.at(A, "editor")
        .api("GET", f"provisions/?key={basis['provision']['key']}&kind=remedy", expect=200)
        .json()["results"]
    )
    promise(
        basis["provision"]["digest"] in {one["digest"] for one in words},
        "which is a remedy provision that was posted",
        basis,
    )


def nothing_excluded(statement: dict[str, Any]) -> None:
    """X's suspension counts like any other interruption."""
    mine = line(statement)
    counted, excluded = mine["counted_microseconds"], mine["excluded_microseconds"]
    promise((counted, excluded) == (73.5 * HOUR, 0), "73.5 h are counted, nothing is excluded", counted, excluded)
    kinds = [one["rule"]["kind"] for one in mine["stretches"]]
    promise(set(kinds) == {"counted"}, "the statement excludes no interval", kinds)


def send(world: World, statement: str) -> dict[str, Any]:
    """Approves, issues and pays; the customer reads it."""
    finance = by(world, A)
    for verb in ("approve", "issue", "pay"):
        finance.api("POST", f"credit-statements/{statement}/{verb}/", expect=200)
    twice = finance.api("POST", f"credit-statements/{statement}/pay/")
    promise(twice.status == 409, "a statement is paid once", twice.status, twice.body)
    page = world.people["customer", "X"].get(f"/my/credits/{statement}/")
    promise(str(due(world)) in page.text and "72" in page.text, "the customer reads the statement", page.text)
    kept: dict[str, Any] = finance.api("GET", f"credit-statements/{statement}/", expect=200).json()
    return kept
