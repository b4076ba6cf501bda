"""The example AUP, its second version, that one in Dutch, and what stands in for its variables at the vendor."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
V1, V2 = HERE / "aup-v1.md", HERE / "aup-v2.md"
V2_DUTCH = HERE / "aup-v2.nl.md"
VENDOR_VALUES = {
    "company": "Nordwind Cloud AB",
    "abuse_mailbox": "abuse@nordwind-cloud.example",
    "website": "https://www.nordwind-cloud.example",
}
