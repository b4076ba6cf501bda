"""Taking one decision back: a provision stands again as it did before, whatever was decided about others since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from policies.documents.model.codec import provision_to_json, read_provision
from policies.documents.model.tree import Tree

if TYPE_CHECKING:
    from policies.documents.model.document import Document, Provision


@dataclass(frozen=True, slots=True)
class Stood:
    """How one provision stood: its own words (None: absent), under and after which others, with what below it."""

    provision: Provision | None
    parent_key: str | None = None
    after: str | None = None
    children: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Returns the value to keep."""
        return {
            "provision": provision_to_json(self.provision) if self.provision else None,
            "parent_key": self.parent_key,
            "after": self.after,
            "children": list(self.children),
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Stood:
        """Reads what `to_json` gave."""
        kept = value["provision"]
        provision = read_provision(kept, "provision") if kept else None
        return cls(provision, value["parent_key"], value["after"], tuple(value["children"]))


def stood(document: Document, key: str) -> Stood:
    """Tells how a provision stands, so that it can be put back."""
    tree = Tree(document)
    if key not in tree.provisions:
        return Stood(None)
    parent_key = tree.parents[key]
    family = tree.children[parent_key]
    index = family.index(key)
    return Stood(
        tree.provisions[key], parent_key, family[index - 1] if index else None, tuple(tree.children.get(key, ()))
    )


def put_back(document: Document, key: str, before: Stood, *, moved: bool) -> Document:
    """Makes one provision stand as it did; with `moved` also where it did.

    What was taken in goes out, and its children move up; what was taken out comes back with those of its children
    that still stand where they were left.
    """
    tree = Tree(document)
    if before.provision is None:
        if key in tree.provisions:
            tree.remove(key)
        return replace(document, provisions=tree.build())
    absent = key not in tree.provisions
    tree.provisions[key] = before.provision
    parent_key = before.parent_key if before.parent_key in tree.children else None
    if (absent or moved) and not tree.is_within(parent_key, key):
        if not absent:
            tree.detach(key)
        family = tree.children[parent_key]
        position = family.index(before.after) + 1 if before.after in family else (len(family) if before.after else 0)
        tree.insert(key, parent_key=parent_key, position=position)
    if absent:
        for child in before.children:
            if tree.parents.get(child, key) == parent_key and child in tree.provisions:
                tree.detach(child)
                tree.insert(child, parent_key=key)
    return replace(document, provisions=tree.build())
