"""A draft's words with the reseller's own names in, as they would be posted."""

from django.utils.translation import gettext as _

from policies.documents import Document, Unresolved, fill
from policies.versions.company import foreign_in
from tenants.resellers.models import Release, Reseller
from tenants.resellers.refusals import Refused


def filled_or_refused(template: Document, values: dict[str, str], reseller: Reseller) -> Document:
    """The words with the reseller's own names in; raises Refused (`unresolved`, `foreign_name`) naming where (R3)."""
    try:
        filled = fill(template, values)
    except Unresolved as error:
        sentence = _("These variables have no value yet: %s.") % ", ".join(error.names)
        raise Refused("unresolved", sentence, status=422, details={"variables": list(error.names)}) from error
    others = Release.objects.exclude(publisher=reseller.schema_name).order_by("number")
    found = foreign_in(filled, reseller, others)
    if found:
        first = found[0]
        sentence = _("The text still names another company: “%(name)s” in %(key)s (%(excerpt)s).") % {
            "name": first.name,
            "key": first.key,
            "excerpt": first.excerpt,
        }
        names = [{"name": one.name, "provision": one.key, "excerpt": one.excerpt} for one in found]
        raise Refused("foreign_name", sentence, status=422, details={"found": names})
    return filled
