"""Random documents for the laws, several of them over one small set of keys so that they have much in common."""

from hypothesis import strategies as st

from policies.documents import Document, Kind, Provision, Variable

KEYS = [f"k{number}" for number in range(7)]
TEXTS = st.sampled_from(
    ["You shall not spam.", "You shall not scan.", "No credit is due.", "Company may suspend — at once.", "x"]
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document: a random choice of keys in random order, each under a random earlier one or at the top."""
    keys = draw(st.permutations(KEYS))[: draw(st.integers(0, len(KEYS)))]
    parents: dict[str, str | None] = {}
    for index, key in enumerate(keys):
        parents[key] = draw(st.sampled_from([None, None, *keys[:index]]))

    def build(parent: str | None) -> tuple[Provision, ...]:
        return tuple(
            Provision(
                key=key,
                kind=draw(st.sampled_from([Kind.PROHIBITION, Kind.REMEDY])),
                category=None,
                number=draw(st.sampled_from(["", "1", "a"])),
                text=draw(TEXTS),
                children=build(key),
            )
            for key in keys
            if parents[key] == parent
        )

    return Document("A policy", "en", (Variable("company", None),), build(None))
