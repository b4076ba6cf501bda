"""Every pattern of ours takes time by the length of a text only, whatever a stranger writes again and again."""

import pkgutil
import re
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]  # what a pattern is made of is told nowhere else
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
LENGTH = 60_000
#: Seconds of the processor for such a text; and for a sixth of it, which takes a 36th where time grows by the square.
MOST, SHORT = 1.0, 0.02
END = "\0"  # what keeps a pattern from matching to the end
PACKAGES = ("portal", "enforcement", "policies", "tenants")
#: Nothing of a stranger's reaches these; and how long a policy file takes as a whole is tried in the room's test_fuzz.
APART = re.compile(r"\.(migrations|management|example|embedded)(\.|$)|^policies\.documents\b")
#: What repeats in a text whatever the pattern is.
UNITS = (
    " ", "\n", " \n", "a", "a ", "A", "1", "1 ", "1.", ".", ",", "-", "a-", "a.", "a@", "@", "/", "://", "http://a",
    "<", "<a", "<!--", "<a ", ">", "&", "&#", "(", ")", "[", "((", "[]", "{", "{a", "{{", '"', "'", "\\", '\\"',
    "=", "==", "=?", "=?utf-8?q?", "|", "*", "**", "_", "#", "§", "¶", "\t", "\r", "\r\n", "\r\n\r\n", "\0", "\x85",
    "\u2028", "\u00a0", "é", "Received: ", "From: a\n", "x" * 64, "0" * 64, "eyJ", "a:", ": ", "1.1", "1:1", "::",
    "1.2.3.4", "2026-", "2026-01-01 ", "10:00", "12/", "(a)", "(a", "a)", "i", "iv", "%", "%0", ";", "a;", "--", "- ",
    "+", "$",
)  # fmt: skip


class TooSlow(Exception):
    pass


def modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not APART.search(found.name) and not found.name.endswith(("wsgi", "celeryconfig", ".child")):
                yield import_module(found.name)


def patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Patterns that a module's name leads to, in whatever tuple, list or table they stand."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 4 and isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from patterns_in(one, depth + 1)
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from patterns_in(one, depth + 1)


@cache
def source(name: str) -> str:
    return "\n".join(path.read_text() for path in (ROOT / name).rglob("*.py") if "migrations" not in path.parts)


def ways(module: ModuleType, name: str) -> set[str]:
    """How a pattern is used by its name, if private by its own module; what is used in no way is tried in each."""
    words = Path(str(module.__file__)).read_text() if name.startswith("_") else "".join(map(source, PACKAGES))
    used = set(re.findall(rf"\b{re.escape(name)}\.(match|fullmatch|search|subn?|finditer|findall|split)\b", words))
    found = {"search" if way not in {"match", "fullmatch"} else way for way in used}
    return found or {"match", "fullmatch", "search"}


def ours() -> dict[re.Pattern[Any], tuple[str, set[str]]]:
    """Each pattern of a module of ours, where it stands and how it is used (equal patterns are one object)."""
    found: dict[re.Pattern[Any], tuple[str, set[str]]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                where, used = found.get(pattern, (f"{module.__name__}.{name}", set()))
                found[pattern] = where, used | ways(module, name)
    return found


def attacks(pattern: re.Pattern[Any]) -> Iterator[str]:
    """Texts that this pattern nearly matches: what stands before each of its repeats, and that repeated."""
    flags = pattern.flags & ~re.DEBUG
    tree = parser.parse(pattern.pattern, flags)
    for before, unit in _repeats(tree, ""):
        for text in (
            before + unit * (LENGTH // max(1, len(unit))),
            (before + unit) * (LENGTH // (len(before + unit) or 1)),
        ):
            yield text[:LENGTH]
            yield text[:LENGTH] + END


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    for op, argument in tree:
        if op in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
            _least, most, body = argument
            if most > 20:
                for unit in _samples(body):
                    yield before, unit
            yield from _repeats(body, before)
        elif op is sre.SUBPATTERN:
            yield from _repeats(argument[3], before)
        elif op is sre.BRANCH:
            for branch in argument[1]:
                yield from _repeats(branch, before)
        elif op is sre.ATOMIC_GROUP:
            yield from _repeats(argument, before)
        elif op in {sre.ASSERT, sre.ASSERT_NOT}:
            yield from _repeats(argument[1], before)
        before += next(_samples([(op, argument)]), "")


def _samples(tree: Any) -> Iterator[str]:
    """Some texts that a part of a pattern matches."""
    texts = [""]
    for op, argument in tree:
        texts = [text + more for text in texts for more in _sample(op, argument)][:6]
    yield from texts


def _sample(op: Any, argument: Any) -> list[str]:  # noqa: PLR0911 - one line for each kind of part
    if op is sre.LITERAL:
        return [chr(argument)]
    if op is sre.NOT_LITERAL:
        return ["a" if argument != ord("a") else "b"]
    if op is sre.ANY:
        return ["a", " "]
    if op is sre.IN:
        return [next((one for one in _of(argument)), "a"), *list(_of(argument))[1:3]]
    if op in {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}:
        least, _most, body = argument
        return [one * max(1, least) for one in _samples(body)][:3]
    if op is sre.SUBPATTERN:
        return list(_samples(argument[3]))[:4]
    if op is sre.BRANCH:
        return [text for branch in argument[1] for text in list(_samples(branch))[:1]][:4]
    if op is sre.ATOMIC_GROUP:
        return list(_samples(argument))[:3]
    return [""]


def _of(members: Any) -> Iterator[str]:
    """Characters of a class."""
    negated = bool(members) and members[0][0] is sre.NEGATE
    probe = [chr(number) for number in (97, 32, 49, 65, 46, 45, 10, 60, 34, 47, 64, 58, 95, 0xE9, 9, 40, 44)]

    def holds(character: str) -> bool:
        for op, argument in members:
            if op is sre.LITERAL and ord(character) == argument:
                return True
            if op is sre.RANGE and argument[0] <= ord(character) <= argument[1]:
                return True
            if op is sre.CATEGORY:
                test = {
                    sre.CATEGORY_SPACE: str.isspace, sre.CATEGORY_DIGIT: str.isdecimal,
                    sre.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
                    sre.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
                    sre.CATEGORY_NOT_DIGIT: lambda one: not one.isdecimal(),
                    sre.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
                }[argument]  # fmt: skip
                if test(character):  # type: ignore[no-untyped-call]
                    return True
        return False

    literals = [chr(argument) for op, argument in members if op is sre.LITERAL]
    return (one for one in [*probe, *literals] if holds(one) is not negated)


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Ends what takes more than so many seconds."""

    def ended(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_on(pattern: re.Pattern[Any], used: set[str], texts: Iterable[str]) -> str:
    """The beginning of a text that a pattern is slow on, in one of the ways in which it is used; else nothing."""
    for text in texts:
        # A sixth of the text is tried first; only what takes long then is tried whole.
        if not _within(SHORT, pattern, used, text[: LENGTH // 6] + text[-1:]) and not _within(
            MOST, pattern, used, text
        ):
            return f"{text[:30]!r}…"
    return ""


def _within(seconds: float, pattern: re.Pattern[Any], used: set[str], text: str) -> bool:
    subject: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
    try:
        with bounded(seconds):
            for way in used - {"search"}:
                getattr(pattern, way)(subject)
            if "search" in used:
                deque(pattern.finditer(subject), maxlen=0)
    except TooSlow:
        return False
    return True


def test_no_pattern_takes_time_by_the_square() -> None:
    slow = {}
    for pattern, (name, used) in ours().items():
        near = list(dict.fromkeys(attacks(pattern)))
        if not near:  # nothing in it repeats without end
            continue
        if found := slow_on(pattern, used, chain((unit * (LENGTH // len(unit)) + END for unit in UNITS), near)):
            slow[f"{name} {pattern.pattern[:60]!r}"] = found
    assert not slow, "\n".join(f"{name}: {text}" for name, text in slow.items())
