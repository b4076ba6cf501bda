"""What the style sheets inside a page say of its words: hidden, struck out, bold, raised, indented, numbered."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from selectolax.lexbor import SelectolaxError

from policies.documents.reading.html.elements import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

#: Declarations by their names; those of what stands before an element begin with `before `.
Styles: TypeAlias = dict[str, str]

_RELEVANT: Final = names(
    "display visibility list-style list-style-type text-decoration text-decoration-line vertical-align font-weight "
    "font-family counter-reset counter-increment counter-set content margin-left mso-list mso-hide"
)
_BEFORE: Final = re.compile(r"::?before$", re.IGNORECASE)
#: More rules than an exported document has; each is looked for in the whole page.
_MOST_RULES: Final = 400
_LONGEST_SELECTOR: Final = 120
#: How many elements a selector may name one inside another: the time to look for them grows with each.
_MOST_STEPS: Final = 3
_STEP: Final = re.compile(r"[\s>]+")
#: What a selector may not have: brothers and everything take time by the square of a page, states are none on paper.
_COSTLY: Final = frozenset("+~*:[")
#: How often an element may be held against a selector.
_MOST_LOOKS: Final = 2_000_000
_MARGIN: Final = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)\s*(pt|px|in|cm|mm|em|rem|pc)?")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "em": 12.0, "rem": 12.0, "pc": 12.0}
_HEAVY: Final = 600


class SheetStyles:
    """What the page's sheets say of each element, known by the address of its node."""

    def __init__(self) -> None:
        """Begins with nothing said."""
        self.by_node: dict[int, Styles] = {}

    def of(self, node: int, attributes: dict[str, str]) -> Styles:
        """Returns the declarations of an element: those of the sheets, then those of its own."""
        said = self.by_node.get(node)
        own = attributes.get("style")
        if own:
            return {**(said or {}), **declarations(own)}
        return said if said is not None else _NONE


_NONE: Final[Styles] = {}


def sheet_styles(parser: LexborHTMLParser, *, elements: int) -> SheetStyles:
    """Applies the sheets inside a page of about so many elements; what holds for some media only is left aside."""
    found = SheetStyles()
    sheets = "\n".join(node.text() for node in parser.css("style"))
    most = min(_MOST_RULES, _MOST_LOOKS // (elements + 1))
    for selector, said in islice(_rules(sheets), most):
        before = _BEFORE.search(selector)
        told = {f"before {name}": value for name, value in said.items()} if before else said
        try:
            nodes = parser.css(_BEFORE.sub("", selector))
        except SelectolaxError:
            continue
        for node in nodes:
            found.by_node.setdefault(node.mem_id, {}).update(told)
    return found


def declarations(text: str) -> Styles:
    """Reads `name: value; …`, only what tells anything about words."""
    found: Styles = {}
    for one in text.split(";"):
        name, colon, value = one.partition(":")
        name = name.strip().lower()
        if colon and name in _RELEVANT:
            value = value.partition("!important")[0].strip()
            found[name] = value if name == "content" else value.lower()
    return found


def hides(styles: Styles) -> bool:
    """Tells whether an element is not shown."""
    return styles.get("display") == "none" or styles.get("visibility") == "hidden" or styles.get("mso-hide") == "all"


def strikes(styles: Styles) -> bool:
    """Tells whether words are struck out."""
    return "line-through" in styles.get("text-decoration", "") + styles.get("text-decoration-line", "")


def is_bold(styles: Styles, *, otherwise: bool) -> bool:
    """Tells whether words are bold, as the element around them is where it says nothing itself."""
    weight = styles.get("font-weight", "")
    if weight.isdecimal():
        return int(weight[:4]) >= _HEAVY
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight, otherwise)


def indent(styles: Styles) -> float:
    """Returns how far in an element stands, in points; 0 where nothing is said."""
    match = _MARGIN.match(styles.get("margin-left", ""))
    return float(match[1]) * _POINTS.get(match[2] or "px", 1.0) if match else 0.0


def list_style(styles: Styles) -> str:
    """Returns how a list is numbered, such as `lower-roman`; empty where nothing is said."""
    return styles.get("list-style-type") or styles.get("list-style", "")


def _rules(text: str) -> Iterator[tuple[str, Styles]]:
    """Returns each plain selector with what it declares; what stands inside an at-rule is left aside."""
    plain = "".join(piece.partition("*/")[2] if number else piece for number, piece in enumerate(text.split("/*")))
    at = depth = 0
    selectors = ""
    for brace in re.finditer(r"[{}]", plain):
        piece = plain[at : brace.start()]
        at = brace.end()
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selectors = piece.rpartition(";")[2].strip()
            continue
        if depth == 1 and not selectors.startswith("@") and (said := declarations(piece)):
            for selector in selectors.split(","):
                if _is_simple(selector.strip()):
                    yield selector.strip(), said
        depth = max(0, depth - 1)


def _is_simple(selector: str) -> bool:
    bare = _BEFORE.sub("", selector)
    if not bare or len(selector) > _LONGEST_SELECTOR or not _COSTLY.isdisjoint(bare):
        return False
    return len(_STEP.split(bare)) <= _MOST_STEPS
