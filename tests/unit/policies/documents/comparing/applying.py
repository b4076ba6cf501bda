"""A stranger's reader of the difference: written from docs/addresses.md alone, on JSON, without our code."""

from typing import Any

Json = dict[str, Any]


class Provisions:
    """A document's provisions by key, and who hangs below whom; None is the document itself."""

    def __init__(self, document: Json) -> None:
        self.own: dict[str, Json] = {}
        self.parents: dict[str, str | None] = {}
        self.children: dict[str | None, list[str]] = {None: []}
        self._read(document["provisions"], None)

    def _read(self, family: list[Json], parent: str | None) -> None:
        self.children[parent] = [provision["key"] for provision in family]
        for provision in family:
            self.own[provision["key"]] = {name: value for name, value in provision.items() if name != "children"}
            self.parents[provision["key"]] = parent
            self._read(provision["children"], provision["key"])

    def take_out(self, key: str) -> None:
        """Takes a provision, with what hangs below it, out of its place."""
        self.children[self.parents.pop(key)].remove(key)

    def delete(self, key: str) -> None:
        """Deletes a provision; what hung below it stands in its place."""
        parent = self.parents.pop(key)
        place = self.children[parent].index(key)
        orphans = self.children.pop(key)
        self.children[parent][place : place + 1] = orphans
        self.parents |= dict.fromkeys(orphans, parent)

    def put(self, key: str, *, parent: str | None, position: int) -> None:
        """Puts a provision under a parent."""
        self.children[parent].insert(position, key)
        self.parents[key] = parent

    def built(self, parent: str | None = None) -> list[Json]:
        """Returns the provisions as nested values."""
        return [self.own[key] | {"children": self.built(key)} for key in self.children[parent]]


def applied(old: Json, difference: Json) -> Json:
    """Returns the new document that the difference leads to."""
    provisions = Provisions(old)
    kept = [change for change in difference["changes"] if change["new"] is not None]
    for change in kept:
        provisions.own[change["key"]] = change["new"]["provision"]
        provisions.children.setdefault(change["key"], [])
        if change["moved"]:
            provisions.take_out(change["key"])
    for change in difference["changes"]:
        if change["new"] is None:
            provisions.delete(change["key"])
    placed_anew = [change["new"] | {"key": change["key"]} for change in kept if change["moved"] or not change["old"]]
    for new in sorted(placed_anew, key=lambda new: (new["depth"], new["position"])):
        provisions.put(new["key"], parent=new["parent_key"], position=new["position"])
    header = {name: difference[name] for name in ("title", "language", "variables")}
    return header | {"provisions": provisions.built()}
