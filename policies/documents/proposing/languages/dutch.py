"""How Dutch policies say what a provision does."""

from __future__ import annotations

from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.languages.grammar import Grammar, pattern
from policies.documents.proposing.text_search import sought

_POLICY: Final = (
    r"(?:beleid|gebruiksbeleid|voorwaarden|gebruiksvoorwaarden|reglement|regels|bepaling(?:en)?"
    r"|overeenkomst|gedragscode|aup)"
)
_USER: Final = (
    r"(?:u|je|jij|jullie|men|(?:eind)?gebruikers?|(?:af)?klant(?:en)?|afnemers?|leden|lid|abonnees?|bezoekers?"
    r"|gasten|gast"
    r"|deelnemers?|licentienemers?|wederverkopers?|resellers?|personen|persoon|iedereen|huurders?|(?:account"
    r"|rekening)houders?"
    r"|opdrachtgevers?|medewerkers|derden|partners?|leveranciers?|niemand|contractant(?:en)?)"
)
_FORBIDDEN: Final = (
    r"(?:verboden|ontoelaatbaar|onaanvaardbaar|onacceptabel|niet (?:\w+ )?(?:toegestaan|geoorloofd|toelaatbaar"
    r"|aanvaardbaar"
    r"|acceptabel|de bedoeling|getolereerd|geaccepteerd|welkom))"
)
_SUSPEND: Final = (
    r"(?:op te schorten|opschorten|te beëindigen|beëindigen|te blokkeren|blokkeren|te beperken|beperken|te verwijderen"
    r"|verwijderen|af te sluiten|afsluiten|op te zeggen|opzeggen|te weigeren|weigeren|in te trekken|intrekken"
    r"|te ontbinden"
    r"|ontbinden|te sluiten|sluiten|te deactiveren|deactiveren|te ontzeggen|ontzeggen|stop te zetten|stopzetten"
    r"|te staken"
    r"|staken|te schorsen|schorsen|maatregelen (?:te )?(?:nemen|treffen)|uit te sluiten|uitsluiten|uitschakelen"
    r"|waarschuwen)"
)
_SUSPENDED: Final = (
    r"(?:opgeschort|beëindigd|geblokkeerd|beperkt|verwijderd|afgesloten|opgezegd|geweigerd|ingetrokken|ontbonden"
    r"|gesloten"
    r"|gedeactiveerd|ontzegd|stopgezet|gestaakt|geschorst|uitgesloten|uitgeschakeld)"
)
_SUSPENSION: Final = (
    r"(?:opschorting|beëindiging|blokkering|beperking|verwijdering|afsluiting|opzegging|intrekking|ontbinding|sluiting"
    r"|deactivering|verlies|schorsing|uitsluiting|(?:juridische|verdere) (?:stappen|maatregelen)|sancties|maatregelen)"
)
_BREACH: Final = r"(?:overtreding|schending|inbreuk|misbruik|niet-naleving|niet[- ]nakoming)"

_RULES: Final = (
    (
        Kind.INCORPORATION,
        sought(
            r"\b(?:maakt|maken|vormt|vormen) (?:\w+ ){0,4}(?:deel uit|onderdeel) (?:uit )?van\b"
            r"|\bmaakt\b.{0,40}\bonderdeel uit van\b"
            r"|\bis opgenomen in (?:de|uw) (?:\w+)?overeenkomst\b|\bonlosmakelijk\b.{0,30}\bovereenkomst",
            "deel uit|onderdeel|opgenomen|onlosmakelijk",
        ),
    ),
    (
        Kind.AMENDMENT,
        sought(
            rf"\b(?:kan|kunnen|mag|mogen|recht)\b[^.;]{{0,60}}\b{_POLICY}\b[^.;]{{0,60}}\b(?:te )?(?:wijzig|aanpas"
            rf"|aan te pass|aangepast"
            rf"|gewijzigd|wijzigen|herzien|aanvullen|aan te vullen|bijwerken)\w*"
            rf"|\b{_POLICY} (?:kan|kunnen|mag) (?:\w+ ){{0,4}}(?:worden )?(?:gewijzigd|aangepast|herzien|wijzigen"
            rf"|veranderen)"
            rf"|\bwijzigingen\b.{{0,40}}\b(?:van kracht|in werking|gaan in)\b"
            rf"|\bnieuwe versie van (?:dit|deze|het|ons) {_POLICY}",
            "wijzig|aanpas|aan te pass|aangepast|gewijzigd|herzien|aanvul|aan te vul|bijwerken|nieuwe versie|verander",
        ),
    ),
    (
        Kind.REMEDY,
        sought(
            r"\bgeen (?:\w+ ){0,3}(?:recht|aanspraak)\b.{0,50}\b(?:service ?credits?|credits?|tegoed|restitutie"
            r"|vergoeding|compensatie)"
            r"|\bgeen (?:\w+-?)?credits?\b|\btelt niet (?:mee )?als\b.{0,30}\b(?:uitval|downtime|onbeschikbaarheid)"
            r"|\bgeldt niet als (?:uitval|downtime)"
            rf"|\b(?:kan|kunnen|mag|mogen|zal|zullen|recht|bevoegd|gerechtigd"
            rf"|bevoegdheid)\b[^.;:]{{0,160}}?\b{_SUSPEND}\b"
            rf"|\b(?:kan|kunnen|mag|zal|zullen|wordt|worden|is|zijn)\b[^.;:]{{0,80}}?\b{_SUSPENDED}\b"
            rf"|\b(?:leiden|leidt|resulteren|resulteert)\b.{{0,60}}\b{_SUSPENSION}\b"
            rf"|\b(?:tot gevolg hebben|heeft tot gevolg)\b|\b{_SUSPENSION}\b.{{0,30}}\btot gevolg\b"
            rf"|\bgrond voor\b.{{0,40}}\b{_SUSPENSION}\b|\ballereerst een waarschuwing\b",
            "credit|recht|aanspraak|telt niet|geldt niet|schort|beëindig|blokke|beperk|verwijder|sluit|slot|zegg"
            "|zegd|weiger"
            "|trek|trok|ontb|activ|stopzet|stop te|stopgezet|staken|gestaakt|schors|maatregel|leid|resulte|gevolg"
            "|grond"
            "|uitschakel|uitgeschakeld|waarschuw",
        ),
    ),
    (
        Kind.DISCLAIMER,
        sought(
            r"\b(?:niet|geen|nimmer)\b.{0,50}\b(?:aansprakelijk\w*|verantwoordelijk(?:heid)?)\b"
            r"|\baansprakelijkheid\b.{0,60}\b(?:uit(?:ge)?slot|"
            r"beperkt|sluit)|\bsluit(?:en)? (?:iedere|elke|alle) aansprakelijkheid\b"
            r"|\bniet verplicht\b.{0,60}\b(?:controleren|toezicht|toe te zien)"
            r"|\b(?:geen|niet) .{0,20}\bgaranti?e\w*\b|\bgeen (?:verplichting|plicht)\b",
            "aansprakelijk|verantwoordelijk|verplicht|garant|plicht",
        ),
    ),
    (
        Kind.REPORTING,
        sought(
            r"\b(?:meld\w*|gemeld|rapporteer\w*|rapporteren|aangeven)\b.{0,80}(?:\bmisbruik\b|\bovertreding"
            r"|\bschending|@|\binbreuk|\bspam\b"
            r"|\{\{abuse_mailbox\}\})|\b(?:misbruik|overtreding\w*|schending\w*|inbreuk\w*|spam"
            r"|klachten)\b.{0,80}(?:\bmeld|\bgemeld|@|"
            r"\brapporte|\{\{abuse_mailbox\}\})",
            "meld|rapporte|aangeven|@|abuse_mailbox",
        ),
    ),
    (
        Kind.RESPONSIBILITY,
        sought(
            rf"\b{_USER} (?:is|bent|zijn|blijft|blijven) (?:\w+ ){{0,4}}(?:verantwoordelijk|aansprakelijk)\b"
            r"|\b(?:is|zijn|bent) (?:u|de klant|de gebruiker|je) (?:\w+ ){0,3}verantwoordelijk\b"
            r"|\bverantwoordelijkheid\b.{0,60}\b(?:ligt|berust|rust) bij\b|\buw (?:eigen )?verantwoordelijkheid\b",
            "verantwoordelijk|aansprakelijk",
        ),
    ),
    (
        Kind.DEFINITION,
        sought(
            r"\bwordt\b.{0,60}\bverstaan\b|\bverstaan wij onder\b|\bonder\b.{1,60}\bverstaan\b|[”\"’'] (?:betekent"
            r"|betekenen|omvat|verwijst naar)\b"
            r"|^[\w -]{1,60} (?:betekent|wordt gedefinieerd als)\b(?! dat)|\bbetekenis\b.{0,40}\b(?:hebben|heeft"
            r"|gegeven|toegekend)\b"
            r"|\b(?:hebben|heeft)\b.{0,40}\bbetekenis\b|^[“\"„][^“”\"]{1,60}[”\"](?::| [-–—] )"
            r"|^(?!dit |deze |het |dat |de |een |u |wij |we |er )[\w-]+(?: [\w-]+){0,2} is (?:onge\w+|een|elke?"
            r"|iedere|het)\b(?! verboden)"
            r"(?! niet)",
            'verst|betek|defini|omvat|verwijst|"|”|is',
        ),
    ),
)

DUTCH: Final = Grammar(
    code="nl",
    rules=_RULES,
    bans=sought(
        r"\b(?:wij|we|beleid|voorwaarden|reglement) (?:\w+ )?(?:verbieden|verbiedt)\b|\bverbiedt\b|\bverbieden wij\b"
        r"|\bzijn verboden:"
        r"|\b(?:staan|staat|laten|laat|tolereren|tolereert|dulden|duldt|accepteren|accepteert) (?:\w+ ){0,4}?(?:geen"
        r"|niet)\b"
        r"(?! (?:toe )?(?:aansprakelijk|verantwoordelijk))|\bgeldt een (?:absoluut )?verbod\b|\bnultolerantie\b",
        "verb|staan|staat|laten|laat|tolere|duld|accepte|nultolerantie",
    ),
    forbids=(
        sought(
            rf"\b(?:is|zijn|wordt|worden)\b[^.;:]{{0,90}}?\b{_FORBIDDEN}\b|\b{_FORBIDDEN} (?:is|zijn|wordt|worden)\b"
            rf"|^(?:uitdrukkelijk |ten strengste |streng )?(?:verboden|niet toegestaan"
            rf"|ontoelaatbaar)(?: \w+){{0,3}}\s*:"
            r"|\bhet is\b[^.;:]{0,80}\bverboden\b|\bverboden (?:\w+ ){0,2}(?:gebruik|gedrag|handelingen|activiteiten"
            r"|inhoud|content)\b[^.;]{0,60}"
            r"(?:\bzijn\b|\bomvat|\bis\b|:)|\bverbod (?:op|om)\b"
            r"|\b(?:verbindt|verbinden|verplicht|verplichten|belooft|beloven|stemt) (?:zich|zichzelf|je|u"
            r"|ermee in)\b[^.;:]{0,90}?\b(?:niet|geen|nooit)\b"
            r"|\bgaa(?:t|n) (?:ermee|er mee) akkoord\b[^.;:]{0,60}?\b(?:niet|geen|nooit)\b"
            r"|\b(?:onthoudt|onthouden|onthoud) (?:zich|je|u) van\b|\b(?:zich|u|je) (?:\w+ ){0,3}te onthouden van\b"
            r"|\bte onthouden van\b"
            r"|\b(?:dient|dienen|moet|moeten) (?:\w+ ){0,5}(?:achterwege te laten|na te laten|nalaten|vermijden"
            r"|te vermijden)\b"
            rf"|\bgeen (?:enkele? )?{_USER} (?:mag|mogen|zal|kan)\b|\bniemand (?:mag|zal|kan)\b"
            r"|\b(?:in geen geval|onder geen (?:beding|enkele omstandigheid|omstandigheden)|nimmer|nooit) (?:mag"
            r"|mogen|zal|zullen|worden)\b"
            r"|\b(?:mag|mogen|zal|zult|zullen|dient|dienen|moet|moeten)\b[^.;:]{0,40}\b(?:in geen geval"
            r"|onder geen beding|nimmer|nooit)\b"
            r"|\b(?:u|klant|afnemer|gebruiker|je) (?:\w+ )?(?:overtreedt|schendt) (?:dit|deze"
            r"|het)\b[^.;]{0,60}\b(?:als|indien|wanneer|door)\b"
            r"|\b(?:vormt|is|geldt als|wordt beschouwd als|wordt gezien als) (?:een )?(?:overtreding|schending"
            r"|misbruik|inbreuk) (?:van|op) (?:dit|deze|het|ons|onze)\b"
            r"|\b(?:zorgt?|zorgen|toezien|draagt er zorg voor)\b[^.;:]{0,40}\bdat\b[^.;:]{0,120}?\b(?:niet|geen)\b"
            r"|\b(?:niet|geen) (?:\w+ ){0,3}?(?:bevoegd|gerechtigd|toegelaten)\b|\bnoch\b[^.;:]{0,60}\b(?:mag|mogen"
            r"|zal|zullen)\b",
            "verb|niet|geen|onthoud|achterwege|na te laten|nalaten|vermijden|niemand|nimmer|nooit|overtre|schen"
            "|misbruik|inbreuk|ontoelaatbaar"
            "|onaanvaardbaar|onacceptabel|noch",
        ),
    ),
    negated=sought(
        r"\b(?:mag|mogen|moogt|dient|dienen|behoort|behoren)\b(?! (?:wij|we|company"
        r"|de aanbieder)\b)[^.;:]{0,140}?\b(?:niet|geen|nooit|niemand)\b",
        "niet|geen|nooit|niemand",
    ),
    weakly_negated=sought(
        r"\b(?:zal|zult|zullen|kunt|kan|kunnen|moet|moeten)\b(?! (?:wij|we|company"
        r"|de aanbieder)\b)[^.;:]{0,100}?\b(?:niet|geen|nooit)\b",
        "niet|geen|nooit",
    ),
    no_ban=pattern(
        r"\s*(?:\w+ )?(?:alleen|slechts|uitsluitend|noodzakelijk|altijd|aansprakelijk|verantwoordelijk|verplicht"
        r"|gehouden|worden (?:opgevat"
        r"|uitgelegd|beschouwd|geacht)|van toepassing|garanderen|beschikbaar|gegarandeerd|anders|meer dan alleen"
        r"|in staat|afdoen|onredelijk"
        r"|kosten|vergoeding)\b"
    ),
    provider=pattern(r"(?:^|\W)(?:wij|we|ons|aanbieder|leverancier|provider)\s*$"),
    others=pattern(
        r"(?:^|\W)(?:wij|we|ons|aanbieder|leverancier|provider|beleid|voorwaarden|overeenkomst|bepaling(?:en)?"
        r"|artikel|verzuim|nalaten|wet|"
        r"rechten|aansprakelijkheid|opschorting|beëindiging|nietigheid|partij|partijen)(?: \w+lijk)?\s*$"
    ),
    company=pattern(r"(?:^|\W)(?:company|\{\{company\}\})\s*$"),
    user=pattern(rf"\b{_USER}\b"),
    passive=pattern(r"(?:kan|kunnen)\b[^.;:]{0,80}\bniet worden \w+|moet\w*\b[^.;:]{0,60}\b(?:niet|geen)\b"),
    entitled=pattern(rf"\b{_USER}(?: (?:heeft|hebt|hebben|het|behoudt|zich)){{0,3}}\s*$"),
    relative=pattern(
        r"(?:^|\W)(?:die|dat|wat|welke?|waar|als|indien|wanneer|tenzij|of|zoals|wie|waarin|waarvan|wordt gemeld"
        r"|omdat)(?: \w+)?\s*$"
    ),
    tells=pattern(r"\b(?:beschrijft|beschrijven|bepaalt|vermeldt|legt uit|leggen uit|lees|leest)\b[^.;,]{0,70}$"),
    conditional=pattern(
        r"^\W*(?:\w+[.:] )?(?:als|indien|wanneer|zodra|in geval|bij|ingeval|mocht|na|(?:iedere|elke|alle|een|de"
        r"|herhaalde|ernstige|uw) ?"
        rf"(?:herhaalde |ernstige )?{_BREACH}\w*|{_BREACH}\w*|het niet naleven|wie)\b"
    ),
    commands=(
        sought(
            r"^\W*(?:gebruik|verstuur|stuur|verzend|deel|verkoop|scan|plaats|publiceer|upload|maak|probeer|val|doe"
            r"|misbruik|omzeil|wijzig|kopieer"
            r"|verspreid|voer|hack|zet|laat|geef|breng|bied|verzamel|open|installeer|host|bewaar|sla|download|neem|pleeg"
            r"|beledig|bedreig|spam"
            r"|resell|verhuur|schend|\w+eer|\w+el)\b(?! alleen)[^.;:]{0,100}?\b(?:niet|geen|nooit|niets)\b"
            r"|^\W*(?:nooit|niet|geen) (?!alleen|meer|langer|inbegrepen|van toepassing|credits?|recht|aanspraak"
            r"|aansprakelijk)[a-zé-ï]+\b[^.;:]{0,120}?"
            r"(?:en)?[.!;,]?$",
            "niet|geen|nooit|niets",
        ),
    ),
    continues=pattern(
        r"^\W*(?:dergelijk\w*|zulke?|hieronder (?:valt|vallen)|daaronder (?:valt|vallen)|dit (?:omvat|betekent"
        r"|geldt)|bijvoorbeeld|"
        r"voorbeelden|in het bijzonder|onder (?:meer|andere)|met name|zoals)\b"
    ),
    lists=pattern(
        r"\b(?:onder meer|onder andere|zoals|volgende|voorbeelden?|bijvoorbeeld|waaronder|omvat\w*)\b[^:]{0,80}:$"
    ),
    conduct=pattern(
        r"\b(?:gebruik|gedrag\w*|handelingen|activiteiten|inhoud|gebruikers die)\b[^:]{0,60}\b(?:overtre\w+"
        r"|schend\w+|verboden|misbruik\w*"
        r"|onrechtmatig\w*)\b[^:]{0,80}\b(?:waaronder|zoals|volgende|onder meer|onder andere)\b[^:]{0,40}:$"
        r"|\b(?:als|indien|wanneer|wie) (?:\w+ ){0,4}(?:het|een van de|één van de) volgende\b[^:]{0,90}:$"
        r"|\bvoorbeelden van (?:\w+ )?(?:misbruik|overtreding\w*|verboden)"
    ),
    headings=(
        (
            None,
            pattern(
                r"\b(?:uitzonderingen|toegestaan gebruik|meld\w*|contact|klachten|wijziging\w*|aansprakelijkheid"
                r"|handhaving|inleiding|doel"
                r"|toepassing\w*|uw (?:rechten|plichten|verplichtingen)|vragen|bezwaar)\b"
            ),
        ),
        (Kind.DEFINITION, pattern(r"\b(?:definities|begrippen|begripsbepalingen|begripsomschrijvingen)\b")),
        (Kind.REMEDY, pattern(r"\b(?:sancties|gevolgen|maatregelen)\b")),
        (
            Kind.PROHIBITION,
            pattern(
                r"\b(?:verboden|verbod\w*|niet (?:toegestaan|geoorloofd)|ontoelaatbaar|onaanvaardbaar|misbruik"
                r"|mag niet|beperkingen|wat niet mag|geen)\b"
            ),
        ),
    ),
    opens_duty=pattern(r"\b(?:moet|moeten|dient|dienen|zal|zullen|mag|mogen|kan|kunnen|alleen|dat|om)\s*:$"),
    sentence=pattern(
        r"^\W*(?:\S+ ){0,5}?(?:is|zijn|was|waren|zal|zullen|mag|mogen|kan|kunnen|moet|moeten|heeft|hebben|wij|we"
        r"|onze|ons|u|uw|je|jij|zij|doet"
        r"|welkom|klik|laatst|indien|als|wanneer|zie|neem|wordt|worden|dient|dienen|geldt|bevat|bent)\b"
    ),
    hints=pattern(
        r"\b(?:niet|geen|nooit|zonder|verbod\w*|verb[io]ed\w*|illegaal|illegale|onrechtmatig\w*|misbruik\w*"
        r"|overtred\w+|schend\w*|opschort\w*"
        r"|beëindig\w*|blokke\w+|verwijder\w+|alleen|uitsluitend|vermijd\w*)\b"
    ),
    discretionary=sought(
        r"\bnaar (?:ons|eigen|haar|zijn) (?:\w+ )?(?:oordeel|inzicht|goeddunken)\b|\b(?:wij|we|company"
        r"|aanbieder) (?:redelijkerwijs )?(?:van oordeel"
        r"|van mening|acht|achten)\b|\bredelijkerwijs (?:acht|meent|oordeelt)\b|\bter (?:onze|vrije) beoordeling\b",
        "oordeel|inzicht|goeddunken|mening|acht|meent|beoordeling",
    ),
    authorization=sought(
        r"\b(?:tenzij|behalve|behoudens)\b[^.;:]{0,80}\b(?:toestemming|toegestaan|goedkeuring|goedgekeurd"
        r"|overeengekomen|machtiging)\b"
        r"|\bzonder\b[^.;:]{0,60}\b(?:schriftelijke|voorafgaande|uitdrukkelijke|onze)\b[^.;:]{0,40}\b(?:toestemming"
        r"|goedkeuring|machtiging)\b",
        "tenzij|behalve|behoudens|zonder",
        "toestemming|toegestaan|goedkeur|goedgekeurd|overeengekomen|machtiging",
    ),
    recording=sought(
        r"\b(?:opnemen|opname|opnames|opnamen|transcri\w+|uitschrijven)\b", "opnem|opnam|transcri|uitschrij"
    ),
)
