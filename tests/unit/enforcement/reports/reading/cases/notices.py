"""Notices of content: copyright, phishing, malware, shops, calls, forums, feeds and hotlines."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

SIGHT = "2026-10-29T09:00"
RIGHTS = "rights_infringement"

DMCA = """To whom it may concern,

I am the owner of the photographs shown at https://www.photographer.example/gallery/ and have a good faith belief that
their use at the address below is not authorized by me, my agent or the law (17 U.S.C. 512(c)):

https://blog.shop.example/2026/10/my-holidays.html

The information in this notice is accurate, and under penalty of perjury I am the owner.

Jo Field, 12 Long Road, +44 20 7946 0000, jo@photographer.example
"""
PEER = """Notice of claimed infringement

Title: Some Movie
Protocol: BitTorrent
IP Address: 192.0.2.7
Port: 51413
Timestamp: 28 Oct 2026 12:45:00 GMT
Infohash: 9f9165d9a281a9b8e782cd5176bbcc8256fd1871
File Size: 1 GB

Please forward this to your subscriber.
"""
TRADEMARK = """We represent the owner of the trademark ACANTHO. The web shop at the domain acantho-sale.example sells
counterfeit goods. It is hosted with you at 192.0.2.7. Kindly disable it.
"""
PHISH = """Hello,

a phishing site targeting Bank Ltd is live on your network.

URL: hxxps://secure-bank[.]shop[.]example/verify?id=1
IP: 192[.]0[.]2[.]7
First detected: 2026-10-28 12:45:00 UTC
Brand: Bank Ltd (www.bank.example)
"""
PHISH_DOT = "Fake login page of our bank at www(dot)shop(dot)example/login - please remove it. Phishing!"
PHISH_FEED = """Phishing feed, your network. Columns: first seen (UTC), URL, IP, target

2026-10-28 12:45:00,http://a.shop.example/login,192.0.2.7,Bank
2026-10-28 12:46:00,http://b.other.example/pay,192.0.2.8,Post
"""
PAYLOAD = """Malware distribution site

URL:        http://192.0.2.7:8080/bins/arm7
Payload:    Mirai
First seen: 2026-10-28 12:45:00 UTC
Reporter:   anonymous
"""
CONTROL = "We found a command and control server of a botnet at 192.0.2.7:4444 (TCP), active 2026-10-28 12:45:00 UTC."
DROP = "hXXp://files.shop.example/invoice.zip delivers a trojan. Seen on 2026-10-28 at 12:45 UTC."
SHOP = """Der Fakeshop unter https://www.shop.example/ betrügt Kunden: bezahlte Ware wird nie geliefert (Betrug).
Die Seite liegt auf 192.0.2.7. Anzeige ist erstattet.
"""
HATE = "The page https://forum.shop.example/t/99 calls for violence and hate speech against a minority. Remove it."
HOTLINE = """Hotline report 7731

We were told of child sexual abuse material (CSAM) at this address:

hxxps://img[.]shop[.]example/a/1.jpg

Hosting IP: 192.0.2.7
Seen there: 2026-10-28 12:45:00 UTC
"""
CALLER = """Robocalls: the number +31 20 123 4567 rang 14 of our lines with a recorded message on 28 October 2026 at \
13:45 CET.
Call us back at +31 10 765 4321.
"""
SMS = "Ik krijg ongewenste sms (sms spam) van +31 6 12345678, op 28-10-2026 om 13:45 uur."
FORUM = (
    "192.0.2.7 posts forum spam in our board, user 'cheapmeds', 2026-10-28 12:45:00 UTC. Registered "
    "2026-10-28 12:40 UTC."
)
SPAMCOP = """[ SpamCop V5.4 ]
This message is brief for your comfort. Please use links below for details.

Spamvertised web site: http://pills.shop.example/buy
https://www.spamcop.net/w3m?i=z7zz8z
http://pills.shop.example/buy is 192.0.2.7; Wed, 28 Oct 2026 12:45:00 GMT

[ Offending message ]
From: "Pills" <x@bulk.example>
Subject: Cheap

http://pills.shop.example/buy
"""
LISTED = """Your IP 192.0.2.7 has been blacklisted in our DNSBL for sending spam to our traps.

Last spamtrap hit: 2026-10-28 12:45:00 UTC
Delist: https://bl.desk.example/delist?ip=192.0.2.7
"""
CERT = """Sehr geehrte Damen und Herren,

in Ihrem Netz befinden sich offene Memcached-Server, die für DDoS-Angriffe missbraucht werden können.

Format: ASN | IP | Zeitstempel (UTC) | Version
64500 | 192.0.2.7 | 2026-10-28 12:45:00 | 1.4.15
64500 | 192.0.2.8 | 2026-10-28 12:46:10 | 1.5.6

CERT
"""
SHADOW = """Report: open resolvers (times are UTC)

"timestamp","ip","protocol","port","hostname","tag","asn","geo"
"2026-10-28 12:45:00","192.0.2.7","udp","53","host7.acme.example","openresolver","64500","NL"
"2026-10-28 12:46:00","192.0.2.8","udp","53","host8.acme.example","openresolver","64500","NL"
"""
INFECTED = """Dear customer, sinkhole data shows infected machines (botnet "Andromeda") in your network:

IP;port;first_seen_utc;family
192.0.2.7;50122;2026-10-28 12:45:00;andromeda
192.0.2.8;50123;2026-10-28 12:46:00;andromeda
"""
BOOTER = """We were under a DDoS attack of 40 Gbit/s towards 198.51.100.9 from 2026-10-28 12:45 UTC to 2026-10-28 \
12:55 UTC.
Among the sources are these of your network:

192.0.2.7
192.0.2.8
192.0.2.9
"""
DOXING = (
    "Auf der Seite https://www.shop.example/namen.html stehen meine Adresse und Bilder ohne meine Erlaubnis (Doxing)."
)
SCAM = """Advance fee scam: the mails come from 192.0.2.7. Headers:

Received: from unknown (HELO mail.bulk.example) (192.0.2.7)
  by mx.desk.example with SMTP; 28 Oct 2026 12:45:00 -0000
From: "Mr. Heir" <heir@bulk.example>
Subject: Inheritance
"""
SPAM_HEADERS = """please stop this spammer

Return-Path: <offers@bulk.example>
Delivered-To: me@desk.example
Received: from mx.desk.example ([198.51.100.3]) by store.desk.example with LMTP; Wed, 28 Oct 2026 13:45:05 +0100 (CET)
Received: from out.bulk.example (out.bulk.example. [2001:db8::7])
        by mx.desk.example with ESMTPS id x1 for <me@desk.example>; Wed, 28 Oct 2026 13:45:00 +0100 (CET)
Received: by out.bulk.example id h9; Wed, 28 Oct 2026 12:44:58 +0000
Subject: Offer
"""
INNER = """FYI, can you handle this?

-----Original Message-----
From: Max <max@partner.example>
Sent: Thursday, October 29, 2026 8:12 AM
To: noc@desk.example
Subject: FW: attack

See below.

-----Original Message-----
From: Ines <ines@victim.example>
Sent: Wednesday, October 28, 2026 3:05 PM
To: Max
Subject: attack

Hi Max, 192.0.2.7 attacked our ssh on 28 Oct 2026 13:45:00 +0100, brute force. Our box is 198.51.100.9.
"""
QUOTED = """Am 28.10.2026 um 15:12 schrieb Ines <ines@victim.example>:
> Hallo,
> von 192.0.2.7 kommt ein Portscan auf 198.51.100.9, 28.10.2026 13:45:00 MEZ.
> Gruß Ines

Bitte abstellen!
"""
TWICE = """---------- Forwarded message ---------
From: Bo <bo@partner.example>
Date: Thu, Oct 29, 2026 at 9:01 AM
Subject: Fwd: spam
To: <desk@desk.example>

---------- Forwarded message ---------
From: Al <al@victim.example>
Date: Wed, Oct 28, 2026 at 5:00 PM
Subject: spam
To: Bo <bo@partner.example>

We get spam from 192.0.2.7, for example 2026-10-28 12:45:00 UTC.
"""
CVE = "Your server 192.0.2.7:443 is vulnerable to CVE-2014-0160 (Heartbleed). Scan date: 2026-10-28 12:45 UTC."
REDIRECT = """Phishing mail leads to:

hxxps[:]//go[.]shop[.]example/r/1  (192.0.2.7)

Redirects to the legitimate site https://www.bank.example/ afterwards.
"""
CARD = (
    "Your host 192.0.2.7 tests stolen cards at our checkout (carding), from 2026-10-28 12:45:00Z to "
    "2026-10-28 12:55:00Z."
)
THREAT = "I receive death threats by mail. Headers show 192.0.2.7, 28 Oct 2026 12:45 GMT. The police is informed."
JSONED = """{"type": "phishing", "url": "https://login.shop.example/", "ip": "192.0.2.7", "detected": "
    ""2026-10-28T12:45:00Z"}"""
YAMLED = """report:
  kind: portscan
  source_ip: 192.0.2.7
  source_port: 50122
  destination_ip: 198.51.100.9
  seen_at: 2026-10-28T12:45:00Z
"""
XMLED = """<report><type>spam</type><source><ip>192.0.2.7</ip></source><target><ip>198.51.100.9</ip></target>
<time>2026-10-28T12:45:00Z</time></report>"""

CASES = (
    Case("a photographer", mail(DMCA, subject="DMCA takedown notice"), RIGHTS, "blog.shop.example", SIGHT),
    Case("a peer", mail(PEER, subject="Notice of Copyright Infringement"), RIGHTS, "192.0.2.7:51413", AT),
    Case("a trademark", mail(TRADEMARK), RIGHTS, "192.0.2.7 acantho-sale.example", SIGHT),
    Case("a bank's page, defanged", mail(PHISH), "spoofing", "192.0.2.7 secure-bank.shop.example", AT),
    Case("dots in words", mail(PHISH_DOT), "spoofing", "www.shop.example", SIGHT),
    Case(
        "a feed of phishing in lines", mail(PHISH_FEED), "spoofing", "192.0.2.7 | 192.0.2.8", f"{AT} | 2026-10-28T12:46"
    ),
    Case("a payload under an address", mail(PAYLOAD), "malware", "192.0.2.7:8080", AT),
    Case("a control server", mail(CONTROL), "malware", "192.0.2.7:4444", AT),
    Case("a trojan's link", mail(DROP), "malware", "files.shop.example", AT),
    Case("a fake shop", mail(SHOP), "unlawful_purpose", "192.0.2.7 www.shop.example", SIGHT),
    Case("hate", mail(HATE), "offensive_content", "forum.shop.example", SIGHT),
    Case("a hotline", mail(HOTLINE), "child_abuse", "192.0.2.7 img.shop.example", AT),
    Case("robocalls", mail(CALLER), "spam_calls", "+31201234567", AT),
    Case("a text message", mail(SMS), "spam_calls", "+31612345678", AT),
    Case("a board", mail(FORUM), "forum_rules", "192.0.2.7", AT),
    Case("a site in spam", mail(SPAMCOP), "spam_email", "192.0.2.7", AT),
    Case("a list of senders", mail(LISTED), "spam_email", "192.0.2.7", AT),
    Case("a CERT's columns", mail(CERT), "other", "192.0.2.7 | 192.0.2.8", f"{AT} | 2026-10-28T12:46:10"),
    Case("a table in the words", mail(SHADOW), "other", "192.0.2.7:53 | 192.0.2.8:53", f"{AT} | 2026-10-28T12:46"),
    Case(
        "a table with semicolons",
        mail(INFECTED),
        "malware",
        "192.0.2.7:50122 | 192.0.2.8:50123",
        f"{AT} | 2026-10-28T12:46",
    ),
    Case(
        "sources of a flood",
        mail(BOOTER),
        "denial_of_service",
        "192.0.2.7 | 192.0.2.8 | 192.0.2.9",
        f"{AT} | {AT} | {AT}",
        " | ".join(["2026-10-28T12:55"] * 3),
    ),
    Case("doxing", mail(DOXING), RIGHTS, "www.shop.example", SIGHT),
    Case("an inheritance", mail(SCAM), "unlawful_purpose", "192.0.2.7", AT),
    Case("headers pasted, over IPv6", mail(SPAM_HEADERS, subject="Spam"), "spam_email", "2001:db8::7", AT),
    Case("a forward in a forward", mail(INNER, subject="FW: FW: attack"), "unauthorized_testing", "192.0.2.7", AT),
    Case("a quoted report", mail(QUOTED, subject="WG: Portscan"), "unauthorized_testing", "192.0.2.7", AT),
    Case("forwarded twice", mail(TWICE, subject="Fwd: Fwd: spam"), "spam_email", "192.0.2.7", AT),
    Case("a weakness", mail(CVE), "other", "192.0.2.7:443", AT),
    Case("a page that leads on", mail(REDIRECT), "spoofing", "192.0.2.7 go.shop.example", SIGHT),
    Case("stolen cards", mail(CARD), "unlawful_purpose", "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("threats", mail(THREAT), "offensive_content", "192.0.2.7", AT),
    Case("JSON of its own", mail(JSONED), "spoofing", "192.0.2.7 login.shop.example", AT),
    Case("YAML of its own", mail(YAMLED), "unauthorized_testing", "192.0.2.7:50122", AT),
    Case("XML of its own", mail(XMLED), "spam_email", "192.0.2.7", AT),
    Case(
        "thanks and no more",
        mail("Thank you for your help last week, all is well again.", subject="Thanks"),
        None,
        "",
        "",
        triage="no_target",
    ),
    Case(
        "a customer's question",
        mail("How do I change my invoice address?", subject="Invoice 2026-118"),
        None,
        "",
        "",
        triage="no_target",
    ),
    Case(
        "a letter without an address",
        mail("Someone at your company sends me spam every day!"),
        "spam_email",
        "",
        "",
        triage="no_target",
    ),
)
