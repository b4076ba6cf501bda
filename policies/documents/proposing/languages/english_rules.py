"""How English policies say everything but that something is forbidden."""

from __future__ import annotations

from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.text_search import AnyOf, sought

USER: Final = (
    r"(?:you|(?:end[- ]?)?users?|customers?|members?|subscribers?|clients?|visitors?|guests?|participants?"
    r"|licen[sc]ees?|resellers?|publishers?|advertisers?|partners?|(?:account |card )?(?:holders?|owners?)|students?"
    r"|persons?|people|anyone|anybody|everyone|tenants?|merchants?|sellers?|buyers?|developers?|creators?|players?"
    r"|contributors?|employees?|contractors?|recipients?|residents?|applicants?|senders?|suppliers?)"
)
_POLICY: Final = r"(?:aup|polic(?:y|ies)|provisions?|terms(?: and conditions)?|agreement|guidelines|rules)"
_CHANGE: Final = r"(?:add|alter|modif|amend|chang|updat|revis|supplement)\w*"
_SUSPEND: Final = (
    r"(?:suspend|terminate|restrict|throttle|disable|deactivate|block|remove|cancel|disconnect|close|delete|revoke"
    r"|withdraw|ban|expel|limit|downgrade|quarantine|(?:take|pursue) (?:\w+ ){0,3}(?:actions?|remedies|down|measures"
    r"|steps)|reject"
    r"|refuse|intercept|impose|issue (?:\w+ ){0,2}warning|warn\b|deny|filter)"
)
_SUSPENDED: Final = (
    r"(?:suspended|terminated|restricted|throttled|disabled|deactivated|blocked|removed|cancell?ed|disconnected|closed"
    r"|deleted|revoked|withdrawn|banned|limited|taken down|forfeited|denied)"
)
_SUSPENSION: Final = (
    r"(?:suspen(?:sion|ded|ding)|terminat(?:ion|ed|ing)|removal|restrict(?:ion|ions|ed)|disconnection|deactivation"
    r"|loss|losing|clos(?:ure|ing)|cancell?ation|revocation|(?:legal|disciplinary|further|enforcement|other) action"
    r"|sanctions?|penalt\w+|prosecution|bans?\b|block(?:ing|ed)?)"
)
_THING: Final = (
    r"(?:services?|accounts?|access|content|posts?|messages|membership|subscriptions?|users?|customers?|materials?"
    r"|listings?|privileges|licen[sc]es?|connection|traffic|violators|offenders|you|earnings|group|site)"
)
_BREACH: Final = r"(?:violat\w+|breach\w*|non-?compliance|failure to (?:comply|follow|observe)|misuse|abuse)"
#: What a text must hold of these in small letters.
_TO_SUSPEND: Final = (
    "suspend|terminate|restrict|throttle|disable|deactivate|block|remove|cancel|disconnect|close|delete|revoke|withdraw"
    "|ban|expel|limit|downgrade|quarantine|take|pursue|reject|refuse|intercept|impose|issue|warn|deny|filter"
)
_IS_SUSPENDED: Final = (
    "suspended|terminated|restricted|throttled|disabled|deactivated|blocked|removed|canceled|cancelled|disconnected"
    "|closed|deleted|revoked|withdrawn|banned|limited|taken down|forfeited|denied"
)
_TO_BE_SUSPENDED: Final = (
    "suspen|terminat|removal|restrict|disconnection|deactivation|loss|losing|clos|cancel|revocation|action|sanction"
    "|penalt|prosecution|ban|block"
)

RULES: Final = (
    (
        Kind.INCORPORATION,
        sought(
            r"(?<!hereto and )\bincorporated\b(?! herein)"
            r"|\bforms? (?:an? )?(?:integral )?part of\b.{0,80}\bagreement\b"
            r"|\bis subject to this (?:aup|policy)\b",
            "incorporated|part of|subject to this",
        ),
    ),
    (
        Kind.AMENDMENT,
        sought(
            rf"\b(?:may|right to|can|will|might)\b(?! not\b)[^.;:]{{0,40}}\b{_CHANGE}(?:,? (?:and|or|and/or) \w+)?"
            rf"(?: (?:the|this|these|our|its|any|all|such|provisions?|part|portion|terms"
            rf"|of)){{0,6}} (?:\w+ ){{0,3}}{_POLICY}\b"
            rf"|\b{_POLICY} (?:\w+ )?(?:may|can|will|might) (?:be )?(?:\w+ )?{_CHANGE}"
            rf"|\bright to\b.{{0,40}}\b{_CHANGE}.{{0,30}}\bthis (?:\w+ )?{_POLICY}\b"
            r"|\bchange takes effect\b|\beffective (?:immediately )?(?:up)?on posting\b"
            rf"|\b(?:publish|post|issue|adopt)\w*\b[^.;]{{0,20}}\bnew version of (?:this|the|our"
            rf"|these) (?:\w+ )?{_POLICY}"
            rf"|\b(?:check|look at|review|consult|revisit)\b.{{0,30}}\b{_POLICY}\b.{{0,80}}(?:\bchange"
            r"|\btime to time|\bregularly|\bperiodically|\bnow and then)",
            "add|alter|modif|amend|chang|updat|revis|supplement|posting|new version|time to time|regularly"
            "|periodically|now and then",
            "aup|polic|provision|terms|agreement|guidelines|rules|takes effect|posting",
        ),
    ),
    (
        Kind.REMEDY,
        AnyOf(
            # No credit for what a breach caused.
            sought(
                r"\bno\b(?: [\w-]+){0,5} credits?\b"
                r"|\bnot (?:be )?(?:eligible for|entitled to|receive|qualify for)\b.{0,60}\bcredits?\b"
                r"|\bcredits? (?:\w+ )?(?:is|are|will|shall|do|does|may) not (?:be )?"
                r"(?:granted|given|due|paid|issued|available|owed|provided|awarded|apply|accrue)\b",
                "credit",
                "no",
            ),
            sought(
                r"\bnot (?:\w+ )?count(?:ed)? (?:as|towards?|against)\b.{0,40}\b(?:downtime|unavailab\w+|availability"
                r"|uptime)",
                "count",
                "not ",
                "downtime|availab|uptime",
            ),
            # The company may act.
            sought(
                rf"\b(?:may|right(?: \w+|,[^.;:]{{0,60}},)? to|discretion to|entitled to"
                rf"|ability to)\b(?! not\b)[^.;:]{{0,150}}?\b{_SUSPEND}\b",
                "may|right|discretion to|entitled to|ability to",
                _TO_SUSPEND,
            ),
            sought(r"\b(?:may|discretion)\b[^.;]{0,60}\bdo any (?:or all )?of the following\b", "of the following"),
            sought(
                rf"\b(?:we|company|provider)\b(?: \w+)? (?:can|will|shall)\b(?! not\b| never\b"
                rf"| neither\b)[^.;:]{{0,40}}?\b{_SUSPEND}\b",
                " can| will| shall",
                "we|company|provider",
                _TO_SUSPEND,
            ),
            sought(rf"\bdiscretion to\b.{{0,200}}\b{_SUSPENSION}\b", "discretion to", _TO_BE_SUSPENDED),
            # What is done to services, accounts and people.
            sought(
                rf"\b{_THING}(?: [\w’']+){{0,6}}? (?:may|can|will|could|might|shall|is|are)(?: \w+){{0,2}}? (?:be "
                rf"|being )?"
                rf"(?:\w+ly |immediately |also )?{_SUSPENDED}\b",
                _IS_SUSPENDED,
                " may| can| will| could| might| shall| is| are",
            ),
            sought(
                r"\bbe (?:\w+ly )?(?:suspended|terminated|deactivated|disconnected|banned)\b",
                "suspended|terminated|deactivated|disconnected|banned",
                "be ",
            ),
            # What a breach leads to.
            sought(
                r"\b(?:may|will|can|could|might|shall) (?:also )?(?:result in|lead to|cause|entail|mean|trigger"
                rf"|incur)\b.{{0,90}}\b{_SUSPENSION}\b",
                "result in|lead to|cause|entail|mean|trigger|incur",
                _TO_BE_SUSPENDED,
            ),
            sought(
                rf"\b(?:results? in|leads? to|grounds? for|cause for)\b.{{0,60}}\b(?:{_SUSPENSION})\b",
                "result|lead|ground|cause for",
                _TO_BE_SUSPENDED,
            ),
            sought(
                r"\bsubject (?:\w+ )?to (?:[\w-]+ ){0,4}(?:suspension|termination|removal|disconnection|deletion"
                r"|sanctions?|penalt\w+)\b"
                rf"|\b(?:actions?|measures|sanctions|penalties|consequences)\b[^.;]{{0,40}}\b(?:include"
                rf"|are)\b[^.;]{{0,80}}\b{_SUSPENSION}",
                "subject |action|measures|sanctions|penalties|consequences",
                f"{_TO_BE_SUSPENDED}|deletion",
            ),
            sought(rf"\bhave (?:their|his|her|your) (?:\w+ ){{1,3}}{_SUSPENDED}\b", "have ", _IS_SUSPENDED),
            sought(
                r"\b(?:may|will) be (?:\w+ly )?(?:fined|prosecuted|assessed (?:\w+ ){0,3}(?:fee|fine|charge)"
                r"|reported to (?:\w+ ){0,2}(?:authorit|police|law enforcement))",
                "fined|prosecuted|assessed|reported to",
            ),
            sought(r"\bwill forfeit\b", "will forfeit"),
            sought(
                rf"\bcharged?\b.{{0,60}}\b(?:fees?|costs?)\b.{{0,60}}\b{_BREACH}"
                rf"|\b{_BREACH}.{{0,60}}\b(?:fees?|costs?|fines?) (?:may|will|shall) be (?:charged|imposed)\b",
                "charge|imposed",
                "fee|cost|fine",
            ),
            sought(r"\b(?:right|rights) to (?:suspend|terminate)\b", "suspend|terminate", "right"),
        ),
    ),
    (
        Kind.DISCLAIMER,
        AnyOf(
            sought(
                r"\bdisclaims?\b|\b(?:in no event|not|accepts? no|no|neither|excludes?)\b.{0,60}\b(?:liable"
                r"|liability)\b"
                r"|\bneither\b.{0,40}\bwarrant"
                r"|\bliability\b.{0,60}\b(?:excluded|limited|not exceed)\b",
                "disclaim|liab|neither",
            ),
            sought(
                r"\b(?:company|we|provider|vendor)\b(?: \w+)? (?:is|are) not (?:\w+ )?(?:responsible|obliged|obligated"
                r"|required)\b",
                "is not|are not",
                "responsible|obliged|obligated|required",
            ),
            sought(
                r"\b(?:has|have|assumes?|under|accepts?) no (?:duty|obligation|responsibility)\b",
                "no duty|no obligation|no responsibility",
            ),
            sought(
                r"\b(?:company|we|provider) (?:does|do) not (?:\w+ )?(?:monitor|watch|control|censor|filter"
                r"|pre-?screen|review|guarantee|warrant)\b",
                "does not|do not",
                "monitor|watch|control|censor|filter|screen|review|guarantee|warrant",
            ),
            sought(r"\bas is\b|\bmakes? (?:no|any) (?:\w+ ){0,2}(?:warrant|representation)", "as is|make"),
        ),
    ),
    (
        Kind.REPORTING,
        sought(
            r"\breport(?:ing|s|ed)?\b.{0,80}(?:\bviolat\w+|\bbreach\w*|\babuse\b|\bincidents?\b|\bmisuse\b|@"
            r"|\{\{abuse_mailbox\}\})"
            r"|\b(?:violations?|abuse|misuse|spam|breach(?:es)?|content)\b.{0,100}\breport(?:ed|ing)?\b"
            r"|(?<!must )(?<!shall )\b(?:notif(?:y|ied)|tell us|inform us|let us know|contact|write to"
            r"|complain\w*)\b.{0,80}"
            r"(?:\bviolations?\b|\babuse\b|\bmisuse\b|\bbreach(?:es)?\b)"
            r"|\b(?:spam|abuse|misuse|violations?|breach(?:es)?)\b.{0,60}\b(?:notify|tell|inform|contact|let)\b.{0,20}"
            r"(?:\bus\b|\bknow\b|@|\{\{abuse_mailbox\}\}|\bcompany\b)",
            "report|notif|tell us|inform|let us know|contact|write to|complain|tell|let",
            "violat|abuse|incident|misuse|@|breach|spam|content",
        ),
    ),
    (
        Kind.RESPONSIBILITY,
        sought(
            r"\b(?:solely|independently|alone|fully|exclusively)\b.{0,30}\bresponsible\b"
            r"|\bresponsibility\b.{0,80}\b(?:rests?|lies) with\b"
            rf"|\b{USER} (?:are|is|will be|shall be|remains?) (?:\w+ )?(?:responsible|liable|accountable)\b"
            r"|\bis your (?:sole )?responsibility\b",
            "responsib|liable|accountable",
        ),
    ),
    (
        Kind.DEFINITION,
        AnyOf(
            sought(
                r"\bha(?:s|ve) (?:the|these|those) (?:same |following )?mean(?:ing)?s?\b|\bmeanings? (?:given|assigned"
                r"|set|ascribed)\b"
                r"|(?:[”\"’]\)?|^[^,.;:”\"]{1,60}) (?:shall |will )?(?:also )?means?(?: and includes?)? (?!to\b|you\b"
                r"|that\b)|\bmean what\b|\bshall mean\b",
                "mean",
            ),
            sought(r"[”\"] (?:shall |will )?(?:also )?(?:includes?|refers? to)\b", '"|”', "include|refer"),
            sought(r"^(?:an? |the )?[“\"„][^“”\"]{1,60}[”\"],? (?:and|or|is|are|has|have)\b", '"|”'),
            sought(
                r"^[\w ]{1,40}(?<!please )(?<!also )(?<!may )(?<!to )\brefers? to\b(?! (?:our|the|https?|section))"
                r"|^[“\"„][^“”\"]{1,60}[”\"][,.]?(?::| [-–—] )",
                'refer|"|”',
            ),
            sought(r"^[^,;:]{1,80}\b(?:is|are) defined (?:as|in)\b|\bshall be defined as\b", "defined"),
        ),
    ),
    (
        Kind.DEFINITION,
        sought(
            r"^(?!this |it |that |these |those |we |you |there |our |your |what |access "
            r"|any )[\w-]+(?: [\w-]+){0,2} (?:is|are) "
            r"(?:un\w+ed \w|(?:an? |any |the )?(?:act|practice|sending|use|person|unsolicited|bulk|method|technique"
            r"|process)\b)",
            " is | are ",
            " un|act|practice|sending|use|person|bulk|method|technique|process",
        ),
    ),
)
