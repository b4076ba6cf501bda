"""What tells companies apart in a policy: what the reseller declares of itself, and what others call themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from policies.documents import Document, Foreign, foreign_names, variables_in
from tenants.resellers.current import connection
from tenants.resellers.models import Release, Reseller

#: Which of the reseller's own declarations answers a variable of that name.
_DECLARED = {
    "company": "legal_name",
    "legal_name": "legal_name",
    "company_name": "legal_name",
    "abuse_mailbox": "abuse_mailbox",
    "website": "website",
    "address": "address",
}


def this_reseller() -> Reseller:
    """The reseller in whose schema we stand."""
    reseller: Reseller = Reseller.objects.get(schema_name=connection.schema_name)
    return reseller


def declared(reseller: Reseller) -> dict[str, str]:
    """What the reseller declares of itself, by the name of the variable that it answers; nothing that is empty."""
    values = {name: str(getattr(reseller, field)) for name, field in _DECLARED.items()}
    return {name: value for name, value in values.items() if value}


def proposed_values(reseller: Reseller, document: Document, kept: Mapping[str, str]) -> dict[str, str]:
    """A value for each variable of the document: the one kept from before, else the reseller's own declaration (R3).

    Only who has no upstream is taken to speak of itself in its own text: then what the import found is proposed too.
    """
    found = {variable.name: variable.value or "" for variable in document.variables}
    values = {**({} if reseller.upstream_id else found), **declared(reseller), **kept}
    return {name: values[name] for name in variables_in(document) if values.get(name)}


def published_values(reseller: Reseller, values: Mapping[str, str]) -> dict[str, str]:
    """What a release says of its publisher: all it declares, and what it filled in."""
    return {**declared(reseller), "name": reseller.name, **values}


def foreign_in(document: Document, reseller: Reseller, releases: Iterable[Release]) -> list[Foreign]:
    """Where a filled document still names a company that offers these releases (R3).

    What the reseller calls itself is never foreign. A name of one plain word counts only in the same letters: a vendor
    called “Vendor” does not make the word “vendor” foreign.
    """
    own = {name.casefold() for name in _names([*declared(reseller).values(), reseller.name])}
    theirs = [
        name
        for release in releases
        for name in _names([release.publisher_name, *release.values.values()])
        if name.casefold() not in own
    ]
    return [found for found in foreign_names(document, theirs) if not _other_letters(found)]


def _names(values: Iterable[str]) -> Iterator[str]:
    """Each value; of an address also its host, of a mailbox also its domain."""
    for value in values:
        if not value.strip():
            continue
        yield value
        if "://" in value and (host := urlsplit(value).hostname):
            yield host
        elif re.fullmatch(r"[^@\s]+@[^@\s]+", value):
            yield value.rpartition("@")[2]


def _other_letters(found: Foreign) -> bool:
    return found.name.isalpha() and found.name not in found.excerpt
