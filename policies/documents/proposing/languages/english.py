"""How English policies forbid, and what their headings and lead-ins say."""

from __future__ import annotations

from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.languages.english_rules import RULES, USER
from policies.documents.proposing.languages.grammar import Grammar, pattern
from policies.documents.proposing.text_search import AnyOf, sought

_SURELY: Final = r"(?:,? ?(?:\w+ly|also|and|otherwise|therefore|in general),? ){0,2}"
_FORBIDDEN: Final = (
    r"(?:prohibited|forbidden|banned|barred|disallowed|unacceptable|impermissible|off[- ]limits|(?:not|never) (?:be )?"
    r"(?:allowed|permitted|acceptable|tolerated|authori[sz]ed|accepted|welcome|an? acceptable use))"
)
_CONDUCT: Final = (
    r"(?:us(?:e|es|age)|conduct|activit(?:y|ies)|behaviou?rs?|content|actions?|acts?|practices?|purposes?|items?"
    r"|products?|materials?|things)"
)
_BANS: Final = AnyOf(
    sought(
        r"(?<!law )(?<!laws )\b(?:prohibits|forbids|disallows|bans)\b",
        "prohibits|forbids|disallows|bans",
    ),
    sought(
        rf"(?<!that )\bwe {_SURELY}(?:prohibit|forbid|ban(?= )|disallow)\b",
        "we ",
        "prohibit|forbid|ban |disallow",
    ),
    sought(rf"\band {_SURELY}prohibit\b", "and ", "prohibit"),
    sought(
        r"\b(?:we|company|polic(?:y|ies)|terms|rules|aup|provider|(?-i:[A-Z])\w+) (?:do(?:es)?|will|shall|can) ?not"
        rf" {_SURELY}(?:allow|permit|tolerate|condone|accept|display|(?:host|work)\b)"
        r"(?! (?:any )?(?:liabilit|responsib|payment|return))",
        "not ",
        "allow|permit|tolerate|condone|accept|display|host|work",
    ),
    sought(
        r"\b(?:we|company|(?-i:[A-Z])\w+) (?:don|doesn|won)[’']t (?:allow|permit|tolerate|condone)\b",
        "n’t |n't ",
        "allow|permit|tolerate|condone",
    ),
    sought(r"\bzero[- ]tolerance\b", "tolerance"),
    sought(
        r"\b(?:any of |either of |one of )?the following\b[^:]{0,60}\b(?:will|may|can) (?:result|lead)\b[^:]{0,90}:$",
        "the following",
        "result|lead",
    ),
)
_BAD_NOUNS: Final = (
    r"(?:failures?|delays?|waivers?|credits?|refunds?|warrant|advice|liabilit|provision|remed|terms?|amend)"
)
_FORBIDS: Final = (
    sought(
        rf"\b(?:is|are|be|being) ?{_SURELY}{_FORBIDDEN}\b(?! by (?:\w+ ){{0,2}}laws?\b)"
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
    AnyOf(
        sought(
            r"\b(?:is|are|constitutes?|amounts? to|considered|deemed|treated as) (?:an? )?(?:\w+ )?"
            r"(?:violations?|breach(?:es)?|misuse|abuse) of (?:this|the|our|these)\b",
            "violation|breach|misuse|abuse",
            " of th| of our",
        ),
        sought(
            r"\b(?:you|customers?|users?) (?:will |may |would )?(?:violate|breach|be in (?:violation"
            r"|breach) of) (?:this|the|our|these)\b",
            "violate|breach|in violation",
            "you |customer|user",
        ),
        sought(r"\bin violation of (?:this|the|these|our) [^.;]{0,60}\bif\b", "in violation of", "if"),
    ),
    AnyOf(
        sought(
            rf"\bno (?!{_BAD_NOUNS})(?:[\w-]+ ){{1,4}}(?:may|must|shall|can|is allowed|are allowed|is permitted"
            rf"|are permitted)\b",
            "no ",
            " may| must| shall| can| is allowed| are allowed| is permitted| are permitted",
        ),
        sought(r"\b(?:nobody|no[- ]one) (?:may|must|shall|can|should|is)\b", "nobody|no-one|no one"),
        sought(rf"\bneither {USER}\b[^.;]{{0,60}}\b(?:may|shall|must|can|will|should)\b", "neither "),
        sought(r"\b(?:may|shall|must|can|will) neither\b", " neither"),
        sought(rf"\bnor (?:may|shall|must|can|should|will) {USER}\b", "nor "),
        sought(
            r"\b(?:under no circumstances|in no (?:event|case)|at no time|on no account)\b,? (?:may|shall|will|should"
            r"|can|must|are|is) "
            rf"(?:\w+ )?{USER}\b(?! be (?:liable|responsible))",
            "under no|in no|at no|on no",
            "circumstances|event|case|time|account",
        ),
        sought(
            rf"\b{USER} (?:may|shall|must|will|should)(?: \w+)? (?:under no circumstances|in no (?:event|case)"
            r"|at no time|on no account)\b",
            "under no|in no|at no|on no",
            "circumstances|event|case|time|account",
        ),
        sought(
            r"\b(?:under no circumstances|on no account)\b[^.;:]{0,60}\bbe (?:used|shared|sold|stored|sent)\b",
            "under no|on no",
            "circumstances|account",
        ),
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
    " not|n’t|n't",
    "may|must|shall|should|shan",
)
_WEAKLY_NEGATED: Final = sought(
    r"\b(?:will|can|would)(?: (?:also|further|either)\b)? not\b|\bcannot\b|\b(?:can|won)[’']t\b",
    " not|cannot|n’t|n't",
    "will|can|would|won",
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
_PROVIDER: Final = pattern(
    r"(?:^|\W)(?:we|us|provider|vendor|our (?:staff|employees|team|support))(?: \w+ly| also)?[\s,]*$"
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

ENGLISH: Final = Grammar(
    code="en",
    rules=RULES,
    bans=_BANS,
    forbids=_FORBIDS,
    negated=_NEGATED,
    weakly_negated=_WEAKLY_NEGATED,
    no_ban=_NO_BAN,
    provider=_PROVIDER,
    others=_OTHERS,
    company=pattern(r"(?:^|\W)(?:company|\{\{company\}\})(?: and (?:its|any) \w+)?(?: \w+ly| also)?[\s,]*$"),
    user=pattern(rf"\b{USER}\b"),
    passive=pattern(r"(?:cannot|can not|can[’']t) be (?:\w+ly )?\w+(?:ed|en|ld|nt|ut)\b"),
    entitled=pattern(
        rf"\b(?:{USER}|(?:either|each|neither) party|parties)(?: (?:reserves?|has|have|retains?|the|also|himself"
        rf"|themselves|who|wish\w*|decides?)){{0,3}},?\s*$"
    ),
    relative=pattern(
        r"(?:^|\W)(?:that|which|who|what|where|if|when|whether|unless|as|than|because|whose \w+|or|not generally)\s*$"
    ),
    tells=pattern(
        r"\b(?:describes|explains|sets (?:out|forth)|outlines|lists|details|defines|clarifies|tells"
        r"|(?:we|to|and|policies|rules|guidelines|terms) (?:describe|explain|set (?:out|forth)|outline|list|detail"
        r"|define|clarify))\b"
        r"[^.;,]{0,70}$"
    ),
    conditional=pattern(
        r"^\W*(?:\w+[.:] )?(?:if|when|where|whenever|should|in (?:case|the event)|upon|after|once|for|failure|engaging"
        r"|(?:any |all |each |every |repeated |serious |your |a |such |further |persistent |\w+[’']s? )*"
        r"(?:violat\w+|breach\w*|failures?|non-?compliance|misuse|abuse|users? who|customers? who|anyone who"
        r"|those who))\b"
    ),
    commands=(
        sought(
            r"(?:(?:^\W*|[.:!?;–—-]\s+|, (?:but |and |so )?)(?:please )?(?:do not|don[’']t|never)"
            r"|\b(?:and|but|or|please|also) (?:please )?(?:do not|don[’']t)),?"
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
        rf"|\b(?:engaging in|doing|committing|(?:if|when|who|where) (?:{USER} )?(?:engage in|do|does|engages in"
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
