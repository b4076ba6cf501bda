"""Where what is taken over gets its place in one's own copy."""

import pytest

from policies.documents import Document, Kind, Provision
from policies.documents.merging.merge import take


def document(shape: str) -> Document:
    """Reads `a[b c] d`: b and c hang below a; a capital letter is the same provision reworded."""
    families: list[list[Provision]] = [[]]
    for char in shape.replace(" ", ""):
        if char == "[":
            families.append([])
        elif char == "]":
            below = tuple(families.pop())
            above = families[-1].pop()
            families[-1].append(Provision(above.key, above.kind, None, "", above.text, children=below))
        else:
            families[-1].append(Provision(char.lower(), Kind.PROHIBITION, None, "", f"Text {char}."))
    (top,) = families
    return Document("A policy", "en", (), tuple(top))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "taken", "merged"),
    [
        pytest.param(None, "anb", "aob", "n", "anob", id="right behind the one it follows there"),
        pytest.param(None, "na", "oa", "n", "ona", id="before the one that follows it there where it follows none"),
        pytest.param(None, "xn", "oa", "n", "oan", id="last where neither is here"),
        pytest.param(None, "a[b[c]]", "a[o]", "c", "a[oc]", id="below the nearest of those above it that is here"),
        pytest.param(None, "a[b[C]]", "a[co]", "c", "a[Co]", id="where it is below the nearest of those above it"),
        pytest.param(None, "a[b[c]]", "o", "c", "oc", id="at the top where none above it is here"),
        pytest.param(None, "xya", "axy", "xy", "xya", id="what follows a moved one goes along"),
        pytest.param(None, "aB", "aob", "b", "aoB", id="what follows the same one in both stays where it is"),
        pytest.param("ab", "aB", "a", "b", "aB", id="deleted here and taken back reworded"),
        pytest.param("a", "an", "na", "n", "an", id="added on both sides in other places"),
        pytest.param("ab", "aB", "boa", "b", "Boa", id="what did not move there stays where it is here"),
        pytest.param("abc", "cab", "aobc", "c", "caob", id="what moved there moves here"),
        pytest.param(
            None, "u[k]m", "k[m[u]]", "km", "m[u[k]]", id="waits until its new parent no longer hangs below it"
        ),
        pytest.param(None, "u[k]", "k[u]", "k", "k[u]", id="stays where its new parent hangs below it for good"),
        pytest.param(None, "b[a]", "a[b]", "ab", "b[a]", id="parent and child change places"),
        pytest.param(None, "a", "a[b[c]d]", "b", "a[cd]", id="deleted there and its children move up"),
    ],
)
def test_what_is_taken_over_stands(base: str | None, theirs: str, ours: str, taken: str, merged: str) -> None:
    began = None if base is None else document(base)
    assert take(document(ours), document(theirs), list(taken), {}, base=began) == document(merged)
