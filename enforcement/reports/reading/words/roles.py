"""Tells from the words around an address whether it acted, was acted on, or is only mentioned; in several languages."""

import re
from enum import IntEnum
from functools import lru_cache

#: Words that say nothing of their own and may stand between an address and the word that does.
_PASSED = frozenset(
    """
    ip ips ipv4 ipv6 ip-address ip-adresse ipaddress ip_address addr address addresses adresse adressen adres
    dirección direccion host hosts hostname server servers serveur servidor system systems machine machines computer
    network net netz netzwerk rechner node device gateway mailserver webserver mail web website websites site sites
    ist lautet lauten est war sind sont page domain domains domäne domaine dominio url urls uri link port number
    nummer numéro número customer customers kunde kunden client clients klant abonné cliente user subscriber unknown
    the a an one this that these those following der die das dem den des diese dieser folgende folgenden le la les l
    une un cette de het el los las esta at is was with mit of on in named s v4 v6 located belonging public
    öffentliche publique address(es) no nas vpn vps firewall proxy router webshop shop fax phone telephone telefon
    telefoon line lines mobile id box boxes whom inside outside wan lan dmz interface serwer serwera
    known c2 cnc ransomware botnet malware servern adress ip-adress ip-adres indirizzo endereço er ert
    """.split()  # noqa: SIM905 - a list of words reads as one
)
_SOURCE = frozenset(
    """
    src src_ip srcip src-ip source source_ip sourceip source-ip saddr attacker attackers attacking attacker_ip
    attackerip offending offender abuser abusive abusing infringer infringing infringer's malicious infected
    compromised hacked rhost rip raddr remote remote_addr remote_ip remoteip peer client_ip clientip sender sending
    spammer spamming originating originator origin origins scanner scanning-ip bot intruder culprit suspicious
    suspect banned blocked listed blacklisted involved vulnerable affected phishing fraudulent illegal violator
    spamvertised violating abuse defendant angreifer angreifende angreifenden angreifers quelle quell-ip
    quelladresse quell herkunft verursacher absender störer infizierte infizierten betroffene betroffenen auffällige
    bron bronadres aanvaller aanvallende besmette verdachte attaquant attaquante origine fautive coupable infectée
    suspecte atacante origen infractor infractora sospechosa your ur ihr ihre ihrem ihren ihrer ihres dein deine deinem
    deinen deiner euer eure eurem euren votre vos uw jullie su sus tu tus from von vom aus ausgehend depuis
    provenant vanaf vanuit van desde proveniente ban banning dal dalla vostro vostra vostri seu sua partir från fra
    sorgente mittente origem källa käll-ip käll kilde avsändare źródło źródłowy
    caller caller-id callers anrufer beller appelant
    deres wasz waszego waszej adresu
    """.split()  # noqa: SIM905 - likewise
)
_VICTIM = frozenset(
    """
    dst dst_ip dstip dst-ip dest dest_ip destination destination_ip destinationip daddr target abused targets
    targeted victim victims victim's attacked reporter reporters reporter's reporting reported-from reported-by
    local local_ip localip lip laddr sensor honeypot our ours my unser unsere unserem unseren unserer mein meine
    meinem meinen meiner notre nos mon ma nuestro nuestra nuestros mi onze ons mijn ziel zieladresse ziel-ip ziels
    opfer doel doelwit doeladres cible destino destinataire empfänger relay recipient to nach auf gegen against
    toward towards contre contra naar tegen hacia into monitored protected attacks scanning scans probing probed
    reach reaching contacting contacted contacts
    flooding hitting targeting attackiert angegriffen angegriffene angegriffener legitimate genuine official
    original verso nostro nostra nostri nosso nossa nossos nossas mot vår vårt våra mod vores nasz nasze nasza
    naszego naszej naszych
    sinkhole darknet telescope visé visée visés ciblé ciblée attaqué attaquée bersaglio destinazione destino alvo
    mål mål-ip zielsystem zielserver celu
    """.split()  # noqa: SIM905 - likewise
)
#: What acts on the address right after it, but names the one that acts before a noun ("attacking host").
_VERBS = frozenset({"attacking", "abusing", "infringing", "spamming", "violating"})
#: What leads *to* an address without acting on it ("resolves to").
_LEADS = frozenset(
    """
    traced back resolve resolves resolved resolving belong belongs belonging assigned registered related attributed
    tracked linked corresponds corresponding according pointing points allocated leads connected
    """.split()  # noqa: SIM905 - likewise
)
#: What lies or runs *on* an address is the address's own doing.
_LIES = frozenset(
    """
    hosted located running runs liegt läuft lief gehostet hébergé hébergée hébergés staat draait gehost alojado alojada
    """.split()  # noqa: SIM905 - likewise
)
_LINKS = frozenset(
    """
    kijken kijk kijkt copied uploaded posted reposted republished link links lien liens enlace leads leidt führt mène
    """.split()  # noqa: SIM905 - likewise
)
_TOWARDS = frozenset({"to", "naar", "zu", "auf", "vers", "a"})
_WHERE = frozenset({"on", "at", "auf", "unter", "sur", "à", "op", "en"})
_TOKENS = re.compile(r"[^\W_][\w'’.-]*|[:=]|[(\[]|[-=]>|→|»|(?<=\s)>")
_ARROWS = frozenset({"->", "=>", "→", "»", ">"})
_SIGNS = frozenset({":", "=", "(", "["})
#: Who asks a server, in its log.
_CLIENTS = frozenset({"client", "peer", "remote"})
#: What a log calls the one that was asked: a header of the request, or the host of an address like those of mails.
_ASKED = re.compile(
    r"(?:\bhost: ?\"|(?<![\w.+/-])[\w.+-]+@|\bI=\["
    r"|\b(?:received|logged|seen|recorded|accepted|observed)\b[^\n]{1,60}\bby:? ?\[?"
    r"|\b(?:tested|checked|verified|queried|measured|getestet|geprüft|testée?|getest)\b[^\n]{0,60}"
    r"\b(?:from|by|von|depuis|vanaf) "
    r"|\b(?:i|we) (?:own|hold|wrote|made|created|published)\b[^\n.]{0,80}|(?:[-=]>|→|») ?\[?)$",
    re.IGNORECASE,
)
#: What is done *by* whoever has nothing to do with the act.
_OWNED = frozenset(
    {"protected", "owned", "operated", "reported", "monitored", "detected", "received", "provided", "used"}
)
#: The label of a line that speaks of the reporter, of the victim, or of what was copied.
_THEIRS = re.compile(
    r"[\s>*•\-\d.)]{0,8}(?:original|genuine|official|legitimate|authori[sz]ed|brand|owner"
    r"|rights? ?(?:holder|owner)|claimant|complainant|reporter|reported by|victim|destination|contact"
    r"|copyright(?:ed)? works?|the work|ziel|opfer|marke|melder|doel|slachtoffer|cible|victime|marque|œuvre)\b"
    r"[^\n:]{0,40}:",
    re.IGNORECASE,
)
_REACH = 80
_MOST_PASSED = 12
_AFTER_SOURCE = re.compile(
    r"[\s)\]*\"',;]{0,6}(?:\([^()\n]{0,60}\)[\s,]{0,3})?(?:[-=]>|→|(?<=\s)>\s|(?:which |that |die |qui |der "
    r"|de nuevo )?"
    r"(?:has|have|had|hat|haben|hatte|is|are|was|were|ist|war|est|está|keeps?|continues?|attack(?:s|ed|ing)"
    r"|scan(?:s|ned|ning)"
    r"|tried|tries|trying|sen[dt]s?|sending|sendet|versuchte?|attempted|probe[ds]|hosts|hosting|a|ont|envoie|heeft"
    r"|probeert|ha"
    r"|appears|belongs|listed|aus ihrem|[io]n your)\b)",
    re.IGNORECASE,
)
_AFTER_VICTIM = re.compile(
    r"[\s)\]*\"',]{0,4}(?:(?:has been|was|is being|is|were|wurde|wird|a été|fue)\s+(?:under attack|(?:attack|scann"
    r"|prob|target|flood|hack|spamm|ddos|dos|d?dos')ed|d?dos'?d|hit\b|taken down"
    r"|attackiert|angegriffen|attaqu|atacad)"
    r"|(?:is|are|ist|sind|est|es) (?:our|my|unser|mein|notre|mon|onze|mijn|nuestr)"
    r"|(?:has |have |hat )?(?:received|got|suffered|experienced|saw|sees|erhielt|empfing|reçoit|ontving|recibió)\b"
    r"|\((?:our|unser|my|mein|local|victim|destination|dst|target))",
    re.IGNORECASE,
)


class Role(IntEnum):
    """What an address is by the words around it; a higher one says it more clearly."""

    ACTED_ON = 0
    MENTIONED = 1
    ALONE = 2
    SOURCE = 3
    FIRST_IN_LOG = 4
    NAMED = 5
    SUBJECT = 6
    LABELLED = 7


def role(before: str, after: str) -> Role:
    """Returns the role of what stands between the words before and after it on its line."""
    if _AFTER_VICTIM.match(after) or _ASKED.search(before):
        return Role.ACTED_ON
    said = _said_before(before)
    if said is Role.MENTIONED and _THEIRS.match(before):
        return Role.ACTED_ON
    return Role.SOURCE if said is Role.MENTIONED and _AFTER_SOURCE.match(after) else said


def _said_before(before: str) -> Role:
    """Returns what the last words before an address say of it; the nearest that says anything decides."""
    words = _TOKENS.findall(before[-_REACH:].lower())
    labelled = passed = False
    for place in range(len(words) - 1, max(-1, len(words) - 1 - _MOST_PASSED), -1):
        word = words[place]
        if word in _ARROWS:
            return Role.ACTED_ON if place == len(words) - 1 else Role.MENTIONED
        if labelled and not passed and word in _CLIENTS:
            return Role.LABELLED
        if word in _SIGNS:
            labelled = labelled or word in {":", "="}
            continue
        said = _led(words[place - 1] if place else "", word) or _said(word)
        if said is Role.SOURCE and word in _VERBS and not labelled and not passed:
            return Role.ACTED_ON
        if said is not None:
            return Role.LABELLED if said is Role.SOURCE and labelled else said
        if not _may_stand_between(word, words[place + 1 : place + 2]):
            break
        passed = True
    return Role.NAMED if labelled and passed else Role.MENTIONED


def _led(verb: str, word: str) -> Role | None:
    """Returns what *to*, *for* and *by* say of the address after them, by the verb before them."""
    if (word == "to" and verb in _LEADS) or (word in _TOWARDS and verb in _LINKS) or (word in _WHERE and verb in _LIES):
        return Role.SOURCE
    if (word == "for" and verb == "failed") or (word == "into" and verb in {"look", "looking", "check"}):
        return Role.SOURCE
    if word == "by" and verb.endswith("ed"):
        return Role.MENTIONED if verb in _OWNED else Role.SOURCE
    return None


@lru_cache(maxsize=10_000)
def _said(word: str) -> Role | None:
    """Returns what a word says of the address after it, also as one half of a compound (`attacker-ip`)."""
    whole = word.rstrip(".'’-")
    for parts in ((word, whole), re.split(r"[-_]", whole)):
        if any(part in _VICTIM for part in parts):
            return Role.ACTED_ON
        if any(part in _SOURCE for part in parts):
            return Role.SOURCE
    return None


def _may_stand_between(word: str, following: list[str]) -> bool:
    """Whether a word is passed over: one without a meaning of its own, or a host before its address in brackets."""
    if word in _PASSED or word.rstrip(".") in _PASSED or word.rpartition("_")[2] in _PASSED:
        return True
    return "." in word and following in (["("], ["["])
