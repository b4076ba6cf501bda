"""Senders of every kind that nobody here has met: teams, portals, plugins, scripts and people who are angry."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail, multipart

PROBED = "unauthorized_testing"
SPAM = "spam_email"
SIGHT = "2026-10-29T09:00"

ANGRY = """WHY is your server 192.0.2.7 hammering my box?!?! Thousands of root logins over ssh since 12:45 GMT on
October 28th, 2026!!! BLOCK IT NOW."""
UNIVERSITY = """Dear colleague,

our IDS has registered suspicious activity from your constituency. Details:

  Source      : 192.0.2.7 (AS64500)
  Destination : 198.51.100.0/24
  Protocol    : TCP/445
  Start (UTC) : 2026-10-28 12:45:00
  End   (UTC) : 2026-10-28 12:55:00
  Class       : network scan

Kind regards,
CERT of the university
Phone +49 721 0000000
PGP 0xDEADBEEF
"""
NREN = """Incident: [#4711] Malware infection
Severity: medium
Reported: 2026-10-29T07:00:00+00:00

IP addresses involved:
192.0.2.7

Observed at: 2026-10-28T12:45:00+00:00
C2 contacted: 203.0.113.60:443
"""
BANK = """This is an urgent notification from the fraud team of Bank Ltd.

The following URL contains a phishing page which impersonates our online banking:

https://bank-login.shop.example/auth/index.html

IP address: 192.0.2.7
Time of detection: 28/10/2026 12:45 (GMT)

We hereby request you to disable it. Our real website is https://www.bank.example.
"""
MUSIC = """Dear Sirs,

The following are links to unauthorised copies of sound recordings whose copyright we manage:

1) https://files.shop.example/albums/1.zip
2) https://files.shop.example/albums/2.zip

Original work: "Song of Nobody", see https://label.example/song
"""
STUDIO = """IP-Address: 192.0.2.7
Port: 35657
Protocol: BitTorrent
Title: A Film
Timestamp: Wed Oct 28 12:45:00 2026 UTC
FileName: a.film.2026.mkv
FileSize: 1073741824

Your subscriber infringes our copyright."""
LAW = """Unser Zeichen: 26/1181

Sehr geehrte Damen und Herren,

wir vertreten die Foto AG. Über den Internetanschluss mit der IP-Adresse 192.0.2.7 wurde am 28.10.2026 um 13:45:00 Uhr
(MEZ) das geschützte Werk "Bild 12" in einer Tauschbörse öffentlich zugänglich gemacht (Urheberrechtsverletzung).

Rechtsanwälte Kern, Postfach 10, Tel. 030/1234567
"""
NLNET = """Beste collega,

Op 28-10-2026 om 12:45 UTC zagen wij dat het systeem met IP-adres 192.0.2.7 besmet is met malware (Qakbot).
Het systeem maakte verbinding met onze sinkhole 203.0.113.60, poort 443.

Groet, NOC
"""
FRHOST = """Bonjour,

Le serveur suivant de votre réseau participe à une attaque par déni de service (DDoS) :

IP source : 192.0.2.7
IP cible : 198.51.100.9
Début : 28/10/2026 12:45:00 UTC
Fin : 28/10/2026 12:55:00 UTC

Cordialement, le support
"""
ES = """Buenas tardes:

Recibimos correo no deseado desde la IP 192.0.2.7, el último el 28 de octubre de 2026 a las 13:45 CET.

Gracias
"""
MAILTRAP = """A message from 192.0.2.7 hit one of our spam traps.

Date: Wed, 28 Oct 2026 12:45:00 +0000
HELO: out.bulk.example
Recipient: (withheld)
Trap hits in 24 hours: 18
"""
CONTACT_FORM = """You have received a new message from your website contact form.

Name: Kim
Email: kim@desk.example
Phone: +31 6 87654321
Message: somebody with ip 192.0.2.7 is scanning my ports. it was on 2026-10-28, 12:45 (utc).
IP of sender: 198.51.100.77
"""
CSVISH = """ip,reason,time
192.0.2.7,ssh brute force,2026-10-28T12:45:00Z
"""
ONE_LINE = "192.0.2.7 - ssh bruteforce - 2026-10-28T12:45:00Z"
PIPES = "2026-10-28 12:45:00 UTC | 192.0.2.7 | AS64500 | ssh-bruteforce | 41 attempts"
SLACKY = """:rotating_light: *Port scan*
*Source:* `192.0.2.7`
*Target:* `198.51.100.9`
*Time:* `2026-10-28T12:45:00Z`
"""
MARKDOWN = """## Abuse report

- **Offender:** 192.0.2.7
- **Victim:** 198.51.100.9
- **Type:** SQL injection
- **Time:** 2026-10-28 12:45:00 (UTC)
"""
HONEYNET = """Honeypot event digest for AS64500

Attacker 192.0.2.7 -> sensor 203.0.113.60:23 telnet login root/admin at 2026-10-28 12:45:00Z
Attacker 192.0.2.7 -> sensor 203.0.113.60:23 telnet login root/1234 at 2026-10-28 12:45:20Z
"""
BLOCKED = """The IP address 192.0.2.7 was blocked for 4 hours on the server mail.desk.example
Reason: too many failed logins (imap)
First attempt: 2026-10-28 12:45:00 UTC
Last attempt:  2026-10-28 12:45:20 UTC
"""
CSF = """Time:     Wed Oct 28 13:45:00 2026 +0100
IP:       192.0.2.7 (NL/Netherlands/host7.acme.example)
Failures: 5 (sshd)
Interval: 300 seconds
Blocked:  Permanent Block

Log entries:

Oct 28 13:44:50 web1 sshd[21]: Failed password for root from 192.0.2.7 port 50122 ssh2
Oct 28 13:44:58 web1 sshd[21]: Failed password for root from 192.0.2.7 port 50122 ssh2
"""
DENYHOSTS = """Added the following hosts to /etc/hosts.deny:

192.0.2.7 (host7.acme.example)

Oct 28 12:45:00 box sshd[2]: Invalid user pi from 192.0.2.7
----------------------------------------------------------------------
Times are GMT. SSH attack.
"""
IMAPD = (
    "Oct 28 12:45:00 mail dovecot: imap-login: Aborted login (auth failed, 3 attempts): "
    "user=<a@desk.example>, rip=192.0.2.7, lip=198.51.100.9, TLS (UTC)"
)
NAT = """Please identify the customer behind this address and port, a shared one of yours. He tried to log in with \
stolen
passwords (credential stuffing).

Public IP: 192.0.2.7
Source port: 50122
Timestamp: 2026-10-28T12:45:00.000Z
"""
WP = """[Site] Site Lockout Notification

Dear Site Admin,

A host, 192.0.2.7, has been locked out of the WordPress site at https://www.desk.example until Wednesday 28 October 2026
13:00:00 UTC due to too many attempts to log in at 2026-10-28 12:45:00 UTC.
"""
DNSABUSE = """We found your name server 192.0.2.7 to answer recursive queries from anyone (open resolver).
It took part in no attack that we know of; please restrict it. Tested: 2026-10-28 12:45 UTC from 203.0.113.60.
"""
NTP = (
    "NTP server 192.0.2.7 answers monlist and can be abused for amplification attacks. Last test 2026-10-28T12:45:00Z."
)
REDIS = "Exposed database: Redis without password on 192.0.2.7:6379, found 28 Oct 2026 12:45 UTC."
IFRAME = (
    "your customer's hacked site http://www.shop.example/ (192.0.2.7) serves malware through an iframe, "
    "checked 2026-10-28 12:45 UTC"
)
DEFACED = "The website http://www.shop.example was defaced. Server: 192.0.2.7. Seen: 28.10.2026 13:45 CET"
PHARMA = "Illegal pharmacy: https://pills.shop.example sells prescription drugs without prescription. Host: 192.0.2.7."
JUNKFAX = "Junk faxes keep coming from +31 20 123 4567! Last one 28 Oct 2026 13:45 CET. Our fax is +31 10 765 4321."
TECHSUPPORT = "Scam calls: 'your computer has a virus'. Caller ID +442079460000 on 28/10/2026 at 12:45 GMT."
SMTP = """Our server refused this mail as spam:

Oct 28 12:45:00 mx postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 554 5.7.1 Service unavailable; \
Client host [192.0.2.7] blocked using zen.spamhaus.org; from=<a@bulk.example> to=<b@desk.example> proto=ESMTP \
helo=<x> (GMT)
"""
HEAD6 = """Received: from mail.bulk.example (mail.bulk.example [IPv6:2001:db8::7])
 by mx.desk.example (Postfix) with ESMTPS id 4; Wed, 28 Oct 2026 13:45:00 +0100 (CET)
From: News <news@bulk.example>
Subject: Our newsletter
Date: Wed, 28 Oct 2026 13:44:59 +0100

I never subscribed to this newsletter, please make them stop."""
GERMAN_ANGRY = (
    "Hallo, von eurer IP 192.0.2.7 aus wird seit gestern 13:45 Uhr versucht, meinen SSH-Zugang zu "
    "knacken (Brute-Force)."
)
DUTCH_Q = (
    "Goedendag, op woensdag 28 oktober 2026 rond 13.45 uur ontving ik een phishing mail met een link "
    "naar https://inloggen.shop.example/. Kunt u die site offline halen?"
)
NETWORKS = "We drop all traffic of 192.0.2.0/28 because of port scans, e.g. on 28 October 2026 at 12:45 UTC."
XFF = (
    '198.51.100.9 is our proxy. X-Forwarded-For: 192.0.2.7 - [28/Oct/2026:12:45:00 +0000] "GET /?id=1 '
    'UNION SELECT" SQL injection'
)
VOIP = (
    "SIP brute force: 192.0.2.7:5060 -> 198.51.100.9:5060 REGISTER, 2026-10-28 12:45:00.000 UTC, user "
    "agent friendly-scanner"
)
RDP = (
    "Brute force on Remote Desktop. ATTACKER_IP=192.0.2.7 ATTEMPTS=300 FROM=2026-10-28T12:45:00Z "
    "TO=2026-10-28T12:55:00Z"
)
CAPTURE = """Frame 1: Arrival Time: Oct 28, 2026 12:45:00.000000000 UTC
Internet Protocol Version 4, Src: 192.0.2.7, Dst: 198.51.100.9
User Datagram Protocol, Src Port: 11211, Dst Port: 80

DDoS by memcached reflection."""
FORWARDED = """Content-Type: message/rfc822

From: Ines <ines@victim.example>
To: noc@desk.example
Subject: port scan
Date: Wed, 28 Oct 2026 15:00:00 +0100
Content-Type: text/plain; charset=utf-8

Port scan from 192.0.2.7 at 2026-10-28 12:45:00 UTC against 198.51.100.9."""
LOGFILE = """Content-Type: text/plain; name="auth.log"
Content-Disposition: attachment; filename="auth.log"

Oct 28 12:45:00 h sshd[1]: Failed password for root from 192.0.2.7 port 50122 ssh2
Oct 28 12:45:20 h sshd[1]: Failed password for root from 192.0.2.7 port 50122 ssh2"""
LEAK = (
    "An open directory on http://192.0.2.7/backup/ exposes personal data of our customers (data leak). "
    "2026-10-28 12:45 UTC"
)
FORUM = (
    "User 'dealz99' from 192.0.2.7 spams our forum with links (forum spam). Posts at 2026-10-28 12:45 "
    "UTC and 2026-10-28 12:55 UTC."
)
MINER = (
    "Cryptominer pool connections of your host 192.0.2.7 to 203.0.113.60:3333, 2026-10-28 12:45:00 UTC, it was hacked."
)
SCRAPE = (
    "Excessive requests (scraping) by 192.0.2.7, 2.1 million in the hour from 2026-10-28 12:45 UTC, user "
    "agent curl/8.1.2"
)
NOTHING = "Dear abuse, please call us about an important security matter: +49 30 1234567."
BOTH = "192.0.2.7 and 198.51.100.20 exchange traffic we do not like. 2026-10-28 12:45 UTC. Spam?"

CASES = (
    Case("anger", mail(ANGRY), PROBED, "192.0.2.7", AT),
    Case("a university's team", mail(UNIVERSITY), PROBED, "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("a research network", mail(NREN), "malware", "192.0.2.7", AT),
    Case("a bank's letter", mail(BANK), "spoofing", "192.0.2.7 bank-login.shop.example", AT),
    Case("a list of links", mail(MUSIC), "rights_infringement", "files.shop.example", SIGHT),
    Case("a studio's fields", mail(STUDIO), "rights_infringement", "192.0.2.7:35657", AT),
    Case("a law firm", mail(LAW), "rights_infringement", "192.0.2.7", AT),
    Case("a Dutch colleague", mail(NLNET), "malware", "192.0.2.7", AT),
    Case("a French hoster", mail(FRHOST), "denial_of_service", "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("a Spanish reader", mail(ES), SPAM, "192.0.2.7", AT),
    Case("a trap", mail(MAILTRAP), SPAM, "192.0.2.7", AT),
    Case("a contact form", mail(CONTACT_FORM), PROBED, "192.0.2.7", AT),
    Case("three columns", mail(CSVISH), PROBED, "192.0.2.7", AT),
    Case("one line", mail(ONE_LINE), PROBED, "192.0.2.7", AT),
    Case("one line with bars", mail(PIPES), PROBED, "192.0.2.7", AT),
    Case("a chat's marks", mail(SLACKY), PROBED, "192.0.2.7", AT),
    Case("Markdown", mail(MARKDOWN), PROBED, "192.0.2.7", AT),
    Case("a digest of sensors", mail(HONEYNET), PROBED, "192.0.2.7", AT, "2026-10-28T12:45:20"),
    Case("a mail server's ban", mail(BLOCKED), PROBED, "192.0.2.7", AT, "2026-10-28T12:45:20"),
    Case("a firewall of a panel", mail(CSF), PROBED, "192.0.2.7:50122", "2026-10-28T12:44:50", "2026-10-28T12:44:58"),
    Case("denied hosts", mail(DENYHOSTS), PROBED, "192.0.2.7", AT),
    Case("a mailbox server", mail(IMAPD), PROBED, "192.0.2.7", AT),
    Case("a shared address", mail(NAT), PROBED, "192.0.2.7:50122", AT),
    Case("a lockout until later", mail(WP), PROBED, "192.0.2.7", AT),
    Case("a name server", mail(DNSABUSE), "other", "192.0.2.7", AT),
    Case("a time server", mail(NTP), "other", "192.0.2.7", AT),
    Case("a database", mail(REDIS), "other", "192.0.2.7:6379", AT),
    Case("a hacked site", mail(IFRAME), "malware", "192.0.2.7 www.shop.example", AT),
    Case("a defaced site", mail(DEFACED), "malware", "192.0.2.7 www.shop.example", AT),
    Case("a pharmacy", mail(PHARMA), "unlawful_purpose", "192.0.2.7 pills.shop.example", SIGHT),
    Case("faxes", mail(JUNKFAX), "spam_calls", "+31201234567", AT),
    Case("scam calls", mail(TECHSUPPORT), "spam_calls", "+442079460000", AT),
    Case("a refused mail", mail(SMTP), SPAM, "192.0.2.7", AT),
    Case("headers first, over IPv6", mail(HEAD6, subject="Fwd: Our newsletter"), SPAM, "2001:db8::7", AT),
    Case("since yesterday, in German", mail(GERMAN_ANGRY), PROBED, "192.0.2.7", AT),
    Case("a Dutch reader's link", mail(DUTCH_Q), "spoofing", "inloggen.shop.example", AT),
    Case("a whole network", mail(NETWORKS), PROBED, "192.0.2.0/28", AT),
    Case("behind a proxy", mail(XFF), PROBED, "192.0.2.7", AT),
    Case("telephony", mail(VOIP), PROBED, "192.0.2.7:5060", AT),
    Case("names in capitals", mail(RDP), PROBED, "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("a packet", mail(CAPTURE), "denial_of_service", "192.0.2.7:11211", AT),
    Case(
        "a mail to somebody else, attached",
        multipart("Content-Type: text/plain\n\nFor you?", FORWARDED),
        PROBED,
        "192.0.2.7",
        AT,
    ),
    Case(
        "a log attached",
        multipart("Content-Type: text/plain\n\nSSH brute force, log attached, times in UTC.", LOGFILE),
        PROBED,
        "192.0.2.7:50122",
        AT,
        "2026-10-28T12:45:20",
    ),
    Case("a leak", mail(LEAK), "rights_infringement", "192.0.2.7", AT),
    Case("posts in a forum", mail(FORUM), "forum_rules", "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("a miner", mail(MINER), "malware", "192.0.2.7", AT),
    Case("a scraper", mail(SCRAPE), "resource_abuse", "192.0.2.7", AT),
    Case("a number to call", mail(NOTHING), None, "", "", triage="no_target"),
    Case("two that talk", mail(BOTH), SPAM, "192.0.2.7 198.51.100.20", AT, triage="several_targets"),
)
