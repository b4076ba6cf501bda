"""Reports in plain words of many kinds of senders, and what is right of each: category, targets, times, triage."""

from dataclasses import dataclass

from tests.unit.enforcement.reports.reading.mails import mail, multipart


@dataclass(frozen=True)
class Case:
    """A mail and what is to be read out of it; instants in UTC without seconds where they are zero."""

    name: str
    raw: bytes
    category: str | None = None
    targets: str = ""
    started: str = ""
    ended: str = ""
    triage: str = ""


AT = "2026-10-28T12:45"
FAIL2BAN = """Hi,

The IP 192.0.2.7 has just been banned by Fail2Ban after
5 attempts against sshd.

Here is more information about 192.0.2.7 :

inetnum:        192.0.2.0 - 192.0.2.255
netname:        ACME-NET
created:        2009-04-01T08:00:00Z
last-modified:  2019-04-01T08:00:00Z
source:         RIPE

Lines containing failures of 192.0.2.7 (max 1000)
Oct 28 13:45:00 www sshd[4711]: Failed password for root from 192.0.2.7 port 50122 ssh2
Oct 28 13:45:07 www sshd[4711]: Failed password for root from 192.0.2.7 port 50122 ssh2
Oct 28 13:46:00 www sshd[4713]: Invalid user admin from 192.0.2.7 port 50240

Regards,

Fail2Ban
"""
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
FORWARDED = """Hello, I got this spam today. Please stop it.

---------- Forwarded message ---------
> Received: from store.desk.example (store.desk.example [198.51.100.3])
>  by imap.desk.example with LMTP; Wed, 28 Oct 2026 13:45:03 +0100
> Received: from out.bulk.example (out.bulk.example [192.0.2.7])
>  by mx.desk.example (Postfix) with ESMTPS id 77; Wed, 28 Oct 2026 13:45:00 +0100
> Received: from [10.0.0.5] (unknown [203.0.113.99]) by out.bulk.example; Wed, 28 Oct 2026 13:44:59 +0100
> From: Offers <offers@bulk.example>
> To: me@desk.example
> Subject: Best offers
> Date: Wed, 28 Oct 2026 13:44:00 +0100
>
> Buy!
"""
ATTACHED_SPAM = """Content-Type: message/rfc822

Received: from out.bulk.example (out.bulk.example [192.0.2.7])
 by mx.desk.example (Postfix) with ESMTPS id 77; Wed, 28 Oct 2026 13:45:00 +0100
From: Offers <offers@bulk.example>
To: me@desk.example
Subject: Best offers
Date: Wed, 28 Oct 2026 13:44:00 +0100

Buy!"""
FIREWALL = """We see port scans from your network. Logs (UTC):

2026-10-28T12:45:00Z fw1 kernel: DROP IN=eth0 SRC=192.0.2.7 DST=198.51.100.9 PROTO=TCP SPT=50122 DPT=22
2026-10-28T12:45:02Z fw1 kernel: DROP IN=eth0 SRC=192.0.2.7 DST=198.51.100.10 PROTO=TCP SPT=50123 DPT=23
"""
APACHE = """Attacks against our web site www.desk.example

192.0.2.7 - - [28/Oct/2026:13:45:00 +0100] "GET /wp-login.php HTTP/1.1" 404 162 "-" "Mozilla/5.0 Chrome/120.0.0.0"
192.0.2.7 - - [28/Oct/2026:13:47:30 +0100] "POST /xmlrpc.php HTTP/1.1" 404 162 "-" "Mozilla/5.0 Chrome/120.0.0.0"
"""
XARF_02 = """---
Reported-From: autogenerated@desk.example
Category: abuse
Report-Type: login-attack
Service: ssh
Version: 0.2
User-Agent: Script V0.2
Date: Wed, 28 Oct 2026 13:45:00 +0100
Source-Type: ip-address
Source: 192.0.2.7
Port: 22
Report-ID: 123@desk.example
Schema-URL: http://www.x-arf.org/schema/abuse_login-attack_0.1.2.json
Attachment: text/plain
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
NETFLOW = """Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port   Packets
2026-10-28T12:45:00+00:00     0.000 UDP     192.0.2.7:62712 ->    198.51.100.32:29750     4096
2026-10-28T12:45:02+00:00     0.000 UDP     192.0.2.7:62712 ->    198.51.100.32:29750     4096
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
PASSED_ON = """Content-Type: message/rfc822

Received: from [10.0.0.2] (unknown [203.0.113.5]) by mail.desk.example; Wed, 28 Oct 2026 14:00:00 +0100
From: Anna <anna@desk.example>
To: abuse@acme.example
Subject: IP 192.0.2.7
Date: Wed, 28 Oct 2026 14:00:00 +0100

Dall'IP 192.0.2.7 parte SPAM dal 28 ottobre 2026, 13:45."""
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

CASES = (
    Case(
        "fail2ban",
        mail(FAIL2BAN, subject="[Fail2Ban] sshd: banned 192.0.2.7 from www.desk.example"),
        "unauthorized_testing",
        "192.0.2.7:50122",
        AT,
        "2026-10-28T12:46",
    ),
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
        "spam forwarded inline",
        mail(FORWARDED, subject="Fwd: Best offers", sender="Me <me@desk.example>"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case(
        "spam attached",
        multipart("Content-Type: text/plain\n\nThis is spam.", ATTACHED_SPAM, subject="spam"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case(
        "spam attached without a word",
        multipart(ATTACHED_SPAM, subject="Fwd: Best offers"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case("a firewall", mail(FIREWALL), "unauthorized_testing", "192.0.2.7:50122", AT, "2026-10-28T12:45:02"),
    Case("a web server's log", mail(APACHE), "unauthorized_testing", "192.0.2.7", AT, "2026-10-28T12:47:30"),
    Case(
        "a German sentence",
        mail("Ihr Server 192.0.2.7 greift seit 28.10.2026, 13:45 Uhr MEZ unsere Systeme per Brute-Force an."),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a French sentence",
        mail(
            "Bonjour, votre serveur 192.0.2.7 nous envoie des courriels indésirables depuis le 28 octobre 2026 à 13:45."
        ),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a Dutch sentence",
        mail(
            "Vanaf uw IP-adres 192.0.2.7 zijn op 28 oktober 2026 om 13:45 inlogpogingen gedaan op onze "
            "server 198.51.100.9.",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a Spanish sentence",
        mail(
            "Desde su dirección IP 192.0.2.7 se realizaron intentos de acceso el 28 de octubre de "
            "2026, 13:45 contra 198.51.100.9.",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a time of day alone",
        mail("Your server 192.0.2.7 is sending us spam since 9:30 UTC.", date="Thu, 29 Oct 2026 12:00:00 +0100"),
        "spam_email",
        "192.0.2.7",
        "2026-10-29T09:30",
    ),
    Case(
        "a day alone",
        mail("Your server 192.0.2.7 sent us spam on 28 October 2026."),
        "spam_email",
        "192.0.2.7",
        "2026-10-27T23:00",
        "2026-10-28T22:59:59",
    ),
    Case(
        "labels in lines",
        mail("Attacker: 192.0.2.7\nVictim: 198.51.100.9\nDate: 2026-10-28 12:45:00 UTC\nType: ddos\n", subject="DDoS"),
        "denial_of_service",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a zone for all times",
        mail("All times are UTC.\n\n2026-10-28 12:45:00 SSH login attempts from 192.0.2.7"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "first and last seen",
        mail(
            "Source IP: 192.0.2.7\nFirst seen: 2026-10-28 12:45:00 UTC\nLast seen: 2026-10-28 13:45:00 "
            "UTC\nActivity: port scan",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
        "2026-10-28T13:45",
    ),
    Case(
        "IPv6",
        mail("Login attempts from 2001:db8::7 port 4022 at 2026-10-28 12:45:00Z"),
        "unauthorized_testing",
        "2001:db8::7:4022",
        AT,
    ),
    Case(
        "an address that IPv6 wraps",
        mail("Login attempts from ::ffff:192.0.2.7 at 2026-10-28 12:45:00Z"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "defanged",
        mail("Malware is hosted on hxxps://cdn[.]shop[.]example/x.exe (192[.]0[.]2[.]7), seen 2026-10-28 12:45 UTC"),
        "malware",
        "192.0.2.7 cdn.shop.example",
        AT,
    ),
    Case(
        "a link alone",
        mail("Please take down this phishing page:\n\nhttps://shop.example/login.php\n\nThanks"),
        "spoofing",
        "shop.example",
        "2026-10-29T09:00",
    ),
    Case(
        "links of one domain",
        mail("Phishing:\nhttp://www.shop.example/a\nhttp://shop.example/b\n"),
        "spoofing",
        "www.shop.example",
        "2026-10-29T09:00",
    ),
    Case(
        "a brand",
        mail(
            "Our client's official website: https://www.bank.example/\nPhishing URL: https://bank.shop.example/login\n"
        ),
        "spoofing",
        "bank.shop.example",
        "2026-10-29T09:00",
    ),
    Case(
        "tcpdump",
        mail("UDP flood:\n2026-10-28 12:45:00.000001 UTC IP 192.0.2.7.5353 > 198.51.100.9.53: UDP, length 512"),
        "denial_of_service",
        "192.0.2.7:5353",
        f"{AT}:00.000001",
    ),
    Case(
        "epoch",
        mail('{"src": "192.0.2.7", "ts": 1793191500, "msg": "ssh brute force"}'),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a call",
        mail("We got a spam call from +31 20 123 4567 on 2026-10-28 12:45 UTC to our number +31 10 765 4321."),
        "spam_calls",
        "+31201234567",
        AT,
    ),
    Case(
        "two hosts, each on its own line",
        mail("SSH attacks from your network:\n192.0.2.7 2026-10-28 12:45:00 UTC\n192.0.2.8 2026-10-28 12:46:00 UTC\n"),
        "unauthorized_testing",
        "192.0.2.7 | 192.0.2.8",
        f"{AT} | 2026-10-28T12:46",
    ),
    Case(
        "lines of before",
        multipart("Content-Type: text/plain\n\nHello", f'Content-Type: text/plain; name="report.txt"\n\n{XARF_02}'),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "an open service",
        mail("Open DNS resolver on 192.0.2.7, port 53, timestamp: 2026-10-28 12:45:00 UTC"),
        "other",
        "192.0.2.7:53",
        AT,
    ),
    Case(
        "a postfix log",
        mail("Oct 28 13:45:00 mx postfix/smtpd[1]: warning: unknown[192.0.2.7]: SASL LOGIN authentication failed"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a dovecot log",
        mail(
            "Oct 28 13:45:00 mx dovecot: imap-login: Disconnected (auth failed, 3 attempts): user=<x>, "
            "rip=192.0.2.7, lip=198.51.100.9",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "an HTML table",
        mail(
            "<table><tr><td>Source IP</td><td>192.0.2.7</td></tr><tr><td>Time</td><td>2026-10-28 12:45:00 UTC</td></tr>"
            "<tr><td>Type</td><td>Port scan</td></tr></table>",
            content_type="text/html",
        ),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a network",
        mail("Spam is sent from 192.0.2.0/24, last on 2026-10-28 12:45 UTC"),
        "spam_email",
        "192.0.2.0/24",
        AT,
    ),
    Case(
        "an address in its network",
        mail("Spam from 192.0.2.7 (in 192.0.2.0/24) on 2026-10-28 12:45 UTC"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case(
        "the American order",
        mail("Attack from 192.0.2.7, 10/28/2026 8:45:00 AM EDT, brute force"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "the year before",
        mail(
            "Jan  2 13:45:00 h sshd[1]: Failed password for root from 192.0.2.7", date="Sat, 2 Jan 2027 15:00:00 +0100"
        ),
        "unauthorized_testing",
        "192.0.2.7",
        "2027-01-02T12:45",
    ),
    Case(
        "the end of the year",
        mail(
            "Dec 31 23:45:00 h sshd[1]: Failed password for root from 192.0.2.7", date="Fri, 1 Jan 2027 15:00:00 +0000"
        ),
        "unauthorized_testing",
        "192.0.2.7",
        "2026-12-31T23:45",
    ),
    Case(
        "ongoing",
        mail("192.0.2.7 is currently flooding us. UDP flood!"),
        "denial_of_service",
        "192.0.2.7",
        "2026-10-29T09:00",
    ),
    Case(
        "a list, and a record of each",
        mail(BLOCKS, subject="Abuse Notice - DDoS Attacks", date="Thu, 29 Oct 2026 00:26:30 +0000"),
        "denial_of_service",
        "192.0.2.7 | 192.0.2.8",
        f"2026-10-28T12:51:07 | {AT}:43",
    ),
    Case(
        "a list, and one time for all",
        mail("On 2026-10-28 12:45 UTC the following hosts tried to log in here by SSH:\n\n192.0.2.7\n192.0.2.8\n"),
        "unauthorized_testing",
        "192.0.2.7 | 192.0.2.8",
        f"{AT} | {AT}",
    ),
    Case(
        "flows in a file",
        multipart(
            "Content-Type: text/html\n\nSuspicious actions from your IP address <b>192.0.2.7</b> at 2026-10-28 12:45:00"
            " on our client <b>198.51.100.32</b>.<br>We suspect this is DDoS. Dates are in UTC format.",
            f'Content-Type: text/plain; name="a.txt"\nContent-Disposition: attachment\n\n{NETFLOW}',
            subject="Your IP 192.0.2.7 has been registered as an attack source (2026-10-28 12:45:00)",
        ),
        "denial_of_service",
        "192.0.2.7:62712",
        AT,
        f"{AT}:02",
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
    Case(
        "a report that was passed on",
        multipart("Content-Type: text/plain\n\nMessaggio in allegato.", PASSED_ON, subject="Fwd: IP 192.0.2.7"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
    Case("lines of a scanner", mail(MALWARE_LINES), "malware", "192.0.2.7 malware.shop.example", AT),
    Case(
        "a heading above each line of HTML",
        mail(
            "<h3>Abuse Type</h3><p>dmca-violation</p><h3>Source Ip Address</h3><p>192.0.2.7</p>",
            content_type="text/html",
        ),
        "rights_infringement",
        "192.0.2.7",
        "2026-10-29T09:00",
    ),
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
        "attacked by",
        mail("We were attacked by 192.0.2.7 on 2026-10-28 12:45 UTC (SSH brute force)"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    # What goes to a person
    Case("nothing", mail("Please stop."), triage="no_target"),
    Case(
        "two addresses",
        mail("There is a brute force attack: 192.0.2.7, 198.51.100.9, 2026-10-28 12:45 UTC"),
        "unauthorized_testing",
        "192.0.2.7 198.51.100.9",
        AT,
        triage="several_targets",
    ),
    Case(
        "the reporter's own",
        mail("We were scanned. Our server 198.51.100.9 was hit on 2026-10-28 12:45 UTC"),
        "unauthorized_testing",
        "198.51.100.9",
        AT,
        triage="not_the_source",
    ),
    Case(
        "the reporter's relay",
        mail(
            "Brute force: 198.51.100.3, 2026-10-28 12:45 UTC",
            headers="Received: from mx.desk.example ([198.51.100.3]) by mx.acme; Thu, 29 Oct 2026 10:00:01 +0100\n",
        ),
        "unauthorized_testing",
        "198.51.100.3",
        AT,
        triage="not_the_source",
    ),
    Case(
        "a private address",
        mail("SSH attack from 10.0.0.7 on 2026-10-28 12:45 UTC"),
        "unauthorized_testing",
        "10.0.0.7",
        AT,
        triage="private_target",
    ),
    Case(
        "no time",
        mail("Your server 192.0.2.7 attacked us by brute force."),
        "unauthorized_testing",
        "192.0.2.7",
        triage="no_time",
    ),
    Case(
        "an order of day and month that could be either",
        mail("Brute force from 192.0.2.7 on 03/04/2026 12:45 UTC"),
        "unauthorized_testing",
        "192.0.2.7",
        "2026-04-03T12:45",
        triage="time_in_doubt",
    ),
    Case(
        "no zone anywhere",
        mail("Brute force from 192.0.2.7 on 2026-10-28 12:45", date=None),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
        triage="time_in_doubt",
    ),
    Case(
        "a time after the mail",
        mail("Brute force from 192.0.2.7 on 2026-12-28 12:45 UTC"),
        "unauthorized_testing",
        "192.0.2.7",
        "2026-12-28T12:45",
        triage="time_in_doubt",
    ),
    Case(
        "no conduct",
        mail("Something is odd with 192.0.2.7 on 2026-10-28 12:45 UTC"),
        None,
        "192.0.2.7",
        AT,
        triage="no_category",
    ),
    Case(
        "nothing but a signature's numbers",
        mail("Spam calls all day!\n\nPhone: +44 1225 000000"),
        "spam_calls",
        "",
        triage="no_target",
    ),
)
