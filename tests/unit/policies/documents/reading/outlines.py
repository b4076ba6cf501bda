"""What an import reads, as lines that a test can compare: depth as indent, number, words."""

from policies.documents import Imported, import_document


def page(body: str, *, head: str = "") -> Imported:
    """A web page with this body, imported without losing a word."""
    made = f"<!doctype html><html><head>{head}</head><body><h1>Fair use</h1>{body}</body></html>"
    result = import_document(made.encode(), filename="policy.html")
    assert result.words.differences == ()
    return result


def lines(result: Imported) -> list[str]:
    """Each provision: two spaces for each level, its number, its words; headings end with a sign."""
    return [
        "  " * placed.depth
        + " ".join(part for part in (placed.provision.number, placed.provision.text) if part)
        + (" #" if placed.provision.kind == "heading" else "")
        for placed in result.document.walk()
    ]


def left_out(result: Imported) -> list[tuple[str, str]]:
    """What was left out, and why."""
    return [(one.text, one.reason) for one in result.left_out]
