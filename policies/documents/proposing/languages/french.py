"""How French policies say what a provision does."""

from __future__ import annotations

from typing import Final

from policies.documents.model.document import Kind
from policies.documents.proposing.languages.grammar import Grammar, pattern
from policies.documents.proposing.text_search import sought

_POLICY: Final = (
    r"(?:politiques?|conditions(?: (?:générales|d[’']utilisation))?|charte|règlement|règles"
    r"|dispositions?|clauses?|contrat|accord|cgu|pua)"
)
_USER: Final = (
    r"(?:vous|tu|on|utilisateurs?|utilisatrices?|clients?|clientes?|membres?|abonnés?|visiteurs?|invités?"
    r"|participants?|licenciés?"
    r"|revendeurs?|personnes?|locataires?|titulaires?(?: du compte)?|preneurs?|employés?|tiers|partenaires?"
    r"|fournisseurs?|nul|quiconque|souscripteurs?"
    r"|bénéficiaires?|éditeurs?|annonceurs?)"
)
_FORBIDDEN: Final = (
    r"(?:interdit(?:e|s|es)?|prohibé(?:e|s|es)?|proscrit(?:e|s|es)?|inacceptables?|défendu(?:e|s|es)?|inadmissibles?)"
)
_NOT_ALLOWED: Final = r"(?:autorisé|permis|admis|toléré|accepté|acceptable|licite|admissible)(?:e|s|es)?"
_SUSPEND: Final = (
    r"(?:suspendre|résilier|restreindre|limiter|désactiver|bloquer|supprimer|retirer|fermer|refuser|révoquer"
    r"|interrompre|clôturer|exclure|couper"
    r"|mettre fin|prendre (?:\w+ ){0,3}mesures?|filtrer|rejeter|effacer|bannir|avertir)"
)
_SUSPENDED: Final = (
    r"(?:suspendu|résilié|restreint|limité|désactivé|bloqué|supprimé|retiré|fermé|refusé|révoqué"
    r"|interrompu|clôturé|exclu|coupé|effacé|banni)(?:e|s|es)?"
)
_SUSPENSION: Final = (
    r"(?:suspension|résiliation|restriction|limitation|désactivation|blocage|suppression|retrait|fermeture"
    r"|révocation|interruption|clôture|exclusion"
    r"|perte|poursuites?|sanctions?|mesures)"
)
_BREACH: Final = r"(?:violations?|manquements?|infractions?|non[- ]respect|abus|inobservation|usage abusif)"
_NE: Final = r"\bn(?:e |[’'])"

_RULES: Final = (
    (
        Kind.INCORPORATION,
        sought(
            r"\b(?:fait|font) partie intégrante\b|\bfait partie (?:de|du) (?:\w+ ){0,3}(?:contrat|accord)\b"
            r"|\bincorporée?s? (?:par référence )?(?:dans|à|au)\b"
            r"|\best soumise? à la présente (?:politique|charte)\b",
            "partie|incorporé|soumis",
        ),
    ),
    (
        Kind.AMENDMENT,
        sought(
            rf"\b(?:peut|pouvons|pourra|pourrons|droit|pouvez)\b[^.;]{{0,60}}\b(?:modifier|mettre à jour|réviser"
            rf"|amender|compléter|changer|adapter)\b[^.;]{{0,60}}\b{_POLICY}\b"
            rf"|\b{_POLICY} (?:\w+ ){{0,2}}(?:peut|peuvent|pourra|pourront)(?: \w+){{0,4}} (?:être )?(?:modifi|mis"
            rf"|révis|amend|adapt|évoluer|chang)\w*"
            rf"|\bmodifications\b.{{0,60}}\b(?:prennent effet|entrent en vigueur|effectives)\b"
            rf"|\bnouvelle version (?:de la|des|du) (?:présentes? )?{_POLICY}",
            "modifi|mettre|mis|révis|amend|compléter|chang|adapt|nouvelle|évoluer",
        ),
    ),
    (
        Kind.REMEDY,
        sought(
            r"\baucun (?:crédit|avoir|droit à (?:un |des )?(?:crédit|avoir|remboursement)s?)\b|\bne (?:donne|donnent"
            r"|ouvre|ouvrent)\b.{0,30}\b(?:droit|crédit)"
            r"|\bcrédits? (?:de service )?ne\b.{0,40}\b(?:accordé|dû|octroyé|versé)|\bn[’']est pas (?:compté"
            r"|considéré)\w*\b.{0,40}\bindisponibilité"
            rf"|\b(?:peut|pouvons|peuvent|pourra|pourrons|pourront|droit|autorisée?s?|habilitée?s?"
            rf"|faculté)\b[^.;:]{{0,140}}?\b{_SUSPEND}\b"
            rf"|\b(?:peut|peuvent|pourra|pourront|sera|seront|est"
            rf"|sont)\b(?: [\wéèêàâùç’']+){{0,5}}? (?:être )?(?:\w+ment )?{_SUSPENDED}\b"
            rf"|\b(?:entraîner|entraîne|entraînera|conduire|mener|donner lieu|aboutir|exposer?"
            rf"|expose)\b.{{0,80}}\b{_SUSPENSION}\b"
            rf"|\bsous peine d",
            "crédit|avoir|droit|indisponibilité|suspen|résili|restrei|restri|limit|désactiv|bloqu|blocage|supprim"
            "|suppress|retir|retrait|ferm|refus|révo|interromp"
            "|interrupt|clôtur|exclu|coup|fin|mesure|filtr|rejet|effac|bann|avert|perte|poursuite|sanction|peine",
        ),
    ),
    (
        Kind.DISCLAIMER,
        sought(
            r"\b(?:décline|déclinons|déclinent)\b.{0,60}\bresponsabilité|\b(?:ne|n[’'])\b.{0,60}\b(?:responsables?"
            r"|responsabilité)\b(?! de (?:votre|vos))"
            r"|\baucune (?:responsabilité|garantie|obligation)\b|\bresponsabilité\b.{0,60}\b(?:exclue|limitée"
            r"|engagée)\b"
            r"|\b(?:ne|n[’'])\b.{0,20}\b(?:tenue?s?|obligée?s?) de (?:surveiller|contrôler)\b|\ben l[’']état\b",
            "responsab|garantie|obligation|tenu|obligé|l’état|l'état",
        ),
    ),
    (
        Kind.REPORTING,
        sought(
            r"\b(?:signal\w+|signaler|dénonc\w+|notifi\w+|informer|contact\w+)\b.{0,80}(?:\babus\b|\bviolation"
            r"|\binfraction|\bmanquement|@|\bspam\b|\bpourriel|\{\{abuse_mailbox\}\})"
            r"|\b(?:abus|violations?|infractions?|spam|pourriels?|plaintes?|réclamations?)\b.{0,100}(?:\bsignal|@"
            r"|\{\{abuse_mailbox\}\}|\bnotifi)",
            "signal|dénonc|notifi|informer|contact|@|abuse_mailbox",
        ),
    ),
    (
        Kind.RESPONSIBILITY,
        sought(
            rf"\b{_USER} (?:est|êtes|sont|demeure|demeurez|demeurent|reste|restez|restent|sera|serez"
            rf"|seront) (?:\w+ ){{0,3}}responsables?\b"
            r"|\bresponsabilité\b.{0,60}\b(?:incombe|repose|appartient)\b|\bil (?:vous|lui) (?:incombe"
            r"|appartient) de\b|\bsous votre (?:seule|entière) responsabilité\b",
            "responsab|incombe|appartient",
        ),
    ),
    (
        Kind.DEFINITION,
        sought(
            r"[»”\"’] (?:désigne|désignent|signifie|signifient|s[’']entend|comprend|inclut|renvoie)\b"
            r"|\bon entend par\b|\bentendu par\b|\bs[’']entend(?:ent)? (?:de|comme|par)\b"
            r"|^[\w éèêàç’'-]{1,60} (?:désigne|désignent|signifie)\b(?! que)|\b(?:ont|a|aura"
            r"|auront)\b.{0,30}\b(?:sens|signification)\b"
            r"|\b(?:sens|signification)\b.{0,40}\b(?:donnée?|attribuée?|indiquée?)\b"
            r"|^[«“\"][^«»“”\"]{1,60}[»”\"] ?(?::|[-–—])"
            r"|^(?!ce |cette |ces |il |elle |nous |vous |on |cela )(?:le |la |les |l[’']|un "
            r"|une )?[\wéèêà-]+(?: [\wéèêà-]+){0,2} (?:est|sont) (?:un|une|des|tout|toute) (?!droit|faute|violation"
            r"|infraction|abus|motif)",
            'désign|signifi|entend|compren|inclut|renvoie|sens|"|»|”|est|sont',
        ),
    ),
)

FRENCH: Final = Grammar(
    code="fr",
    rules=_RULES,
    bans=sought(
        r"\b(?:nous|politique|charte|règlement|conditions|fournisseur|prestataire) (?:\w+ment )?(?:interdi(?:sons|t"
        r"|sent)|prohib(?:ons|e|ent)|proscri(?:vons|t|vent))\b(?! de la)"
        r"|\b(?:nous |company |politique |charte )n(?:e |[’'])(?:autoris|toléron|tolèr|accept|permett|permet|admett"
        r"|admet)\w*\b(?! (?:pas|aucune) (?:de )?responsabilité)|\btolérance zéro\b",
        "interdi|prohib|proscri|autoris|tolér|tolèr|accept|perme|adme",
    ),
    forbids=(
        sought(
            rf"\b(?:est|sont|demeure|demeurent|reste|restent|être|soit|sera|seront)\b[^.;:]{{0,60}}?\b{_FORBIDDEN}\b"
            rf"|^(?:strictement |formellement )?{_FORBIDDEN}(?: \w+){{0,3}}\s*:"
            rf"|{_NE}(?:est|sont|sera|seront) (?:\w+ )?(?:pas|point|jamais|en aucun cas"
            rf"|aucunement) (?:\w+ )?{_NOT_ALLOWED}\b|\b{_FORBIDDEN},? (?:notamment|sans limitation)\b"
            rf"|\b(?:usages?|utilisations?|comportements?|activités?|contenus?|actes?"
            rf"|pratiques?) (?:\w+ )?(?:{_FORBIDDEN}|abusi(?:f|ve)s?)\b[^.;]{{0,70}}(?:\bcompren|\binclu|\bsont\b"
            rf"|\bconsist|:)"
            r"|\bs[’']interdi(?:t|sent|re)\b|\bvous (?:\w+ )?interdit de\b|\binterdiction (?:de|d[’'])"
            r"|\bil est (?:\w+ )?interdit\b"
            r"|\b(?:s[’']engage(?:nt)?|vous engagez|engagement|accepte(?:z|nt)?|convien\w+|consent\w*|tenue?s?"
            r"|veille\w*|assur\w+|garanti\w*)\b[^.;:]{0,80}?\b(?:à ne (?:pas|jamais|en aucun cas)|de ne (?:pas"
            r"|jamais)|ne \w+ (?:pas|aucun\w*))\b"
            r"|\b(?:à|de) ne (?:pas|jamais|point) [a-zéè]+(?:er|ir|re|oir)\b|\b(?:s[’']abst[ei]\w+|vous abstenir"
            r"|abstenez[- ]vous|abstention)\b|\b(?:doit|doivent|devez|veuillez) (?:\w+ )?éviter\b"
            rf"|\baucune? (?:\w+ ){{0,2}}?(?:\w+ )?n(?:e |[’'])(?:peut|doit|pourra|saurait|devra|est autorisé)"
            rf"|\bnul(?:le)? (?:\w+ )?n(?:e |[’'])(?:peut|doit|pourra|saurait|devra)|\bpersonne ne (?:peut|doit)"
            r"|\b(?:en aucun cas|sous aucun prétexte|en aucune circonstance|à aucun moment)\b[^.;:]{0,40}?\b(?:vous"
            r"|utilisateurs?|clients?|il|service)\b[^.;:]{0,20}\bn(?:e |[’'])"
            r"|\b(?:vous|client|utilisateur) (?:violez|enfreignez|enfreint|viole) (?:la|cette"
            r"|les)\b[^.;]{0,50}\b(?:si|en|lorsque)\b"
            r"|\b(?:constitue|constituent|est|sont) (?:une?|des) (?:\w+ )?(?:violations?|manquements?|infractions?"
            r"|abus) (?:à|de|aux|au) (?:la|cette|ces|les|présente)"
            r"|\bn(?:i|[’']avez|[’']a) (?:pas|aucun) (?:le )?droit de\b"
            r"|\bni\b[^.;:]{0,60}\bni\b[^.;:]{0,60}\bne (?:peu|pou|doi|dev)\w+"
            rf"|{_NE}saurai(?:t|ent|ez) [a-zéè]+(?:er|ir|re|oir)\b",
            "interdi|prohib|proscri|inaccept|défendu|inadmiss|pas|point|jamais|aucun|s’abst|s'abst|abst|éviter|nul"
            "|personne|violez|enfrei|viol|manquement|infraction|abus|ni|saurai",
        ),
    ),
    negated=sought(
        rf"{_NE}(?:doit|doivent|devez|dois|devra|devront|devrez|peut|peuvent|pouvez|peux|pourra|pourront|pourrez"
        rf"|saurait|sauraient|devrait|devraient)\b"
        r"[^.;:]{0,50}?\b(?:pas|jamais|en aucun cas|aucun|aucune|aucunement|point|ni|sous aucun prétexte)\b|"
        rf"\b(?:en aucun cas|jamais)\b[^.;:]{{0,40}}{_NE}(?:doit|doivent|devez|peut|peuvent|pouvez)\b",
        "pas|jamais|aucun|point|ni",
    ),
    weakly_negated=sought(
        rf"{_NE}[a-zéèêç]+(?:ez|era|eront|erez|iront|ira|irez)\b (?:pas|jamais|aucun|aucune)\b",
        "pas|jamais|aucun",
    ),
    no_ban=pattern(
        r"\s*(?:\w+ment )?(?:seulement|uniquement|nécessairement|toujours|que|être (?:tenue?s?|responsables?"
        r"|interprété\w*|considéré\w* comme (?:une renonciation|limit)|réputé\w*"
        r"|facturé\w*|engagée|remboursé\w*|invoqué\w*)|engager|garantir|s[’']appliquer|affecter"
        r"|constituer une renonciation|limiter la responsabilité|disponible|obligé\w*|"
        r"fonctionner|tenue?s? responsables?)\b"
    ),
    provider=pattern(r"(?:^|\W)(?:nous|fournisseur|prestataire|société|hébergeur)\s*$"),
    others=pattern(
        r"(?:^|\W)(?:nous|fournisseur|prestataire|société|hébergeur|politique|charte|conditions|contrat|accord"
        r"|clauses?|dispositions?|loi|lois|responsabilité|suspension|résiliation|manquement"
        r"|nullité|partie|parties|retard|renonciation|crédits?)(?: \w+ment)?\s*$"
    ),
    company=pattern(r"(?:^|\W)(?:company|\{\{company\}\})\s*$"),
    user=pattern(rf"\b{_USER}\b"),
    passive=None,
    entitled=pattern(rf"\b{_USER}(?: (?:a|avez|ont|le|se|réserve|dispose\w*|du)){{0,3}}\s*$"),
    relative=pattern(
        r"(?:^|\W)(?:qui|que|qu[’']\w*|dont|où|si|s[’']il|lorsque|quand|sauf|ou|ce qui|lequel|laquelle"
        r"|parce que)(?: \w+)?\s*$"
    ),
    tells=pattern(
        r"\b(?:décrit|décrivent|explique|expliquent|définit|définissent|énumère|précise|précisent"
        r"|expose)\b[^.;,]{0,70}$"
    ),
    conditional=pattern(
        r"^\W*(?:\w+[.:] )?(?:si|s[’']il|en cas d\w*|lorsque|lorsqu[’']\w*|quand|dès|après|à la suite|faute|"
        rf"(?:toute?|tous|une?|le|la|les|des|chaque|votre) ?(?:\w+ )?{_BREACH}|{_BREACH}|quiconque"
        rf"|les utilisateurs qui)\b"
    ),
    commands=(
        sought(
            r"(?:^\W*|[.:!?;–—-]\s+|, (?:mais |et )?)(?:veuillez )?n(?:e |[’'])(?!hésit|oubli|manqu|vous inqu)(?:pas "
            r"|jamais )?(?:\w+ )?[a-zéèêç]+(?:ez|er|ir|re)\b(?: \w+)? ?(?:pas|jamais|aucun|aucune|rien|que|point)?"
            r"|\b(?:merci|prière) de ne (?:pas|jamais)\b|^\W*(?:pas|jamais) de (?!crédit|garantie"
            r"|responsabilité)\w+(?:[ ,]+\w+){0,5}[.!;,]?$",
            "ne |n’|n'|pas |jamais ",
        ),
    ),
    continues=pattern(
        r"^\W*(?:(?:un|une|de) tel(?:le|s|les)?|de tels|de telles|ceci (?:comprend|inclut)|cela (?:comprend|inclut)"
        r"|cette interdiction|par exemple|notamment|en particulier|exemples?"
        r"|y compris|il s[’']agit (?:notamment )?d\w+|sont (?:notamment )?visé\w+)"
    ),
    lists=pattern(
        r"\b(?:notamment|suivante?s?|tels? que|telles? que|exemples?|par exemple|y compris|comprennent|incluent"
        r"|comprend|inclut)\b[^:]{0,80}:$"
    ),
    conduct=pattern(
        r"\b(?:utilisations?|usages?|comportements?|activités|contenus?|actes"
        r"|utilisateurs qui)\b[^:]{0,60}\b(?:viol\w+|enfrei\w+|interdit\w*|abus\w*|illicit\w+|illég\w+)\b[^:]{0,80}"
        r"\b(?:notamment|suivante?s?|tels? que|telles? que|y compris)\b[^:]{0,40}:$|\b(?:si"
        r"|quiconque) (?:\w+ ){0,4}(?:l[’']un|l[’']une|actes suivants|ce qui suit)\b[^:]{0,90}:$"
        r"|\bexemples? d(?:e |[’'])(?:\w+ )?(?:violations?|abus|usages? interdits?|comportements? interdits?)"
    ),
    headings=(
        (
            None,
            pattern(
                r"\b(?:exceptions|usages? autorisés?|utilisations? autorisées?|signal\w+|contact\w*|réclamations?"
                r"|modifications?|responsabilités?|application|introduction|objet|champ"
                r"|vos (?:droits|obligations)|questions|recours|appel)\b"
            ),
        ),
        (Kind.DEFINITION, pattern(r"\b(?:définitions?|glossaire)\b")),
        (Kind.REMEDY, pattern(r"\b(?:sanctions?|conséquences)\b")),
        (
            Kind.PROHIBITION,
            pattern(
                rf"\b{_FORBIDDEN}\b|\binterdictions?\b|\babus\b|\babusive?s?\b|\bnon autorisée?s?\b|{_NE}(?:doit"
                rf"|devez|pouvez|peut)\w* pas\b|\brestrictions\b"
            ),
        ),
    ),
    opens_duty=pattern(r"\b(?:doit|doivent|devez|devra|devront|peut|peuvent|pouvez|uniquement|que|à|de)\s*:$"),
    sentence=pattern(
        r"^\W*(?:\S+ ){0,5}?(?:est|sont|était|sera|seront|doit|doivent|devez|peut|peuvent|pouvez|a|ont|nous|notre"
        r"|nos|vous|votre|vos|ils|elles|il|elle|bienvenue|cliquez|dernière"
        r"|si|lorsque|voir|veuillez|s[’']applique|contient|comprend|pour)\b"
    ),
    hints=pattern(
        r"\b(?:ne|pas|jamais|aucun\w*|sans|interdi\w*|illég\w*|illicit\w*|abus\w*|viol\w+|enfrei\w*|suspen\w*"
        r"|résili\w*|supprim\w*|bloqu\w*|retir\w*|uniquement|seulement|évit\w*|prohib\w*)\b"
    ),
    discretionary=sought(
        r"\bà (?:notre|sa|leur) (?:seule |entière |libre |propre )?(?:discrétion|appréciation)\b|\b(?:nous|company"
        r"|le fournisseur|le prestataire) (?:\w+ment )?(?:jug\w+|estim\w+|considér\w+)\b"
        r"|\bde l[’']avis (?:raisonnable )?de\b|\braisonnablement\b.{0,30}\b(?:considérée?s?|estime|jugée?s?)\b",
        "discrétion|appréciation|jug|estim|considér|avis",
    ),
    authorization=sought(
        r"\b(?:sauf|à moins|hormis|excepté)\b[^.;:]{0,90}\b(?:autoris\w+|accord|consentement|approbation|permission"
        r"|permis|convenu)\b"
        r"|\bsans\b[^.;:]{0,60}\b(?:autorisation|accord|consentement|approbation|permission)\b[^.;:]{0,20}\b(?:écrit"
        r"|préalable|exprès|expresse|écrite)",
        "sauf|à moins|hormis|excepté|sans",
        "autoris|accord|consentement|approbation|permission|permis|convenu",
    ),
    recording=sought(r"\b(?:enregistrements?|enregistrer|transcri\w+)\b", "enregistr|transcri"),
)
