"""A document taken apart by key so that provisions can be put in, taken out and moved, then put together again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policies.documents.model.document import Document, Provision


def own(provision: Provision) -> Provision:
    """Returns the provision without its children: the words and marks that are its own."""
    return replace(provision, children=()) if provision.children else provision


class Tree:
    """The provisions of one document, by key; `None` is the document itself as a parent."""

    def __init__(self, document: Document) -> None:
        """Takes the document apart; the document itself stays as it is."""
        self.provisions: dict[str, Provision] = {}
        self.parents: dict[str, str | None] = {}
        self.children: dict[str | None, list[str]] = {None: []}
        self._read(document.provisions, None)

    def insert(self, key: str, *, parent_key: str | None, position: int | None = None) -> None:
        """Puts a known provision under a parent, at the end unless a position is given."""
        siblings = self.children[parent_key]
        siblings.insert(len(siblings) if position is None else position, key)
        self.parents[key] = parent_key
        self.children.setdefault(key, [])

    def detach(self, key: str) -> None:
        """Takes a provision, with all that hangs below it, out of its place."""
        self.children[self.parents.pop(key)].remove(key)

    def remove(self, key: str) -> None:
        """Deletes one provision; its children move up into its place."""
        parent_key = self.parents[key]
        position = self.children[parent_key].index(key)
        self.detach(key)
        orphans = self.children.pop(key)
        for offset, orphan in enumerate(orphans):
            self.insert(orphan, parent_key=parent_key, position=position + offset)
        del self.provisions[key]

    def is_within(self, key: str | None, ancestor: str) -> bool:
        """Tells whether `key` is `ancestor` or hangs somewhere below it."""
        while key is not None:
            if key == ancestor:
                return True
            key = self.parents.get(key)
        return False

    def below(self, key: str) -> list[str]:
        """Returns everything that hangs below `key`, in reading order."""
        return [one for child in self.children[key] for one in (child, *self.below(child))]

    def depth(self, key: str) -> int:
        """Returns how many provisions stand above `key`; 0 also for one that there is not."""
        found, parent = 0, self.parents.get(key)
        while parent is not None:
            found, parent = found + 1, self.parents.get(parent)
        return found

    def _read(self, family: tuple[Provision, ...], parent_key: str | None) -> None:
        """Takes a family apart in reading order, without the printable places that walking would work out."""
        self.children[parent_key] = [provision.key for provision in family]
        for provision in family:
            self.provisions[provision.key] = own(provision)
            self.parents[provision.key] = parent_key
            self._read(provision.children, provision.key)

    def build(self) -> tuple[Provision, ...]:
        """Returns the provisions as nested values again."""
        return self._build(None)

    def _build(self, parent_key: str | None) -> tuple[Provision, ...]:
        return tuple(
            replace(self.provisions[key], children=self._build(key)) if self.children[key] else self.provisions[key]
            for key in self.children[parent_key]
        )
