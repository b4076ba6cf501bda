"""Forty customers as a CSV file, the way a reseller would bring them."""

import datetime as dt

from tenants.csv_files.writing import csv_bytes

NAMES = (
    "Harbour Logistics", "Lindqvist Dental", "Northgate Cycling", "Bakery Van Dam", "Ostrava Tools", "Quiet Hours",
    "Polder Farming", "Sintra Travel", "Kestrel Analytics", "Oak Street School", "Vesper Hotels", "Rhine Couriers",
    "Delft Optics", "Summit Insurance", "Blue Door Clinic", "Arcade Games Club", "Tern Shipping", "Marble Arch Legal",
    "Fjord Fisheries", "Meadow Pharmacy", "Cobalt Paints", "Juniper Radio", "Saffron Kitchens", "Tallinn Textiles",
    "Copper Lane Studio", "Willow Veterinary", "Granite Roofing", "Lantern Books", "Orchard Juice", "Pelican Charter",
    "Sable Security", "Thistle Gardens", "Umber Ceramics", "Velvet Theatre", "Wharf Storage", "Yarrow Research",
    "Zephyr Sailing", "Amber Credit Union", "Birch Furniture", "Cedar Music School",
)  # fmt: skip
CONTACTS = {"Harbour Logistics": "mara@harbour.example", "Lindqvist Dental": "lars@lindqvist.example"}
COLUMNS = [
    "customer_reference", "customer_name", "agreement_number", "agreement_from", "contact_name", "contact_mail",
    "contact_capacity", "service_reference", "service_name", "monthly_price", "service_from", "addresses", "domains",
]  # fmt: skip


def slug(name: str) -> str:
    """A mail domain for a customer without one of its own above."""
    return name.lower().replace(" ", "-")


def mail_of(name: str) -> str:
    """The representative's address."""
    return CONTACTS.get(name, f"office@{slug(name)}.example")


def file(since: dt.date) -> bytes:
    """The CSV with one service a customer, all under agreements from `since` on."""
    rows = []
    for number, name in enumerate(NAMES, start=1):
        row = {
            "customer_reference": f"C-{number:03}",
            "customer_name": name,
            "agreement_number": f"MSA-{number:03}",
            "agreement_from": since.isoformat(),
            "contact_name": mail_of(name).partition("@")[0].title(),
            "contact_mail": mail_of(name),
            "contact_capacity": "representative",
            "service_reference": f"SRV-{number:03}",
            "service_name": "Virtual server" if number % 3 else "Business telephony",
            "monthly_price": "100.00" if number % 2 else "250.00",
            "service_from": since.isoformat(),
            "addresses": f"198.51.100.{number}",
            "domains": f"{slug(name)}.example",
        }
        rows.append([row[column] for column in COLUMNS])
    return csv_bytes(COLUMNS, rows)
