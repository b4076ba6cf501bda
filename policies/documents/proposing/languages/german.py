"""How German policies say what a provision does."""

from __future__ import annotations

from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.languages.grammar import Grammar, pattern
from policies.documents.proposing.text_search import sought

_POLICY: Final = (
    r"(?:(?:nutzungs)?richtlinien?|(?:nutzungs|geschäfts)?bedingungen|bestimmung(?:en)?|regelung(?:en)?|regeln"
    r"|vereinbarung"
    r"|vertrag(?:s|es)?|agb|ordnung|aup)"
)
_USER: Final = (
    r"(?:sie|ihnen|du|dir|ihr|man|(?:end)?(?:be)?nutzer\w*|anwender\w*|kunde\w*|mitglied\w*|abonnent\w*|besucher\w*"
    r"|gäste\w*|gast"
    r"|teilnehmer\w*|lizenznehmer\w*|wiederverkäufer\w*|reseller|person(?:en)?|jeder|mieter\w*|(?:konto|vertrags"
    r"|account)inhaber\w*"
    r"|auftraggeber\w*|mitarbeiter\w*|dritte\w*|partner\w*|lieferant\w*|niemand|studierende\w*)"
)
_FORBIDDEN: Final = (
    r"(?:verboten|untersagt|unzulässig|unstatthaft|inakzeptabel|nicht (?:\w+ )?(?:gestattet|erlaubt|zulässig"
    r"|zugelassen|gestattet|statthaft"
    r"|akzeptabel|hinnehmbar|geduldet|toleriert|akzeptiert|genehmigt))"
)
_SUSPEND: Final = (
    r"(?:(?:zu )?(?:sperren|beenden|kündigen|löschen|beschränken|entfernen|blockieren|deaktivieren|schließen"
    r"|verweigern|widerrufen|entziehen"
    r"|drosseln|unterbinden|unterbrechen|einschränken|aussetzen|einstellen|abschalten|ausschließen|trennen|ablehnen"
    r"|verwarnen|ergreifen)"
    r"|einzuschränken|auszusetzen|einzustellen|abzuschalten|auszuschließen|abzulehnen|stillzulegen)"
)
_SUSPENDED: Final = (
    r"(?:gesperrt|beendet|gekündigt|gelöscht|beschränkt|entfernt|blockiert|deaktiviert|geschlossen|verweigert"
    r"|widerrufen|entzogen|gedrosselt"
    r"|unterbunden|unterbrochen|eingeschränkt|ausgesetzt|eingestellt|abgeschaltet|ausgeschlossen|getrennt)"
)
_SUSPENSION: Final = (
    r"(?:sperrung|sperre|beendigung|kündigung|löschung|beschränkung|entfernung|blockierung|deaktivierung|schließung"
    r"|verlust|entzug|einschränkung"
    r"|aussetzung|einstellung|ausschluss|abschaltung|rechtliche\w* schritte\w*|sanktionen|maßnahmen|verwarnung"
    r"|strafverfolgung)"
)
_BREACH: Final = (
    r"(?:verst(?:oß|öße|ößen|oßes)|verletzung(?:en)?|zuwiderhandlung(?:en)?|missbrauch|nichteinhaltung|nichtbeachtung)"
)

_RULES: Final = (
    (
        Kind.INCORPORATION,
        sought(
            r"\b(?:ist|sind|bildet|bilden|wird) (?:\w+ ){0,4}(?:bestandteil|teil) (?:\w+ ){0,3}(?:vertrag\w*"
            r"|\w*vereinbarung|\w*vertrages|\w*vertrags)\b"
            r"|\bunterlieg(?:t|en) dieser (?:\w+)?richtlinie\b",
            "teil |unterlieg",
        ),
    ),
    (
        Kind.AMENDMENT,
        sought(
            rf"\b(?:kann|können|darf|dürfen|recht|behält"
            rf"|behalten)\b[^.;]{{0,80}}\b(?:\w*{_POLICY})\b[^.;]{{0,70}}\b(?:zu )?(?:änder\w*|geändert|anpass\w*"
            rf"|anzupassen"
            rf"|angepasst|aktualisier\w*|überarbeite\w*|ergänz\w*|abzuändern)"
            rf"|\b\w*{_POLICY} (?:kann|können) (?:\w+ ){{0,4}}(?:geändert|angepasst|aktualisiert|überarbeitet)\b"
            rf"|\bänderungen\b.{{0,60}}\b(?:wirksam|in kraft|treten)\b|\bneue (?:fassung|version) (?:dieser|der"
            rf"|unserer) \w*{_POLICY}",
            "änder|anpass|anzupass|angepasst|aktualisier|überarbeit|ergänz|neue ",
        ),
    ),
    (
        Kind.REMEDY,
        sought(
            r"\bkeine?n? (?:\w+ ){0,3}(?:anspruch|ansprüche|recht)\b.{0,60}\b(?:service ?credits?|\w*gutschrift\w*"
            r"|erstattung|credits?|minderung)"
            r"|\bkeine (?:\w+-?)?(?:gutschrift\w*|service[- ]?credits?)\b|\b(?:gutschrift\w*"
            r"|credits?)\b.{0,60}\bnicht (?:gewährt|geschuldet|gezahlt)"
            r"|\b(?:gilt|gelten|zählt|zählen) nicht als\b.{0,30}\b(?:ausfall\w*|nichtverfügbarkeit|downtime)"
            rf"|\b(?:kann|können|darf|dürfen|werden|wird|recht|berechtigt|befugt|vor)\b[^.;:]{{0,160}}?\b{_SUSPEND}\b"
            rf"|\b(?:kann|können|wird|werden|ist|sind)\b[^.;:]{{0,90}}?\b{_SUSPENDED}\b"
            rf"|\b(?:führen|führt|resultieren|zieht|ziehen)\b.{{0,70}}\b\w*{_SUSPENSION}\b"
            rf"|\b\w*{_SUSPENSION}\b.{{0,60}}\b(?:zur folge|führ(?:en|t)|nach sich)\b"
            rf"|\bzur folge haben\b",
            "anspruch|ansprüche|gutschrift|credit|gilt nicht|gelten nicht|zähl|sperr|beend|kündig|lösch|schränk"
            "|entfern|block|deaktiv"
            "|schließ|schloss|weiger|widerruf|entzieh|entzog|drossel|unterb|setz|gesetzt|stell|schalt|trenn|ablehn"
            "|zulehn|warn|ergreif|führ"
            "|resultier|zieh|folge|nach sich|stilllegen|stillzulegen",
        ),
    ),
    (
        Kind.DISCLAIMER,
        sought(
            r"\b(?:haftet|haften|hafte)\b.{0,60}\b(?:nicht|keine)\b|\bkeine\w* (?:\w+ ){0,2}haftung\b"
            r"|\bhaftung\b.{0,60}\b(?:ausgeschlossen|beschränkt|übernommen)"
            r"|\bnicht (?:\w+ )?(?:haftbar|verantwortlich)\b|\bnicht verpflichtet\b.{0,80}\b(?:überwachen|prüfen"
            r"|kontrollieren)"
            r"|\bkeine\w* (?:\w+ ){0,2}(?:gewähr|garantie|verantwortung|gewährleistung|pflicht|verpflichtung)\b",
            "haft|verantwort|verpflicht|gewähr|garantie|pflicht",
        ),
    ),
    (
        Kind.REPORTING,
        sought(
            r"\b(?:meld\w*|gemeldet|melden|anzeigen|mitteilen|informieren)\b.{0,80}(?:\bmissbrauch|\bverst"
            r"|\bverletzung|@|\bspam\b|\{\{abuse_mailbox\}\})"
            r"|\b(?:missbrauch\w*|verst(?:oß|öße|ößen)|verletzung\w*|spam|beschwerden)\b.{0,100}(?:\bmeld|\bgemeldet"
            r"|@|\{\{abuse_mailbox\}\}|\bmitteil)",
            "meld|anzeig|mitteil|informier|@|abuse_mailbox",
        ),
    ),
    (
        Kind.RESPONSIBILITY,
        sought(
            rf"\b{_USER} (?:ist|sind|bist|bleibt|bleiben|haftet|haften|trägt"
            rf"|tragen) (?:[\w,]+ ){{0,9}}(?:verantwortlich|verantwortung|haftbar)\b"
            r"|\b(?:ist|sind) (?:sie|der kunde|der nutzer|du) (?:\w+ ){0,3}verantwortlich\b"
            r"|\bverantwortung\b.{0,60}\b(?:liegt|obliegt)\b|\bin (?:ihrer|seiner|deiner) (?:\w+ )?verantwortung\b"
            r"|\bverantwortlich (?:ist|sind)\b",
            "verantwort|haftbar",
        ),
    ),
    (
        Kind.DEFINITION,
        sought(
            r"[“”\"’'»«] (?:bedeutet|bedeuten|bezeichnet|bezeichnen|umfasst|meint|sind|ist)\b|\bbezeichnet (?:der"
            r"|die|das|den) (?:begriff|ausdruck)\b"
            r"|^[\w -]{1,60} (?:bezeichnet|bedeutet|bezeichnen|bedeuten)\b(?!,? dass)|\b(?:im sinne|gilt"
            r"|gelten)\b.{0,40}\b(?:als|ist|sind) (?:jede|alle|die|der|das)\b"
            r"|\bbedeutung\b.{0,40}\b(?:haben|hat|zugewiesen|gegeben)\b|\b(?:haben|hat)\b.{0,40}\bbedeutung\b"
            r"|^[“\"„»][^“”\"»«]{1,60}[”\"“«](?::| [-–—] )"
            r"|\bversteht man\b|\bist zu verstehen\b|\bverstehen wir\b"
            r"|^(?!dies|das |es |die |der |ein |eine |sie |wir |hier)[\w-]+(?: [\w-]+){0,2} (?:ist"
            r"|sind) (?:un\w+e?r?|eine?|jede\w*) (?:\w+ )?[a-zäöü]*\w+"
            r"(?<!verboten)(?<!untersagt)\.?$",
            'bedeut|bezeichn|umfasst|meint|sinne|gilt|gelten|verst|"|“|”|ist|sind|»|«',
        ),
    ),
)

GERMAN: Final = Grammar(
    code="de",
    rules=_RULES,
    bans=sought(
        r"\b(?:wir|richtlinie|bedingungen|anbieter) (?:\w+ )?(?:verbieten|untersagen|verbietet|untersagt)\b"
        r"|\b(?:verbieten|untersagen) wir\b"
        r"|\b(?:verbietet|untersagt) (?:die|das|den|jede|jegliche|es|alle)\b"
        r"|\b(?:dulden|duldet|gestatten|gestattet|erlauben|erlaubt|tolerieren|toleriert|akzeptieren"
        r"|akzeptiert) (?:wir )?(?:\w+ ){0,4}?(?:keine?\w*|nicht)\b"
        r"(?! (?:haftung|verantwort))|\bnull[- ]?toleranz\b",
        "verbiet|untersag|dulde|gestatte|erlaub|tolerier|akzeptier|null",
    ),
    forbids=(
        sought(
            rf"\b(?:ist|sind|wird|werden|bleibt|bleiben|gilt|gelten)\b[^.;:]{{0,110}}?\b{_FORBIDDEN}\b"
            rf"|\b{_FORBIDDEN} (?:ist|sind|wird|werden)\b"
            rf"|^(?:strengstens |ausdrücklich |streng )?(?:verboten|untersagt|unzulässig|nicht gestattet"
            rf"|nicht erlaubt)(?: \w+){{0,3}}\s*:"
            r"|\b(?:verbotene|unzulässige|untersagte|missbräuchliche|unerlaubte)\w* (?:\w+ ){0,2}(?:nutzung\w*"
            r"|verhalten\w*|handlung\w*|aktivität\w*|inhalt\w*|verwendung\w*)"
            r"\b[^.;]{0,70}(?:\bsind\b|\bumfass|\bist\b|\bgehör|\bzähl|:)"
            r"|\b(?:verpflichtet|verpflichten|verpflichte) (?:sich|dich|euch|ihn|sie)\b[^.;:]{0,160}?\b(?:nicht"
            r"|keine?\w*|niemals|unterlassen)\b"
            r"|\b(?:verpflichtet|stimmt|stimmen|erklär\w+|sicher\w*)\b[^.;:]{0,60},[^.;:]{0,160}?\b(?:nicht"
            r"|keine?\w*|niemals)\b[^.;:]{0,120}\bzu [a-zäöüß]+en\b"
            r"|\b(?:zu|haben|hat|sind|ist)? ?(?:\w+ )?unterlassen\b(?!ung)|\bzu unterlassen\b|\bunterlässt\b"
            r"|\bhaben zu unterbleiben\b"
            r"|\b(?:sehen|sieht) davon ab\b|\babzusehen\b|\bverzichte(?:n|t) (?:\w+ ){0,2}(?:auf|darauf)\b"
            rf"|\bkein(?:e|em|er)? (?:\w+ )?{_USER} (?:darf|dürfen|soll|kann)\b|\bniemand (?:darf|soll|kann)\b"
            r"|\b(?:unter keinen umständen|in keinem fall|keinesfalls|auf keinen fall|niemals"
            r"|zu keiner zeit) (?:darf|dürfen|soll|sollen|wird|werden|ist)\b"
            r"|\b(?:darf|dürfen|darfst|soll|sollen|wird|werden)\b[^.;:]{0,60}\b(?:unter keinen umständen"
            r"|in keinem fall|keinesfalls|auf keinen fall|niemals|nie)\b"
            r"|\b(?:sie|kunde|nutzer|du) verst(?:oßen|ößt|ößt) gegen\b[^.;]{0,60}\b(?:wenn|indem|sofern|falls)\b"
            r"|\b(?:stellt|stellen|ist|gilt als|gelten als) (?:einen?|als) ?(?:\w+ )?(?:verstoß|verletzung"
            r"|missbrauch)\b[^.;]{0,20}\b(?:gegen|dieser|der|des)\b"
            r"|\bverstößt gegen diese\b"
            r"|\b(?:sorgt?|sorgen|stellt|stellen|sicherzustellen|gewährleistet"
            r"|gewährleisten)\b[^.;:]{0,40}\bdass\b[^.;:]{0,160}?\b(?:nicht|keine?\w*)\b"
            r"|\bnicht (?:berechtigt|befugt)\b|\bweder\b[^.;:]{0,80}\bnoch\b[^.;:]{0,80}\b(?:darf|dürfen|werden)\b"
            r"|\b(?:darf|dürfen)\b[^.;:]{0,60}\bweder\b",
            "verb|untersag|unzulässig|unstatthaft|inakzeptabel|nicht|kein|unterlass|unterläss|unterbleib|davon ab"
            "|abzuseh|verzicht|niemand|niemals"
            "|unerlaubt|missbräuch|verst|verletz|missbrauch|weder|nie",
        ),
    ),
    negated=sought(
        r"\b(?:darf|dürfen|darfst|dürft|sollen?)\b(?! (?:wir|company|der anbieter)\b)[^.;:]{0,160}?\b(?:nicht"
        r"|keine?\w*|niemals|niemand|nie)\b",
        "nicht|kein|nie",
    ),
    weakly_negated=sought(
        r"\b(?:wird|werden|werde|können|kann|kannst|müssen|muss)\b(?! (?:wir|company"
        r"|der anbieter)\b)[^.;:]{0,120}?\b(?:nicht|keine?\w*|niemals|nie)\b",
        "nicht|kein|nie",
    ),
    no_ban=pattern(
        r"\s*(?:\w+ )?(?:nur|lediglich|ausschließlich|notwendig|immer|haft\w*|verantwortlich|verpflichtet"
        r"|so (?:ausgelegt|verstanden)|als (?:verzicht|"
        r"abschließend)|anwendbar|garantier\w*|verfügbar|gewährleist\w*|berührt|berechnet|in rechnung|erstattet"
        r"|gutschrift\w*|in der lage|möglich"
        r"|gewähr|haftung|anspruch|ansprüche)\b"
    ),
    provider=pattern(r"(?:^|\W)(?:wir|uns|anbieter\w*|gesellschaft|unternehmen|provider)\s*$"),
    others=pattern(
        r"(?:^|\W)(?:wir|uns|anbieter\w*|gesellschaft|unternehmen|provider|richtlinien?|bedingungen|vertrag"
        r"|vereinbarung|bestimmung(?:en)?|klausel|gesetz\w*"
        r"|rechte?|haftung|sperrung|kündigung|verzug|unterlassen|unwirksamkeit|partei|parteien)(?: selbst| auch)?\s*$"
    ),
    company=pattern(r"(?:^|\W)(?:company|\{\{company\}\})\s*$"),
    user=pattern(rf"\b{_USER}\b"),
    passive=pattern(
        r"(?:kann|können)\b[^.;:]{0,100}\bnicht (?:\w+ ){0,4}(?:werden|genutzt|verwendet)|muss\b[^.;:]{0,60}\bkein"
    ),
    entitled=pattern(
        r"\b(?:sie|du|(?:be)?nutzer|kunden?|anwender|mitglieder?|teilnehmer)(?: (?:hat|haben|das|behält|behalten"
        r"|sich)){0,3}\s*$"
    ),
    relative=pattern(
        r"(?:^|\W)(?:was|welche[rsnm]?|wo|wenn|falls|sofern|soweit|es sei denn|oder|wie|wer|deren|dessen|, (?:die"
        r"|der|das|den|dem))(?: \w+)?\s*$"
    ),
    tells=pattern(
        r"\b(?:beschreibt|beschreiben|regelt|regeln|erläutert|erläutern|legt fest|nennt|lesen)\b[^.;]{0,70}$"
    ),
    conditional=pattern(
        r"^\W*(?:\w+[.:] )?(?:wenn|falls|sofern|soweit|sobald|bei|im fall\w*|nach|sollte\w*|verst(?:oßen|ößt)|"
        rf"(?:jede[rs]?|alle|ein|eine|der|die|wiederholte|schwere|ihr|ihre|wiederholter) ?(?:\w+ )?\w*{_BREACH}"
        rf"|\w*{_BREACH}|wer|nutzer, die)\b"
    ),
    commands=(
        sought(
            r"^\W*(?:bitte )?[a-zäöüß]+(?:en|ern|eln) sie\b[^.;:]{0,140}?\b(?:nicht|keine?\w*|niemals"
            r"|nie)\b(?! (?:zu )?(?:zögern|vergessen|sicher))"
            r"|^\W*(?:bitte )?(?:verwende|nutze|sende|versende|teile|verkaufe|veröffentliche|lade|umgehe|greife"
            r"|verbreite|missbrauche|kopiere|versuche|störe"
            r"|belästige|poste|speichere|scanne|betreibe|gib)\b[^.;:]{0,120}?\b(?:nicht|keine?\w*|niemals|nie)\b"
            r"|^\W*(?:niemals|nie|nicht) (?!nur|mehr|länger|enthalten|anwendbar"
            r"|zuletzt)[a-zäöüß]+\b[^.;:]{0,120}?[.!;,]?$"
            r"|^\W*kein(?:e|en)? (?!gutschrift|haftung|gewähr|anspruch|service"
            r"|garantie)(?:[\w-]+)(?:[ ,/-]+[\w-]+){0,5}[.!;,]?$",
            "nicht|kein|nie",
        ),
    ),
    continues=pattern(
        r"^\W*(?:solche\w*|derartige\w*|hierzu (?:gehör|zähl)\w*|dazu (?:gehör|zähl)\w*|dies (?:umfasst|gilt"
        r"|betrifft|schließt)|zum beispiel|z\.\s?b\.|beispiele"
        r"|beispielsweise|insbesondere|darunter|hierunter fallen|namentlich|darunter fallen)"
    ),
    lists=pattern(
        r"\b(?:insbesondere|folgende\w*|zum beispiel|beispiele\w*|beispielsweise|darunter|umfass\w*|unter anderem"
        r"|gehör\w+|zähl\w+)\b[^:]{0,80}:$"
    ),
    conduct=pattern(
        r"\b(?:nutzung\w*|verhalten\w*|handlungen|aktivitäten|inhalte\w*|nutzer, die)\b[^:]{0,60}\b(?:verst\w+"
        r"|verletz\w+|verboten\w*|missbr\w+|rechtswidrig\w*)"
        r"[^:]{0,80}\b(?:insbesondere|wie|folgende\w*|darunter|unter anderem)\b[^:]{0,40}:$"
        r"|\b(?:wenn|falls|wer) (?:\w+ ){0,4}folgende\w*\b[^:]{0,90}:$|\bbeispiele für (?:\w+ )?(?:missbr\w+"
        r"|verst\w+|verboten\w*|unzulässig\w*)"
    ),
    headings=(
        (
            None,
            pattern(
                r"\b(?:ausnahmen|zulässige nutzung|erlaubte nutzung|melde\w*|meldung\w*|kontakt|beschwerde\w*"
                r"|änderung\w*|haftung\w*|durchsetzung|einleitung|zweck"
                r"|geltungsbereich|präambel|(?:ihre|eure) (?:rechte|pflichten)|fragen|widerspruch)\b"
            ),
        ),
        (Kind.DEFINITION, pattern(r"\b(?:definitionen|begriffe|begriffsbestimmung\w*)\b")),
        (Kind.REMEDY, pattern(r"\b(?:sanktionen|folgen|rechtsfolgen|konsequenzen)\b")),
        (
            Kind.PROHIBITION,
            pattern(
                r"\b(?:verboten\w*|verbote|untersagt\w*|unzulässig\w*|unerlaubt\w*|missbr\w+|nicht (?:erlaubt"
                r"|gestattet|zulässig)|(?:darf|dürfen) nicht"
                r"|nutzungsbeschränkung\w*|einschränkungen|beschränkungen|keine?)\b"
            ),
        ),
    ),
    opens_duty=pattern(
        r"\b(?:muss|müssen|hat|haben|soll|sollen|wird|werden|darf|dürfen|kann|können|nur|dass|ist|sind)\s*:$"
    ),
    sentence=pattern(
        r"^\W*(?:\S+ ){0,5}?(?:ist|sind|war|waren|wird|werden|darf|dürfen|kann|können|muss|müssen|hat|haben|wir"
        r"|unsere?|uns|sie|ihre?|du|es|man|gilt|gelten"
        r"|willkommen|zuletzt|stand|wenn|falls|sofern|siehe|soll|sollen|enthält|behält|bleibt)\b"
    ),
    hints=pattern(
        r"\b(?:nicht|kein\w*|nie|niemals|ohne|verb[io][et]\w*|illegal\w*|rechtswidrig\w*|missbr\w+|verst[oö]\w+"
        r"|verletz\w*|sperr\w*|kündig\w*|lösch\w*|entfern\w*"
        r"|nur|ausschließlich|unterlass\w*|untersag\w*|unzulässig\w*)\b"
    ),
    discretionary=sought(
        r"\bnach (?:unserem|eigenem|alleinigem|freiem|billigem|ihrem|seinem) (?:\w+ )?(?:ermessen|urteil"
        r"|dafürhalten)\b|\b(?:wir|company|der anbieter)\b[^.;]{0,30}\b"
        r"(?:für|als) (?:\w+ )?(?:anstößig|schädlich|unangemessen|anstössig|ungeeignet) (?:hält|halten|erachtet"
        r"|erachten|ansieht|ansehen)\b"
        r"|\bvernünftigerweise\b.{0,40}\b(?:annehm\w*|annimmt|hält|halten)\b",
        "ermessen|urteil|dafürhalten|hält|halten|erachte|anseh|ansieht|annehm|annimmt",
    ),
    authorization=sought(
        r"\b(?:es sei denn|außer|sofern nicht|soweit nicht|ausgenommen)\b[^.;:]{0,100}\b(?:genehmigt|zugestimmt"
        r"|gestattet|erlaubt|vereinbart|zustimmung|genehmigung|einwilligung|erlaubnis)\b"
        r"|\bohne\b[^.;:]{0,60}\b(?:schriftliche|vorherige|ausdrückliche|unsere)\w*\b[^.;:]{0,40}\b(?:zustimmung"
        r"|genehmigung|einwilligung|erlaubnis)\b",
        "es sei denn|außer|sofern nicht|soweit nicht|ausgenommen|ohne",
        "genehmig|zugestimmt|gestattet|erlaub|vereinbart|zustimmung|einwilligung",
    ),
    recording=sought(
        r"\b(?:aufzeichnung\w*|aufzeichnen|aufnahme\w*|mitschnitt\w*|transkri\w+)\b",
        "aufzeichn|aufnahme|mitschnitt|transkri",
    ),
)
