"""More senders that nobody here has met, in other words, forms and zones."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

PROBED = "unauthorized_testing"
SPAM = "spam_email"
SIGHT = "2026-10-29T09:00"
NO_ZONE = "Thu, 29 Oct 2026 10:00:00 +0000"

ISP = """Dear Hostmaster,

Please be advised that the machine listed below, which according to the registry is under your control, is a source of
abuse directed at a customer of ours.

    machine ........ 192.0.2.7
    what ........... dictionary attack on POP3
    how often ...... 4,312 times
    when ........... Wed Oct 28 12:45:00 UTC 2026

Evidence is available on request.
"""
EXCHANGE = """Malicious traffic was blocked by our perimeter.
Threat name: Apache Log4j Remote Code Execution Vulnerability
Attacker address: 192.0.2.7
Attacked address: 198.51.100.9
Action: reset-both
Receive time: 2026/10/28 12:45:00 UTC
"""
CPANEL = """The system cPHulk detected a large number of failed login attempts from a remote IP.

Number of authentication failures: 20
IP Address: 192.0.2.7
Origin Country: Netherlands
Service: system
Attempt began: Wednesday, October 28, 2026 at 12:45:00 PM UTC
"""
MICRO = """Report type: Phish
URL: https://192.0.2.7/owa/auth/logon.html
Detected: 2026-10-28T12:45:00.0000000Z
"""
DOMAIN_ONLY = (
    "Domain: bad-login.example\nType: phishing\nFirst seen by us: 2026-10-28 12:45 UTC\nPlease suspend the domain."
)
URLHAUS = """Hello

We have identified a malware distribution site on your network:

Malware URL: http://cdn.shop.example/x/setup.exe
IP: 192.0.2.7
Status: online
Date added (UTC): 2026-10-28 12:45:00

Please clean it.
"""
FEODO = """The following botnet C&C servers are in your network (all times UTC):

First seen          | IP address  | Port | Malware
2026-10-28 12:45:00 | 192.0.2.7   | 443  | Dridex
2026-10-28 12:46:00 | 192.0.2.8   | 8080 | Emotet
"""
BLOCK = """Abuse Message: attack on port 22 (ssh)

Reported-IP: 192.0.2.7
Hits: 14
Last hit: Wed, 28 Oct 2026 13:45:00 +0100 (MET)
Our list: https://list.desk.example/ip/192.0.2.7
"""
SPAMMY = """Hi, the below user on your network is sending spam through a hacked contact form of ours.

REMOTE_ADDR = 192.0.2.7
DATE = 28-Oct-2026 12:45:00 GMT
USER_AGENT = Mozilla/5.0
"""
SHOP_NL = (
    "Wij zijn opgelicht door de webshop https://www.schoenen.example (oplichting). De site draait op uw "
    "server 192.0.2.7."
)
DE_SPAM = """Guten Tag,

ich bekomme unaufgefordert Werbung (Spam) von Ihrem Kunden. Mailheader:

Return-Path: <info@bulk.example>
Received: from vps.bulk.example ([192.0.2.7]) by mx.desk.example (mxdesk 5.1) with ESMTPS (Nemesis)
 id 1MXq; Wed, 28 Oct 2026 13:45:00 +0100
Date: Wed, 28 Oct 2026 13:44:50 +0100
From: Werbung <info@bulk.example>

Ich habe dem nie zugestimmt.
"""
LOG_NL = """Poortscan vanaf 192.0.2.7:

28-10-2026 13:45:00 CET 192.0.2.7 -> 198.51.100.9:22
28-10-2026 13:45:20 CET 192.0.2.7 -> 198.51.100.9:23
"""
FR_LOG = (
    "Des tentatives d'intrusion proviennent de l'IP 192.0.2.7 (serveur visé : 198.51.100.9), le 28 oct. "
    "2026 à 13h45 CET."
)
RANGE = "Between 12:45 and 12:55 UTC on 28 October 2026 your host 192.0.2.7 sent a SYN flood (DDoS) to 198.51.100.9."
RANGE_DATE = "DDoS from 192.0.2.7 on 2026-10-28 from 12:45 to 12:55 UTC."
UNIX = "ssh brute force by 192.0.2.7 (first 1793191500, last 1793191520)"
ISO_BASIC = "192.0.2.7 scanned our ports, 20261028T124500Z"
COMMA = "2026-10-28 12:45:00,123 UTC WARN auth - login failed for admin from 192.0.2.7"
BRACKET = "[28/Oct/2026:12:45:00 UTC] bruteforce 192.0.2.7"
SYSLOG5424 = "<38>1 2026-10-28T12:45:00.000Z host sshd 1 - - Failed password for root from 192.0.2.7 port 50122 ssh2"
TAI = "Portscan by 2001:db8::7 seen at 28/10/2026 23:45 AEDT from our probe in Sydney"
PST = "Port scan from 192.0.2.7 on 10/28/2026 05:45 PDT"
CEST = "Portscan von 192.0.2.7 am 20.10.2026 um 14:45:00 CEST"
LONG_MONTH = "Wednesday 28th October 2026 at 12:45pm (GMT): port scan, source 192.0.2.7"
NO_SECONDS_Z = "Source 192.0.2.7, port scan, 2026-10-28T12:45Z"
SPACE_OFFSET = "192.0.2.7 port scan 2026-10-28 14:45:00 +02:00"
ES_FORM = (
    "IP origen: 192.0.2.7\nIP destino: 198.51.100.9\nFecha y hora: 28-10-2026 12:45:00 UTC\nTipo: fuerza bruta SSH"
)
DE_FORM = (
    "Quell-IP: 192.0.2.7\nQuellport: 50122\nZiel-IP: 198.51.100.9\nZielport: 22\nDatum: "
    "28.10.2026\nUhrzeit: 13:45:00 MEZ\nAngriff: SSH Brute Force"
)
FR_FORM = (
    "Adresse IP : 192.0.2.7\nDate : 28/10/2026\nHeure : 13:45:00 (CET)\nType : hameçonnage\nURL : "
    "http://192.0.2.7/banque/"
)
IT_FORM = (
    "IP sorgente: 192.0.2.7\nIP destinazione: 198.51.100.9\nData/Ora: 28/10/2026 13:45:00 CET\nTipo di "
    "attacco: port scan"
)
SV_FORM = "Käll-IP: 192.0.2.7\nMål-IP: 198.51.100.9\nTid: 2026-10-28 13:45:00 CET\nTyp: portskanning"
REPLY = """Hello again,

it has not stopped.

> On 28 Oct 2026 we wrote:
> 192.0.2.7 attacks our SSH server by brute force, 2026-10-28 12:45:00 UTC
"""
NESTED_HTML = """<div>Please see below.</div><blockquote><div>On Wed, 28 Oct 2026, NOC wrote:</div><blockquote>
<div>Port scan by <a href="x">192.0.2.7</a> on <span>2026-10-28 12:45:00 UTC</span></div></blockquote></blockquote>"""
VICTIM_FIRST = "Our host 198.51.100.9 was port scanned by 192.0.2.7 at 2026-10-28 12:45:00 UTC."
VICTIM_TO = "198.51.100.9 received 40,000 login attempts from 192.0.2.7 on 2026-10-28 at 12:45 UTC"
TWO_DOMAINS = "Phishing at https://a.shop.example/x and https://b.shop.example/y, both on 192.0.2.7."
PORTED = "Phishing kit at hxxp://192[.]0[.]2[.]7:8443/kit/ since 2026-10-28 12:45 UTC"
USERINFO = "Phishing: http://www.bank.example@192.0.2.7/login (2026-10-28 12:45 UTC)"
PUNY = "Phishing auf https://xn--bnk-qla.example/ – die Domain ahmt unsere Bank nach."
UMLAUT = "Gefälschte Login-Seite (Phishing): https://müller-bank.example/konto"
SHORTENED = (
    "Phishing mail with the link hxxp://go.shop[.]example/abc was sent to our staff 2026-10-28 12:45 "
    "UTC. Host 192.0.2.7"
)
DKIM = """Spam. X-Originating-IP: [192.0.2.7]
Date: Wed, 28 Oct 2026 12:45:00 +0000
From: a@bulk.example"""
SUBJECT_ONLY = "log:\nOct 28 12:45:00 a sshd: Failed password for root"
BIG_LIST = "UDP flood (DDoS) 2026-10-28 12:45 UTC from your IPs: 192.0.2.7, 192.0.2.8, 192.0.2.9"
COPY = (
    "I own the text at https://writer.example/essay. It was copied to https://blog.shop.example/essay "
    "without my consent (copyright infringement)."
)
RADIO = (
    "Your user at 192.0.2.7 streams our radio programme without licence: copyright infringement, "
    "http://192.0.2.7:8000/live, 2026-10-28 12:45 UTC"
)
WARE = "http://warez.shop.example/film.mkv infringes our copyright; IP 192.0.2.7"
BLACK = "192.0.2.7 is listed on our blacklist (reputation) since 2026-10-28 12:45 UTC."
WARDIAL = (
    "Someone uses an autodialer to ring our extensions one after another: caller +31201234567, 28 "
    "October 2026, 12:45 UTC"
)
NO_CONDUCT = "Contact us about 192.0.2.7 please. 2026-10-28 12:45 UTC."
PRIVATE = "SSH brute force from 192.168.1.20 at 2026-10-28 12:45 UTC"
UNDATED = "Brute force SSH from 192.0.2.7."

CASES = (
    Case("a hostmaster's dots", mail(ISP), PROBED, "192.0.2.7", AT),
    Case("a perimeter", mail(EXCHANGE), PROBED, "192.0.2.7", AT),
    Case("a panel's alarm", mail(CPANEL), PROBED, "192.0.2.7", AT),
    Case("a page at an address", mail(MICRO), "spoofing", "192.0.2.7", AT),
    Case("a domain alone", mail(DOMAIN_ONLY), "spoofing", "bad-login.example", AT),
    Case("a site of malware", mail(URLHAUS), "malware", "192.0.2.7 cdn.shop.example", AT),
    Case(
        "control servers in columns",
        mail(FEODO),
        "malware",
        "192.0.2.7:443 | 192.0.2.8:8080",
        f"{AT} | 2026-10-28T12:46",
    ),
    Case("a last hit", mail(BLOCK), PROBED, "192.0.2.7", AT),
    Case("a form that was misused", mail(SPAMMY), SPAM, "192.0.2.7", AT),
    Case("a Dutch buyer", mail(SHOP_NL), "unlawful_purpose", "192.0.2.7 www.schoenen.example", SIGHT),
    Case("German headers", mail(DE_SPAM), SPAM, "192.0.2.7", AT),
    Case("a Dutch log", mail(LOG_NL), PROBED, "192.0.2.7", AT, "2026-10-28T12:45:20"),
    Case("a French sentence with a victim", mail(FR_LOG), PROBED, "192.0.2.7", AT),
    Case("two clocks and a day", mail(RANGE), "denial_of_service", "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("a day and two clocks", mail(RANGE_DATE), "denial_of_service", "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("two epochs", mail(UNIX), PROBED, "192.0.2.7", AT, "2026-10-28T12:45:20"),
    Case("a compact time", mail(ISO_BASIC), PROBED, "192.0.2.7", AT),
    Case("milliseconds after a comma", mail(COMMA), PROBED, "192.0.2.7", "2026-10-28T12:45:00.123"),
    Case("brackets with a zone", mail(BRACKET), PROBED, "192.0.2.7", AT),
    Case("syslog's newer form", mail(SYSLOG5424), PROBED, "192.0.2.7:50122", AT),
    Case("Sydney", mail(TAI, date=NO_ZONE), PROBED, "2001:db8::7", AT),
    Case("the west coast", mail(PST), PROBED, "192.0.2.7", AT),
    Case("summer", mail(CEST), PROBED, "192.0.2.7", "2026-10-20T12:45"),
    Case("noon", mail(LONG_MONTH), PROBED, "192.0.2.7", AT),
    Case("no seconds", mail(NO_SECONDS_Z), PROBED, "192.0.2.7", AT),
    Case("a distance with a space", mail(SPACE_OFFSET), PROBED, "192.0.2.7", AT),
    Case("a Spanish form", mail(ES_FORM), PROBED, "192.0.2.7", AT),
    Case("a German form of labels", mail(DE_FORM, date=NO_ZONE), PROBED, "192.0.2.7:50122", AT),
    Case("a French form", mail(FR_FORM), "spoofing", "192.0.2.7", AT),
    Case("an Italian form", mail(IT_FORM), PROBED, "192.0.2.7", AT),
    Case("a Swedish form", mail(SV_FORM), PROBED, "192.0.2.7", AT),
    Case("again", mail(REPLY), PROBED, "192.0.2.7", AT),
    Case("quotes in quotes of HTML", mail(NESTED_HTML, content_type="text/html"), PROBED, "192.0.2.7", AT),
    Case("the victim first", mail(VICTIM_FIRST), PROBED, "192.0.2.7", AT),
    Case("the victim received", mail(VICTIM_TO), PROBED, "192.0.2.7", AT),
    Case("two hosts of one domain", mail(TWO_DOMAINS), "spoofing", "192.0.2.7 a.shop.example b.shop.example", SIGHT),
    Case("a kit behind a port", mail(PORTED), "spoofing", "192.0.2.7:8443", AT),
    Case("a bank before the at sign", mail(USERINFO), "spoofing", "192.0.2.7", AT),
    Case("a name in punycode", mail(PUNY), "spoofing", "xn--bnk-qla.example", SIGHT),
    Case("a name with an umlaut", mail(UMLAUT), "spoofing", "xn--mller-bank-9db.example", SIGHT),
    Case("a short link", mail(SHORTENED), "spoofing", "192.0.2.7 go.shop.example", AT),
    Case("one header", mail(DKIM), SPAM, "192.0.2.7", AT),
    Case(
        "the address in the subject",
        mail(SUBJECT_ONLY, subject="SSH brute force from 192.0.2.7", date=NO_ZONE),
        PROBED,
        "192.0.2.7",
        AT,
    ),
    Case(
        "a list in a line",
        mail(BIG_LIST),
        "denial_of_service",
        "192.0.2.7 | 192.0.2.8 | 192.0.2.9",
        f"{AT} | {AT} | {AT}",
    ),
    Case("a text that was copied", mail(COPY), "rights_infringement", "blog.shop.example", SIGHT),
    Case("a radio", mail(RADIO), "rights_infringement", "192.0.2.7:8000", AT),
    Case("a film", mail(WARE), "rights_infringement", "192.0.2.7 warez.shop.example", SIGHT),
    Case("a blacklist", mail(BLACK), "damaging_use", "192.0.2.7", AT),
    Case("an autodialer", mail(WARDIAL), "auto_dialing", "+31201234567", AT),
    Case("no conduct named", mail(NO_CONDUCT), None, "192.0.2.7", AT, triage="no_category"),
    Case("an address inside a house", mail(PRIVATE), PROBED, "192.168.1.20", AT, triage="private_target"),
    Case("no time named", mail(UNDATED), PROBED, "192.0.2.7", "", triage="no_time"),
)
