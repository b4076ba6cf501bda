"""The example's two tiers: what the vendor credited for the fault that customers were credited for, and one more."""

from enforcement.credits.received.actions import import_received, withdraw_received
from portal.example.timeline import Timeline
from tenants.people.models import User


def received_from_vendor(timeline: Timeline, *, finance: User) -> None:
    """A CSV of the vendor's documents, of which one was typed wrongly."""
    start, end = timeline.at(7, 3).isoformat(), timeline.at(7, 4).isoformat()
    later, over = timeline.at(9, 1).isoformat(), timeline.at(9, 2).isoformat()
    head = "vendor,reference,month,service_references,starts_at,ends_at,amount,currency\n"
    rows = [
        f"Northwind Cloud Inc.,NC-2041,{timeline.month},SRV-001 SRV-002,{start},{end},42.00,EUR\n",
        f"Northwind Cloud Inc.,NC-2042,{timeline.month},SRV-020,{later},{over},6.50,EUR\n",
    ]
    wrong = f"Northwind Cloud Inc.,NC-2040,{timeline.month},SRV-001,{start},{end},420.00,EUR\n"
    done = import_received(by=finance, filename="credits.csv", data=(head + wrong).encode())
    for credit in done.made:
        withdraw_received(by=finance, credit=credit, reason="Typed wrongly: the amount has a zero too many.")
    import_received(by=finance, filename="credits.csv", data=(head + "".join(rows)).encode())
