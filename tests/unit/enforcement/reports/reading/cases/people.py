"""What people write, in several languages."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail, multipart

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
PASSED_ON = """Content-Type: message/rfc822

Received: from [10.0.0.2] (unknown [203.0.113.5]) by mail.desk.example; Wed, 28 Oct 2026 14:00:00 +0100
From: Anna <anna@desk.example>
To: abuse@acme.example
Subject: IP 192.0.2.7
Date: Wed, 28 Oct 2026 14:00:00 +0100

Dall'IP 192.0.2.7 parte SPAM dal 28 ottobre 2026, 13:45."""

CASES = (
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
        "a zone for all times",
        mail("All times are UTC.\n\n2026-10-28 12:45:00 SSH login attempts from 192.0.2.7"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a zone for all times, without a verb",
        mail("2026-10-28 12:45:00 SSH login attempts from 192.0.2.7\n\nAll times UTC."),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
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
        "a list, and one time for all",
        mail("On 2026-10-28 12:45 UTC the following hosts tried to log in here by SSH:\n\n192.0.2.7\n192.0.2.8\n"),
        "unauthorized_testing",
        "192.0.2.7 | 192.0.2.8",
        f"{AT} | {AT}",
    ),
    Case(
        "a report that was passed on",
        multipart("Content-Type: text/plain\n\nMessaggio in allegato.", PASSED_ON, subject="Fwd: IP 192.0.2.7"),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
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
        "attacked by",
        mail("We were attacked by 192.0.2.7 on 2026-10-28 12:45 UTC (SSH brute force)"),
        "unauthorized_testing",
        "192.0.2.7",
        AT,
    ),
    Case(
        "a page under an address",
        mail(
            "Unter der Adresse https://www.shop.example/login.html wird eine Phishing-Seite betrieben. "
            "Die IP-Adresse lautet 192.0.2.7."
        ),
        "spoofing",
        "192.0.2.7 www.shop.example",
        "2026-10-29T09:00",
    ),
    Case(
        "calls to one's own number",
        mail(
            "Ich werde von der Nummer +49 30 1234567 mit Werbeanrufen belästigt, am 28.10.2026 um "
            "13:45 Uhr. Meine Nummer ist +49 171 7654321."
        ),
        "spam_calls",
        "+49301234567",
        AT,
    ),
    Case(
        "files of two hosts",
        mail(
            "Infringing URLs:\nhttps://files.shop.example/a.mp3\nhttps://dl.other.example/c.mp3\n",
            subject="Copyright complaint",
        ),
        "rights_infringement",
        "files.shop.example | dl.other.example",
        "2026-10-29T09:00 | 2026-10-29T09:00",
    ),
    Case(
        "between two times",
        mail("Host 192.0.2.7 sent a UDP flood (DDoS) to us between 2026-10-28 12:45 UTC and 2026-10-28 12:55 UTC."),
        "denial_of_service",
        "192.0.2.7",
        AT,
        "2026-10-28T12:55",
    ),
    Case(
        "a link and its address in each line",
        mail("Phishing:\n\nhttp://a.shop.example/x 192.0.2.7\nhttp://b.other.example/y 192.0.2.8\n"),
        "spoofing",
        "192.0.2.7 | 192.0.2.8",
        "2026-10-29T09:00 | 2026-10-29T09:00",
    ),
    Case(
        "I am reporting",
        mail(
            "I am reporting spam from 192.0.2.7 that came 2026-10-28 12:45 UTC. Report created on: 2026-10-29 08:00 UTC"
        ),
        "spam_email",
        "192.0.2.7",
        AT,
    ),
)
