"""Which category of conduct a prohibition is about, proposed from its words (R13)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from policies.documents.proposing.kinds import without_targets
from policies.documents.proposing.text_search import letters_of, sought

# The first that fits wins: narrow words stand before wide ones. Without one of the hints in the middle none can fit.
_RULES: Final[tuple[tuple[str, str, str], ...]] = (
    ("auto_dialing", "dial|call", r"\bauto-?(?:matic )?dial\w*|\bpredictive\b.{0,30}\bdial\w*|\brobo-?call\w*"),
    ("competitive_benchmarking", "benchmark|competit", r"\bbenchmark\w*|\bcompetit\w+"),
    (
        "spam_calls",
        "unsolicited|junk",
        r"\bunsolicited\b.{0,60}\b(?:calls?|sms|fax\w*|voicemails?)\b|\bjunk\b.{0,20}\b(?:voicemails?|calls?|sms)",
    ),
    (
        "spoofing",
        "spoof|forg|impersonat|false|phishing|inauthentic",
        r"\bspoof\w*|\bforg(?:ed|ing)\b|\bimpersonat\w+|\bfalse (?:caller|identity)\b|\bphishing\b|\binauthentic\b",
    ),
    (
        "spam_email",
        "spam|unsolicited|bulk|chain|advertis",
        (
            r"\bspam\w*|\bunsolicited\b|\bbulk (?:or commercial |commercial )?(?:e-?mails?|messages?"
            r"|distribution)\b|\bchain letters?\b|\badvertis(?:e|ing)\b"
        ),
    ),
    (
        "denial_of_service",
        "denial|ddos|denying|flood",
        r"\bdenial[- ]of[- ]service\b|\bddos\b|\bdenying service\b|\bflood(?:ing)?\b",
    ),
    (
        "forum_rules",
        "bulletin|chat|forum|newsgroup|posting",
        r"\bbulletin boards?\b|\bchat (?:groups?|rooms?)\b|\bforums?\b|\bnewsgroups?\b|\bpostings?\b.{0,20}\brules\b",
    ),
    (
        "malware",
        "malware|virus|worm|trojan|malicious|ransomware",
        r"\bmalware\b|\bvirus\w*|\bworms?\b|\btrojans?\b|\bmalicious (?:software|code|executables?)|\bransomware\b",
    ),
    (
        "unauthorized_testing",
        "prob|scan|penetrat|reverse|vulnerabilit",
        (
            r"\bprob(?:e|es|ing)\b|\bscann(?:ing|ed)?\b|\bpenetrat\w+|\breverse[- ]engineer\w*"
            r"|\bvulnerabilit\w+|\bport scans?\b"
        ),
    ),
    (
        "resource_abuse",
        "bandwidth|disproportionate|share of|crypto|excessive|undue",
        (
            r"\bbandwidth\b|\bdisproportionate\b|\bshare of\b|\bcrypto\w*\b.{0,20}\bmin(?:e|ing)\b|\bmin(?:e"
            r"|ing) crypto|\bexcessive\b.{0,40}\b(?:load|use|usage|activity|bulk)\b|\bundue burden\b"
        ),
    ),
    (
        "infrastructure_interference",
        "equipment|software|network|server",
        (
            r"\b(?:equipment|software|networks?|servers?)\b.{0,160}\b(?:provision|deliver\w*|operat\w+"
            r"|stored)\b|\b(?:disrupt|tamper|interfer\w+)\b.{0,40}\b(?:servers?|equipment|networks?)\b"
        ),
    ),
    ("website_misuse", "site|scrap", r"\bweb ?sites?\b|\bscrap(?:e|ing)\b"),
    ("resource_abuse", "sell", r"\bre-?sell\w*"),
    (
        "circumvention",
        "circumvent|bypass|unauthori|disabling",
        r"\bcircumvent\w*|\bbypass\w*|\bunauthori[sz]ed access\b|\bdisabling\b",
    ),
    (
        "rights_infringement",
        "infring|copyright|intellectual|trade secret|misappropriat|violate|licensing|personal",
        (
            r"\binfring\w+ (?:on )?(?:any|copyright|the|proprietary|upon)|\bcopyrights?\b"
            r"|\bintellectual property\b|\btrade secrets?\b|\bmisappropriat\w+|\bviolates? the privacy\b"
            r"|\blicensing keys\b|\bpersonal information\b"
        ),
    ),
    (
        "unlawful_purpose",
        "unlawful|fraudulent|illegal",
        r"\bfor any unlawful\b|\b(?:unlawful|fraudulent|illegal)\b.{0,120}\bpurposes?\b",
    ),
    (
        "offensive_content",
        "offensive|obscene|pornograph|harass|defam|libel|violence|hate|discriminat|threat|misleading|deceptive",
        (
            r"\boffensive\b|\bobscene\b|\bpornograph\w*|\bharass\w*|\bdefam\w+|\blibel\w*|\bviolence\b"
            r"|\bhate\w*|\bdiscriminat\w+|\bthreat\w*|\bmisleading content\b|\bintentionally deceptive\b"
        ),
    ),
    (
        "legal_compliance",
        "violat|break|breach|lawful|illegal|applicable",
        (
            r"\b(?:violat|break|breach)\w*\b.{0,60}\b(?:laws?|regulations?)\b|\bunlawful\b|\billegal\b"
            r"|\bapplicable laws?\b"
        ),
    ),
    (
        "damaging_use",
        "damag|reputation|good name|harm",
        r"\bdamag\w+\b|\breputation\b|\bgood name\b|\bharms? other users\b",
    ),
)
#: Dutch, German and French stems, tried where no English word fits.
_ELSEWHERE: Final[tuple[tuple[str, str], ...]] = (
    ("spoofing", "voordoen|voordoet|ausgeb|ausgibt|faire passer|usurp|vervals|fälsch|falsifi"),
    ("spam_email", "ongevraagd|unerwünscht|unverlangt|sollicité|pourriel|massenmail|publicité"),
    ("malware", "kwaadaardig|schadsoftware|schadprogramm|schädliche software|malveillant"),
    ("unauthorized_testing", "scannen|scanner|kwetsbaarhe|schwachstelle|vulnérabilit|decompil|dekompil|décompil"),
    (
        "resource_abuse",
        (
            "doorverko|doorverku|weiterverk|weiterzuverk|revend|revente|onevenredig|unverhältnismäßig|disproportionn"
            "|overbelast"
            "|überlast|surcharg|munten"
        ),
    ),
    ("circumvention", "omzeil|umgeh|contourn|ongeautoriseerd|onbevoegd|unbefugt|non autorisé"),
    (
        "rights_infringement",
        (
            "auteursrecht|urheber|droits d’auteur|droit d’auteur|droits d'auteur|rechten van derden|rechte dritter"
            "|droits des tiers"
            "|persoonsgegevens|personenbezogen|persönlichkeitsrecht|données personnelles|vie privée"
        ),
    ),
    (
        "offensive_content",
        (
            "beledig|haatza|haatdragend|aanstoot|kwets|lastig|intimid|beleidig|belästig|hass|anstößig|verletzende|injuri"
            "|haineu"
            "|harcèl|insult|importun|blessant"
        ),
    ),
    (
        "legal_compliance",
        (
            "strafba|onwettig|wetgeving|wettelijk|gesetz|rechtswidrig|straftat|geltendes recht|illég|illicit|infraction"
            "|la loi"
        ),
    ),
    ("damaging_use", "schade|schädig|reputatie|goede naam|réputation|nuire|guten ruf"),
)
_SOUGHT: Final = tuple((name, sought(pattern, hints)) for name, hints, pattern in _RULES)
_SOUGHT_ELSEWHERE: Final = tuple((name, sought(rf"\b\w*(?:{stems})\w*", stems)) for name, stems in _ELSEWHERE)


def category_of(text: str) -> str:
    """Proposes the category of what a text in any language forbids; `other` where no word points to one."""
    return category_with_words(without_targets(text), english=False)[0]


@lru_cache(maxsize=2_048)
def category_with_words(text: str, *, english: bool = True) -> tuple[str, str]:
    """Proposes the category and name the words that point to it; `other` and no words where none do."""
    letters = letters_of(text)
    for name, rule in _SOUGHT if english else (*_SOUGHT, *_SOUGHT_ELSEWHERE):
        if match := rule.search(letters):
            return name, match[0]
    return "other", ""
