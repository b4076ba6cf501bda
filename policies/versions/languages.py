"""The languages that editions may be in: Django's own list, each named in itself."""

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from tenants.resellers.refusals import Refused

#: Code and own name of each.
LANGUAGES: dict[str, str] = {
    code: str(facts["name_local"]) for code, facts in sorted(LANG_INFO.items()) if "name_local" in facts
}


def language_name(code: str) -> str:
    """A language's own name; the code where it is not known."""
    name = LANGUAGES.get(code.lower(), code)
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """Which way a language is written: `ltr` or `rtl`."""
    facts = LANG_INFO.get(code.lower()) or LANG_INFO.get(code.lower().partition("-")[0]) or {}
    return "rtl" if facts.get("bidi") else "ltr"


def known_or_refused(code: str) -> str:
    """The code in the case it is kept in; raises Refused (`no_language`) where it names no language."""
    found = code.strip().lower()
    if found not in LANGUAGES:
        sentence = _("“%s” is no language code that is known here; use one such as nl, de or pt-br.") % code
        raise Refused("no_language", sentence, status=422)
    return found
