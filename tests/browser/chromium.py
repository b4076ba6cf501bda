"""Finds the machine's Chromium; the driver's own download is never used."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def found() -> str | None:
    """The executable's path, from PROVISO_CHROMIUM or the usual names."""
    named = os.environ.get("PROVISO_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def required() -> bool:
    """CI must see the pages: a missing browser is a failure there, not a skip."""
    return os.environ.get("PROVISO_REQUIRE_BROWSER") == "1"
