"""What services send that look for abuse: takedowns, feeds, copyright notices, spam."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

BLOCKLIST = """Hello Abuse-Team,

your Server/Customer with the IP: *192.0.2.7* (host7.acme.example) has attacked one of our servers/partners.
The attackers used the method/service: *imap* on: *Wed, 28 Oct 2026 13:45:00 +0100*.
The attack was reported to the system on: *Wed, 28 Oct 2026 13:59:24 +0100*

The IP has been automatically blocked for a period of time. For an IP to be blocked, it needs
to have made several failed logins (ssh, imap....), tried to log in for an "invalid user".

Please check the machine behind the IP 192.0.2.7 (host7.acme.example) and fix the problem.
You can see the logs online: https://lists.desk.example/en/logs.html?rid=123&ip=192.0.2.7
"""
NETCRAFT = """Dear Sir or Madam,

We have discovered a phishing attack located on your network:

hxxp://www.shop[.]example/login/ [192.0.2.7]

This attack targets our customer, Bank Ltd. (https://www.bank.example/).

Would it be possible to have the fraudulent content taken down as soon as possible?

Phone: +44(0)1225 000000

Desk
"""
ACNS = """Notice ID: 314620451
Notice Date: 2026-10-29T08:58:27Z

Dear Sir or Madam:

We are contacting you on behalf of Studio Pictures. The below IP address has been distributing video files
in which we own the copyright.

Evidentiary Information:
Protocol: BITTORRENT
Infringed Work: The Movie
Infringing FileName: The.Movie.2015.720p.BluRay.x264
Infringer's IP Address: 192.0.2.7
Infringer's Port: 35657
Initial Infringement Timestamp: 2026-10-28T12:45:00Z

<?xml version="1.0" encoding="UTF-8"?>
<Infringement xmlns="http://www.acns.net/ACNS">
 <Case><ID>314620451</ID></Case>
 <Service_Provider><Email>abuse@acme.example</Email></Service_Provider>
 <Source>
  <TimeStamp>2026-10-28T12:45:00Z</TimeStamp>
  <IP_Address>192.0.2.7</IP_Address>
  <Port>35657</Port>
  <Type>BitTorrent</Type>
 </Source>
</Infringement>
"""
ACNS_ONLY = """<?xml version="1.0" encoding="UTF-8"?>
<Infringement xmlns="http://www.acns.net/ACNS">
 <Complainant><Entity>Studio</Entity><Phone>+1 (310) 555 2747</Phone><Email>notices@rights.example</Email></Complainant>
 <Source>
  <TimeStamp>2026-10-28T12:45:00.00Z</TimeStamp>
  <IP_Address>192.0.2.7</IP_Address>
  <Port>35657</Port>
 </Source>
 <Content><Item><FileName>Movie.mkv</FileName></Item></Content>
</Infringement>
"""
SPAMCOP = """[ SpamCop V5 ]
This message is brief for your comfort.  Please use links below for details.

Email from 192.0.2.7 / Wed, 28 Oct 2026 12:45:00 -0000
https://www.spamcop.net/w3m?i=z123456z

[ Offending message ]
Return-Path: <offers@bulk.example>
Received: from mail.bulk.example (mail.bulk.example [192.0.2.7])
\tby mx.victim.example (Postfix) with ESMTP id 1234
\tfor <x>; Wed, 28 Oct 2026 12:45:00 +0000 (UTC)
From: "Offers" <offers@bulk.example>
Subject: Buy now
Date: Wed, 28 Oct 2026 12:44:00 +0000

Buy at http://www.bulk.example/ now.
"""
BLOCKS = """Hello,

We have identified hosts on your network that launch DDoS attacks. Please find below the list of IP addresses.

Offending IP addresses:

192.0.2.7
192.0.2.8

Sampled attack details:

attack_timestamp: 2026-10-28 12:45:43.000
attack_target: 198.51.100.20:3000
proxy_driver_ip: 192.0.2.8
proxy_driver_port: 47672
abused_proxy_ip: 198.51.100.20

attack_timestamp: 2026-10-28 12:51:07.000
attack_target: 198.51.100.21:80
proxy_driver_ip: 192.0.2.7
proxy_driver_port: 52422
abused_proxy_ip: 198.51.100.21
"""
WEB_REQUESTS = """You are receiving this e-mail in regard to abuse issues for the host at IP 192.0.2.7.

We are a security service and this e-mail is being sent on behalf of our customers.

Unwanted and or Abusive Web Requests:

Offending IP:  192.0.2.7

       - Issue: Client software detected as known botware.

       - Block Type: New Ban

       - Time: 2026-10-28 05:45:00-07:00

       - Targeted Range: 198.51.100.0/24

       - Targeted URL: http://*MUNGED*/robots.txt
"""
AGAIN = """Hello,

The phishing page at the address http://192.0.2.7/11/ seems back online.
Would you please take action against this fraudulent URL one more time ?

--
Anna
Tel : +33 8 10 00 00 00
http://www.desk.example/

Le 09/03/2015 11:38, abuse@acme.example a ecrit :
> When reporting unsolicited commercial/bulk email (UCE/UBE/spam),
> please forward the entire message. See http://www.acme.example/aup.php
"""
MALWARE_LINES = """The security team requests you to remove the following file from your servers.

IP:             192.0.2.7
URL:            http://malware.shop.example/
Tested on:      2026-10-28 13:45:00 +0100
Result:         MALWARE.URL.GEN

Have a look if we have found more malicious content on your domain:
https://www.desk.example/en/incidents-on-domain/malware.shop.example
"""
FLOOD = """Hello Network admin/Abuse desk,

We are sending you this email because this email address is listed as the abuse contact for
192.0.2.7. If you are not the correct contact, please update your abuse info.

192.0.2.7 has been attacking host(s) on our network details below.
We would like you to quarantine this host and mitigate the likely infection on this host/network.

2026-10-28T13:45  This IP was part of a HTTP ddos flood on www.shop.example ipv4: 198.51.100.114 ipv6: 2001:db8::114
"""
SPAMVERTISED = """SPAMMER: http://192.0.2.7/cl/105809_md/9/11283

 From - Wed Oct 28 13:46:25 2026
X-Account-Key: account17
Received: from 127.0.0.1
  by atlas.mail.example pod-id atlas with HTTP; Wed, 28 Oct 2026 12:45:00 +0000
Return-Path: <x@bulk.example>
X-Originating-Ip: [203.0.113.150]
Received-SPF: pass (domain of bulk.example designates 203.0.113.150 as permitted sender)
Authentication-Results: atlas.mail.example;
  spf=pass smtp.mailfrom=bulk.example;
Received: from 203.0.113.150 (EHLO out.bulk.example)
  by 10.196.198.206 with SMTPs; Wed, 28 Oct 2026 12:45:00 +0000
From: Tools <x@bulk.example>
Subject: Unlock
Date: Wed, 28 Oct 2026 12:44:00 +0000

Buy.
"""
CONTROL = """We have identified a malware botnet that is using resources on your network for its Command and Control
(C2) service. The applicable IP address and specific ports on your network are:

192.0.2.7 TCP/13 (Botnet/Malware Type: mirai, Last Seen: 2026-10-28T12:45:00Z)

Please see below the information about sampled attacks that this C2 issued:

Target: 198.51.100.178
Timestamp: 2026-10-28 08:05:00.000

Target: 198.51.100.76
Timestamp: 2026-10-27 21:00:00.000

VirusTotal Links: https://www.virustotal.com/gui/file/b0b1cb2d <https://www.virustotal.com/gui/file/b0b1>
"""
CERT = """Sehr geehrte Damen und Herren,

falls ein Portmapper-Dienst offen aus dem Internet erreichbar ist, kann er für DDoS-Angriffe missbraucht werden.
Der Zeitstempel (Zeitzone UTC) gibt an, wann der offene Dienst identifiziert wurde.

Format: ASN, IP, Timestamp (UTC), RPC response
"64500","192.0.2.7","2026-10-28 12:45:00","100000 2 111/udp; 100000 2 111/udp;"
"64500","192.0.2.8","2026-10-28 12:46:00","100000 2 111/udp"
"""
BOTS = """Bots on your network (times in UTC):

AS      | IP               | timestamp           | malware
64500   | 192.0.2.7        | 2026-10-28 12:45:00 | mirai
64500   | 192.0.2.8        | 2026-10-28 12:46:00 | mirai
"""
NETSCAN = """##########################################################################
#               Netscan detected from host       192.0.2.7 #
##########################################################################

time                protocol src_ip src_port          dest_ip dest_port
---------------------------------------------------------------------------
Wed Oct 28 13:45:00 2026 TCP       192.0.2.7 54321 =>   198.51.100.1 22
Wed Oct 28 13:45:02 2026 TCP       192.0.2.7 54323 =>   198.51.100.3 22
"""
PASSED_BY_HOSTER = """We received the following complaint about your service:

- start of the technical details -
Reported IP : 192.0.2.7
Category: Intrusion
Date of the facts : 2026-10-28 12:45:00 UTC
Evidence:
Oct 28 12:45:00 srv sshd[1]: Failed password for root from 192.0.2.7 port 50001 ssh2
"""

CASES = (
    Case(
        "a list of blocked addresses",
        mail(
            BLOCKLIST,
            subject="abuse report about 192.0.2.7 - Wed, 28 Oct 2026 13:45:00 +0100",
            headers="Auto-Submitted: auto-generated\n",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a takedown service",
        mail(NETCRAFT, subject="Issue 1: phishing attack at http://www.shop.example/login/"),
        "spoofing",
        "192.0.2.7 www.shop.example",
        "2026-10-29T09:00",
    ),
    Case(
        "a copyright notice with ACNS",
        mail(ACNS, subject="Notice of Claimed Infringement - Case ID 314620451"),
        "rights_infringement",
        "192.0.2.7:35657",
        AT,
    ),
    Case(
        "ACNS alone",
        mail(ACNS_ONLY, subject="Copyright infringement notice", sender="notices@rights.example"),
        "rights_infringement",
        "192.0.2.7:35657",
        AT,
    ),
    Case(
        "a spam reporting service",
        mail(SPAMCOP, subject="[SpamCop (192.0.2.7) id:7123]Buy now", sender="7123@reports.desk.example"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a list, and a record of each",
        mail(BLOCKS, subject="Abuse Notice - DDoS Attacks", date="Thu, 29 Oct 2026 00:26:30 +0000"),
        "denial_of_service",
        "192.0.2.7 | 192.0.2.8",
        f"2026-10-28T12:51:07 | {AT}:43",
    ),
    Case(
        "web requests",
        mail(WEB_REQUESTS, subject="Batched Abuse Report - Web and network attacks from IP 192.0.2.7"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a page that is back, through a list",
        mail(
            AGAIN,
            subject="Re: URGENT SUSPENSION REQUIRED - Fraudulent script at http://192.0.2.7/11/x.php",
            headers="In-Reply-To: <7@acme.example>\nPrecedence: list\nList-Id: <abuse.acme.example>\n",
        ),
        "spoofing",
        "192.0.2.7",
        "2026-10-29T09:00",
    ),
    Case(
        "lines that name a link, an address and its network",
        mail(
            "URL: http://blog.shop.example/log.php?cmd=x\nIP: 192.0.2.7\nNetwork: 192.0.2.0/24\n",
            subject="alert for 192.0.2.7",
            sender="hostalert@isitphishing.example",
        ),
        "spoofing",
        "192.0.2.7 blog.shop.example",
        "2026-10-29T09:00",
    ),
    Case("lines of a scanner", mail(MALWARE_LINES), "malware", "192.0.2.7 malware.shop.example", AT),
    Case(
        "attributes of XML",
        mail(
            '<notification_message asn="64512" date="2026-10-28">\n <list type="0">\n'
            '  <url_info url="http://shop.example/" ip="192.0.2.7" />\n </list>\n</notification_message>\n',
            subject="Safe Browsing Report (malware)",
        ),
        "malware",
        "192.0.2.7 shop.example",
        "2026-10-27T23:00",
        "2026-10-28T22:59:59",
    ),
    Case(
        "a mail that the list of a provider rewrote",
        mail(
            "Our logs show that malicious attempts were made from your network against machines in our domain."
            " Either your machine has been compromised, or we view it as an attempt to probe our network for a"
            " vulnerability. Oct 28 13:45:00 desk postfix/smtpd[6718]: warning: hostname x.example does not resolve to"
            " 192.0.2.7",
            subject="192.0.2.7: possible malicious activity from this host",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a flood on hosts that are named",
        mail(FLOOD, subject="Abuse report [192.0.2.7]"),
        "denial_of_service",
        "192.0.2.7",
        AT,
    ),
    Case("what a spam leads to", mail(SPAMVERTISED, subject="Unlock your tools"), "spam_email", "192.0.2.7", AT),
    Case("a botnet's control", mail(CONTROL, subject="Abuse Notice - Botnet C2"), "malware", "192.0.2.7", AT),
    Case(
        "a list of a CERT",
        mail(CERT, subject="Offene Portmapper-Dienste in AS64500"),
        "other",
        "192.0.2.7 | 192.0.2.8",
        f"{AT} | 2026-10-28T12:46",
    ),
    Case(
        "columns with bars",
        mail(BOTS, subject="Malware infected hosts"),
        "malware",
        "192.0.2.7 | 192.0.2.8",
        f"{AT} | 2026-10-28T12:46",
    ),
    Case("a scan that a hoster saw", mail(NETSCAN), "unauthorized_testing", "192.0.2.7", AT, f"{AT}:02"),
    Case("a log in the zone that a label names", mail(PASSED_BY_HOSTER), "unauthorized_testing", "192.0.2.7:50001", AT),
)
