"""How English policies say what a provision does."""

from __future__ import annotations

from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.languages.grammar import Grammar, pattern
from policies.documents.proposing.text_search import sought

_POLICY: Final = r"(?:aup|polic(?:y|ies)|provisions?|terms(?: and conditions)?|agreement|guidelines|rules)"
_CHANGE: Final = r"(?:add|alter|modif|amend|chang|updat|revis|supplement)\w*"
_SURELY: Final = r"(?:(?:\w+ly|also|and|otherwise|therefore) ){0,2}"
_USER: Final = (
    r"(?:you|(?:end[- ]?)?users?|customers?|members?|subscribers?|clients?|visitors?|guests?|participants?"
    r"|licen[sc]ees?|resellers?|publishers?|advertisers?|partners?|(?:account |card )?(?:holders?|owners?)|students?"
    r"|persons?|people|anyone|anybody|everyone|tenants?|merchants?|sellers?|buyers?|developers?|creators?|players?"
    r"|contributors?|employees?|contractors?|recipients?|residents?|applicants?|senders?|suppliers?)"
)
_FORBIDDEN: Final = (
    r"(?:prohibited|forbidden|banned|barred|disallowed|unacceptable|impermissible|off[- ]limits|not (?:be )?"
    r"(?:allowed|permitted|acceptable|tolerated|authori[sz]ed|accepted|welcome|an? acceptable use))"
)
_CONDUCT: Final = (
    r"(?:us(?:e|es|age)|conduct|activit(?:y|ies)|behaviou?rs?|content|actions?|acts?|practices?|purposes?|items?"
    r"|products?|materials?|things)"
)
_SUSPEND: Final = (
    r"(?:suspend|terminate|restrict|throttle|disable|deactivate|block|remove|cancel|disconnect|close|delete|revoke"
    r"|withdraw|ban|expel|limit|downgrade|quarantine|take (?:\w+ ){0,3}(?:actions?|down|measures|steps)|reject"
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

_RULES: Final = (
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
        sought(
            # No credit for what a breach caused.
            r"\bno\b(?: [\w-]+){0,5} credits?\b"
            r"|\bnot (?:be )?(?:eligible for|entitled to|receive|qualify for)\b.{0,60}\bcredits?\b"
            r"|\bcredits? (?:\w+ )?(?:is|are|will|shall|do|does|may) not\b"
            r"|\bnot (?:\w+ )?count(?:ed)? (?:as|towards?|against)\b.{0,40}\b(?:downtime|unavailab\w+|availability"
            r"|uptime)"
            # The company may act.
            rf"|\b(?:may|right(?: \w+|,[^.;:]{{0,60}},)? to|discretion to|entitled to"
            rf"|ability to)\b(?! not\b)[^.;:]{{0,150}}?\b{_SUSPEND}\b"
            rf"|\b(?:may|discretion)\b[^.;]{{0,60}}\bdo any (?:or all )?of the following\b"
            rf"|\b(?:we|company|provider)\b(?: \w+)? (?:can|will|shall)\b(?! not\b| never\b"
            rf"| neither\b)[^.;:]{{0,40}}?\b{_SUSPEND}\b"
            rf"|\bdiscretion to\b.{{0,200}}\b{_SUSPENSION}\b"
            # What is done to services, accounts and people.
            rf"|\b{_THING}(?: [\w’']+){{0,6}}? (?:may|can|will|could|might|shall|is|are)(?: \w+){{0,2}}? (?:be "
            rf"|being )?"
            rf"(?:\w+ly |immediately |also )?{_SUSPENDED}\b"
            rf"|\bbe (?:\w+ly )?(?:suspended|terminated|deactivated|disconnected|banned)\b"
            # What a breach leads to.
            r"|\b(?:may|will|can|could|might|shall) (?:also )?(?:result in|lead to|cause|entail|mean|trigger|incur)\b"
            rf".{{0,90}}\b{_SUSPENSION}\b"
            rf"|\b(?:results? in|leads? to|grounds? for|cause for)\b.{{0,60}}\b(?:{_SUSPENSION})\b"
            r"|\bsubject (?:\w+ )?to (?:[\w-]+ ){0,4}(?:suspension|termination|removal|disconnection|deletion"
            r"|sanctions?|penalt\w+)\b"
            r"|\bwill forfeit\b"
            rf"|\bcharged?\b.{{0,60}}\b(?:fees?|costs?)\b.{{0,60}}\b{_BREACH}"
            rf"|\b{_BREACH}.{{0,60}}\b(?:fees?|costs?|fines?) (?:may|will|shall) be (?:charged|imposed)\b"
            rf"|\b(?:right|rights) to (?:suspend|terminate)\b",
            "credit|count|suspen|terminat|restrict|throttl|disabl|deactivat|block|remov|cancel|disconnect|clos|delet"
            "|revo|withdraw|ban|expel|limit|downgrad|quarantin|action|down|measures|steps|reject|refus|intercept|impos"
            "|warn|deny|denied|filter|forfeit|fee|cost|fine|loss|losing|sanction|penalt|prosecution|following",
        ),
    ),
    (
        Kind.DISCLAIMER,
        sought(
            r"\bdisclaims?\b|\b(?:in no event|not|accepts? no|no|neither|excludes?)\b.{0,60}\b(?:liable|liability)\b"
            r"|\bneither\b.{0,40}\bwarrant"
            r"|\bliability\b.{0,60}\b(?:excluded|limited|not exceed)\b"
            r"|\b(?:company|we|provider|vendor)\b(?: \w+)? (?:is|are) not (?:\w+ )?(?:responsible|obliged|obligated"
            r"|required)\b"
            r"|\b(?:has|have|assumes?|under|accepts?) no (?:duty|obligation|responsibility)\b"
            r"|\b(?:company|we|provider) (?:does|do) not (?:\w+ )?(?:monitor|watch|control|censor|filter"
            r"|pre-?screen|review|guarantee|warrant)\b|\bas is\b|\bmakes? (?:no|any) (?:\w+ ){0,2}(?:warrant"
            r"|representation)",
            "disclaim|liab|as is|responsible|obliged|obligat|required|monitor|watch|control|censor|filter|screen"
            "|review"
            "|guarantee|warrant|duty|responsib|representation",
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
            rf"|\b{_USER} (?:are|is|will be|shall be|remains?) (?:\w+ )?(?:responsible|liable|accountable)\b"
            r"|\bis your (?:sole )?responsibility\b",
            "responsib|liable|accountable",
        ),
    ),
    (
        Kind.DEFINITION,
        sought(
            r"\bha(?:s|ve) (?:the|these|those) (?:same |following )?mean(?:ing)?s?\b|\bmeanings? (?:given|assigned"
            r"|set|ascribed)\b"
            r"|(?:[”\"’]\)?|^[^,.;:”\"]{1,60}) (?:shall |will )?(?:also )?means?(?: and includes?)? (?!to\b|you\b"
            r"|that\b)|\bmean what\b|\bshall mean\b"
            r"|[”\"] (?:shall |will )?(?:also )?(?:includes?|refers? to)\b"
            r"|^(?:an? |the )?[“\"„][^“”\"]{1,60}[”\"],? (?:and|or|is|are|has|have)\b"
            r"|^[\w ]{1,40}(?<!please )(?<!also )(?<!may )(?<!to )\brefers? to\b(?! (?:our|the|https?|section))"
            r"|^[“\"„][^“”\"]{1,60}[”\"][,.]?(?::| [-–—] )"
            r"|^[^,;:]{1,80}\b(?:is|are) defined (?:as|in)\b|\bshall be defined as\b",
            'mean|refer|"|”|defined',
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

_BANS: Final = sought(
    rf"(?<!law )(?<!laws )\b(?:prohibits|forbids|disallows|bans)\b"
    rf"|(?<!that )\bwe {_SURELY}(?:prohibit|forbid|ban(?= )|disallow)\b|\band {_SURELY}prohibit\b"
    r"|\b(?:we|company|polic(?:y|ies)|terms|rules|aup|provider|(?-i:[A-Z])\w+) (?:do(?:es)?|will|shall|can) ?not"
    rf" {_SURELY}(?:allow|permit|tolerate|condone|accept|display|(?:host|work)\b)"
    r"(?! (?:any )?(?:liabilit|responsib|payment|return))"
    r"|\b(?:we|company|(?-i:[A-Z])\w+) (?:don|doesn|won)[’']t (?:allow|permit|tolerate|condone)\b"
    r"|\bzero[- ]tolerance\b"
    rf"|\b(?:any of |either of |one of )?the following\b[^:]{{0,60}}\b(?:will|may|can) (?:result"
    rf"|lead)\b[^:]{{0,90}}:$",
    "prohibit|forbid|disallow|ban|not|n’t|n't|tolerance|following",
    "prohibit|forbid|allow|bans|ban |permit|tolerat|condone|accept|display|host|work|tolerance|following",
)
_FORBIDS: Final = (
    sought(
        rf"\b(?:is|are|be|being) {_SURELY}{_FORBIDDEN}\b(?! by (?:\w+ ){{0,2}}laws?\b)"
        r"|\bnot be (?:allowed|permitted|tolerated|accepted|condoned)\b"
        r"|\b(?:is|are)n[’']t (?:allowed|permitted|acceptable|tolerated)\b",
        "prohibited|forbidden|banned|barred|disallowed|unacceptable|impermissible|off-limits|off limits|allowed"
        "|permitted"
        "|acceptable|tolerated|authori|accepted|welcome|condoned",
    ),
    sought(
        r"\b(?:is|are) not to (?!(?:be )?(?:construed|interpreted|understood|read))"
        r"|\b(?:do|does) not have (?:the |any )?(?:right|permission|authority|consent) to\b"
        r"|\bhas no (?:right|permission|authority) to\b"
        r"|\b(?:agrees?|undertakes?|promises?|covenants?|commits?|warrants?|obliged|required|requested|asked)\b"
        r"[^.;:]{0,40}\bnot to\b"
        r"|\b(?:ensure|procure|make sure|see to it)s?\b[^.;:]{0,190}?\b(?:(?:do|does|is|are|will|shall|must) not\b"
        r"|(?:don|doesn|isn|aren)[’']t\b|never\b)",
        "not to|not have|has no|ensure|procure|make sure|see to it",
    ),
    sought(
        r"\b(?:refrain|abstain|desist) from\b|\b(?:must|shall|should|will|to|please) avoid\b|^avoid\b",
        "refrain|abstain|desist|avoid",
    ),
    sought(
        r"\b(?:is|are|constitutes?|amounts? to|considered|deemed|treated as) (?:an? )?(?:\w+ )?"
        r"(?:violations?|breach(?:es)?|misuse|abuse) of (?:this|the|our|these)\b"
        r"|\b(?:you|customers?|users?) (?:will |may |would )?(?:violate|breach|be in (?:violation"
        r"|breach) of) (?:this|the|our|these)\b"
        r"|\bin violation of (?:this|the|these|our) [^.;]{0,60}\bif\b",
        "violat|breach|misuse|abuse",
    ),
    sought(
        r"\bno (?:[\w-]+ ){1,4}(?:may|must|shall|can|is allowed|are allowed|is permitted|are permitted)\b"
        r"|\b(?:nobody|no[- ]one) (?:may|must|shall|can|should|is)\b"
        rf"|\bneither {_USER}\b[^.;]{{0,60}}\b(?:may|shall|must|can|will|should)\b"
        r"|\b(?:may|shall|must|can|will) neither\b"
        rf"|\bnor (?:may|shall|must|can|should|will) {_USER}\b"
        r"|\b(?:under no circumstances|in no (?:event|case)|at no time|on no account)\b,? (?:may|shall|will|should"
        r"|can|must|are|is) "
        rf"(?:\w+ )?{_USER}\b(?! be (?:liable|responsible))"
        rf"|\b{_USER} (?:may|shall|must|will|should)(?: \w+)? (?:under no circumstances|in no (?:event|case)"
        r"|at no time|on no account)\b"
        r"|\b(?:under no circumstances|on no account)\b[^.;:]{0,60}\bbe (?:used|shared|sold|stored|sent)\b",
        "no |nobody|no-one|neither|nor ",
    ),
    sought(r"\b(?:must|shall|should|may|to) never\b|\bnever (?:to )?be used\b", "never"),
    sought(
        rf"\b(?:prohibited|forbidden|unacceptable|banned|impermissible"
        rf"|disallowed)(?: [\w/-]+){{0,3}}? {_CONDUCT}\b[^.;]{{0,90}}"
        r"(?:\binclud\w+\b|\bare\b|:)"
        r"|^(?:strictly )?(?:prohibited|forbidden|unacceptable|not (?:allowed|permitted))(?: [\w/-]+){0,3}\s*:",
        "prohibited|forbidden|unacceptable|banned|impermissible|disallowed|not allowed|not permitted",
    ),
)
_NEGATED: Final = sought(
    r"\b(?:may|must|shall|should)(?: (?:also|further|therefore|in turn|at any time|either)\b)?,? not\b"
    r"|\b(?:mustn|shan|shouldn)[’']t\b|\b(?:may|must|shall)\b[^.;:]{0,40},(?: and shall)? not\b",
    "not|n’t|n't",
)
_WEAKLY_NEGATED: Final = sought(
    r"\b(?:will|can|would)(?: (?:also|further|either)\b)? not\b|\bcannot\b|\b(?:can|won)[’']t\b",
    "not|n’t|n't",
)
_NO_BAN: Final = pattern(
    r"\s*(?:\w+ly )?(?:only\b|merely\b|just\b|necessarily|always|be (?:\w+ly )?(?:liable|responsible|obliged|obligated"
    r"|required|construed|deemed|considered|interpreted|affected|limited|waived|available|able|possible|refund"
    r"|charged|billed|invoiced|entitled|eligible|unreasonably|accurate|suitable|error|covered|counted|bound|exclusive"
    r"|exhaustive|enforce|valid|effective|held|compensated|notified|paid|credited|due|visible|complete|the same"
    r"|binding|informed|asked)|have (?:any |the )?(?:liab|oblig|responsib|dut)|apply\b|affect\b|constitute|limit\b"
    r"|relieve|prevent|preclude|operate\b|survive|guarantee|mean\b|imply|create any|want\b|need\b|know\b"
    r"|agree\b|receive\b|see\b|work\b|function\b|appear\b|reflect|extend\b|enter into a settlement|prejudice"
    r"|be in a position|be subject|pay\b|owe\b|warrant\b)"
)
_OTHERS: Final = pattern(
    r"(?:^|\W)(?:we|us|provider|vendor|agreement|polic(?:y|ies)|aup|terms|provisions?|sections?|clauses?"
    r"|failures?|delays?|waivers?|remed(?:y|ies)|\w*validity|unenforceability|notices?|liabilit(?:y|ies)|damages"
    r"|nothing"
    r"|laws?|regulations?|obligations?|warrant(?:y|ies)|suspension|termination|which|who|that|party|parties"
    r"|waiver of any"
    r"|exercise|our (?:staff|employees|team|support))"
    r"(?:[ ,]+(?:and|or)(?: \w+){1,3})?(?: \w+ly| also| hereby| itself)?[\s,]*$"
)
_BAD_NOUNS: Final = (
    r"(?:failures?|delays?|waivers?|credits?|refunds?|warrant|advice|liabilit|provision|remed|terms?|amend)"
)

ENGLISH: Final = Grammar(
    code="en",
    rules=_RULES,
    bans=_BANS,
    forbids=_FORBIDS,
    negated=_NEGATED,
    weakly_negated=_WEAKLY_NEGATED,
    no_ban=_NO_BAN,
    others=_OTHERS,
    company=pattern(r"(?:^|\W)(?:company|\{\{company\}\})(?: and (?:its|any) \w+)?(?: \w+ly| also)?[\s,]*$"),
    user=pattern(rf"\b{_USER}\b"),
    passive=pattern(r"(?:cannot|can not|can[’']t) be (?:\w+ly )?\w+(?:ed|en|ld|nt|ut)\b"),
    entitled=pattern(
        rf"\b{_USER}(?: (?:reserves?|has|have|retains?|the|also|himself|themselves|who|wish\w*|decides?)){{0,3}},?\s*$"
    ),
    relative=pattern(
        r"(?:^|\W)(?:that|which|who|what|where|if|when|whether|unless|as|than|because|whose \w+|or|not generally)\s*$"
        rf"|\bno {_BAD_NOUNS}[^.;]*$"
    ),
    tells=pattern(
        r"\b(?:describes|explains|sets (?:out|forth)|outlines|lists|details|defines|clarifies|tells"
        r"|(?:we|to|and|policies|rules|guidelines|terms) (?:describe|explain|set (?:out|forth)|outline|list|detail"
        r"|define|clarify))\b"
        r"[^.;,]{0,70}$"
    ),
    conditional=pattern(
        r"^\W*(?:\w+[.:] )?(?:if|when|where|whenever|should|in (?:case|the event)|upon|after|once|for|failure|engaging"
        r"|(?:any |all |each |every |repeated |serious |your |a |such |further |persistent )*"
        r"(?:violat\w+|breach\w*|failures?|non-?compliance|misuse|abuse|users? who|customers? who|anyone who"
        r"|those who))\b"
    ),
    commands=(
        sought(
            r"(?:(?:^\W*|[.:!?;–—-]\s+|, (?:but |and |so )?)(?:please )?(?:do not|don[’']t|never)"
            r"|\b(?:and|but|or|please|also) (?:please )?(?:do not|don[’']t))"
            r" (?!hesitate|worry|forget|panic|need\b|have\b|know\b|want\b|miss\b|agree|apply|include|cover|guarantee"
            r"|mean|limit|affect|constitute|allow us|own\b|see\b|receive|take advantage of the|understand|accept\b)\w",
            "do not|don’t|don't|never",
        ),
        sought(
            r"^\W*(?:not|never) (?!only|just|all|every|less|more|later|to be\b|limited|including|applicable"
            r"|exceed)[a-z]+\b(?! of\b)"
            r"|^no (?!(?:\w+ ){0,3}(?:credits?|refunds?|warrant|waiver|failure|liabilit|fees?|charges?|longer|advice"
            r"|changes?|obligation|duty)\b)[\w-]+(?:[ ,/-]+[\w-]+){0,6}[.!;,]?$",
            "never|not |no ",
        ),
    ),
    continues=pattern(
        r"^\W*(?:such\b|these\b|this (?:includes?|means|applies|prohibition|restriction|also)|for (?:example|instance)"
        r"|e\.g\.|examples?\b|in particular|specifically|includ(?:es|ing)\b|likewise|similarly"
        r"|among others|the (?:above|foregoing))"
    ),
    lists=pattern(r"\b(?:includ\w+|following|such as|examples?|instances?)\b[^:]{0,80}:$"),
    conduct=pattern(
        rf"\b(?:{_CONDUCT}|users who|anyone who)\b[^:]{{0,60}}\b(?:violat\w+|breach\w*|prohibited|unacceptable"
        rf"|abus\w+|illegal)"
        r"\b[^:]{0,80}\b(?:includ\w+|such as|following)\b[^:]{0,40}:$"
        rf"|\b(?:engaging in|doing|committing|(?:if|when|who|where) (?:{_USER} )?(?:engage in|do|does|engages in"
        rf"|commits?))\b"
        r"[^:]{0,40}\bfollowing\b[^:]{0,90}:$"
        r"|\bexamples? of (?:\w+ )?(?:violations?|breach|abuse|misuse|prohibited|unacceptable)"
    ),
    headings=(
        (
            None,
            pattern(
                r"\b(?:exceptions?|permitted|allowed uses?|acceptable uses include|fair use|report\w*|contact"
                r"|complaints?"
                r"|changes?|amendments?|liabilit\w+|disclaimers?|enforcement|responsibilit\w+|questions|appeals?"
                r"|monitoring"
                r"|introduction|overview|scope|purpose|your (?:rights|obligations)|you must\b(?! not)|you (?:may"
                r"|can)\b(?! ?not))"
            ),
        ),
        (Kind.DEFINITION, pattern(r"\b(?:definitions?|glossary|defined terms|interpretation|terms used)\b")),
        (
            Kind.REMEDY,
            pattern(
                r"\b(?:sanctions|penalties|consequences|remedies|what happens if)\b|\bactions? we (?:may|can) take\b"
            ),
        ),
        (
            Kind.PROHIBITION,
            pattern(
                r"\b(?:prohibited|prohibitions?|forbidden|unacceptable|impermissible|banned|disallowed)\b|\bmisuse\b"
                r"|\b(?:may|must|shall|should|do|can|will) ?not\b|\bcannot\b|\bdon[’']?ts?\b|\bcan[’']t\b"
                r"|\bmustn[’']t\b"
                r"|\bnot (?:allowed|permitted|acceptable|ok\b|okay)|\bnever\b|^(?:[\d.]+ )?no \w"
                r"|\b(?:use )?restrictions\b"
                r"|\b(?:what|uses|activities)\b.{0,40}\bprohibit"
            ),
        ),
    ),
    opens_duty=pattern(r"\b(?:must|shall|will|should|may|can|only|agrees?|that|required to|undertakes? to)\s*:$"),
    sentence=pattern(
        r"^\W*(?:\S+ ){0,5}?(?:is|are|was|were|will|would|may|might|can|must|shall|should|has|have|we|our|you|your"
        r"|they|do"
        r"|for (?:more|further|additional)|to (?:learn|find|refer|report|request|see|opt)"
        r"|does|did|welcome|click|last|if|when|while|contact|please|see|by|depends?|remains?|contains?|applies)\b"
    ),
    hints=pattern(
        r"\b(?:not|never|no|without|prohibit\w*|forb\w+|ban(?:ned|s)?|illegal\w*|unlawful\w*|abus\w+|misus\w+"
        r"|violat\w+"
        r"|breach\w*|suspen\w+|terminat\w+|restrict\w+|disable\w*|block\w*|remov\w+|only|avoid\w*|respect)\b"
    ),
    discretionary=sought(
        r"\bdetermines?\b(?! that)[^.;]{0,60}?\bto be\b|\breasonably (?:believes?|considers?"
        r"|determines?)\b|\bsole (?:and absolute )?(?:discretion|opinion|judge?ment)\b"
        r"|\b(?:company|we|provider) (?:\w+ )?(?:believes?|deems?|considers?)\b|\bin (?:our|company[’']s"
        r"|its) (?:opinion|judge?ment|discretion)\b",
        "determine|reasonabl|discretion|opinion|judg|believe|deem|consider",
    ),
    authorization=sought(
        r"\b(?:unless|except|other than)\b[^.;:]{0,60}\b(?:authori[sz]ed|permitted|approved|agreed)\b(?: in writing)?"
        # A third person's consent is not the company's to give, so “without consent” alone does not count.
        r"|\b(?:without|unless|except)\b[^.;:]{0,60}\b(?:written|prior|express|our|company[’']s"
        r"|from company)\b[^.;:]{0,40}\b(?:consent|permission|approval|authori[sz]ation)\b",
        "unless|except|other than|without",
        "uthori|permi|approv|agree|consent",
    ),
    recording=sought(r"\b(?:recording|transcription|transcrib\w+)\b", "recording|transcri"),
)
