"""The kinds of notices: each room that announces something registers its own at start-up."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code stands in `X-Proviso-Kind`, its two templates are the mail's words.

    Templates extend mail/base.txt and mail/base.html and get `notice`, `content` (the notice's JSON, in the reader's
    language where it has one), `person.name`, `link` (absolute address of the notice's path), `company`, `accent` and
    `logo`. They are rendered once for all readers of a language, so nothing else of a reader may stand in them. A legal
    notice reaches everybody over one channel at least, whatever they chose.
    """

    code: str
    label: str | Promise
    text_template: str
    html_template: str
    legal: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Makes a kind known; raises ValueError if another one has its code."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"two kinds of notices are called {kind.code}")


def kind_of(code: str) -> Kind:
    """Returns a kind; raises LookupError for one that no room registered."""
    try:
        return _kinds[code]
    except KeyError as error:
        raise LookupError(f"no room registered notices of the kind {code}") from error


def all_kinds() -> list[Kind]:
    """Returns every registered kind, in the order of their codes."""
    return [_kinds[code] for code in sorted(_kinds)]
