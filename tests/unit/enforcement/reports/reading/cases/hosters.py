"""Forms and letters of hosters, providers and abuse desks, in several languages."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail, multipart

PROBED = "unauthorized_testing"
UTC_MAIL = "Thu, 29 Oct 2026 10:00:00 +0000"
SIGHT = "2026-10-29T09:00"

FORM = """Abuse report 88-1207

Abuse type:            Port scan
Offending IP:          192.0.2.7
Offending port:        50122
Date of incident:      2026-10-28
Time of incident:      12:45:00 UTC
Destination IP:        198.51.100.9
Destination port:      3389
Reporter phone:        +31 20 765 4321
"""
GERMAN = """Sehr geehrte Damen und Herren,

von einem Rechner in Ihrem Netz wurden unsere Systeme gescannt.

Betroffene IP:   192.0.2.7
Art:             Portscan
Zeitpunkt:       28.10.2026 13:45:00 (MEZ)
Ziel:            198.51.100.9, Port 22

Mit freundlichen Grüßen
Netzleitstelle, Tel. +49 30 7654321
"""
DUTCH = """Geachte heer, mevrouw,

Wij ontvingen ongewenste e-mail vanaf uw netwerk.

IP-adres: 192.0.2.7
Datum en tijd: 28-10-2026 13:45 (CET)
Soort misbruik: spam

Met vriendelijke groet,
de abusedesk
"""
FRENCH = """Bonjour,

Nous avons constaté une attaque par force brute depuis l'adresse IP 192.0.2.7 vers notre serveur 198.51.100.9
le 28/10/2026 à 13h45 (heure de Paris).

Merci de faire le nécessaire.
"""
ITALIAN = """Buongiorno,

dal vostro indirizzo IP 192.0.2.7 riceviamo tentativi di accesso SSH (brute force).
Data: 28/10/2026 13:45:00 +0100

Cordiali saluti
"""
SPANISH = """Estimados señores:

Se ha detectado un escaneo de puertos procedente de la IP 192.0.2.7 el día 28/10/2026 a las 13:45:00 (UTC+1).

Saludos
"""
POLISH = """Witam,

z adresu IP 192.0.2.7 wysyłany jest spam na nasz serwer 198.51.100.9.
Data: 2026-10-28 13:45:00 CET

Pozdrawiam
"""
PORTUGUESE = """Prezados,

Detectamos tentativas de login por força bruta a partir do IP 192.0.2.7 em 28/10/2026 09:45:00 (UTC-3).

Atenciosamente
"""
SWEDISH = """Hej,

från er IP-adress 192.0.2.7 kommer portscan mot vår server 198.51.100.9, 2026-10-28 13:45:00 CET.

Hälsningar
"""
CLOUD = """Dear Abuse Team,

Our security team received evidence of an outbound denial-of-service attack from a machine of yours.

 * Source: 192.0.2.7
 * Attack type: SYN flood
 * Destination(s): 198.51.100.9
 * First seen: 2026-10-28 12:45:00 UTC
 * Last seen: 2026-10-28 12:55:00 UTC
 * Report ID: 55012

Please reply within 24 hours.
"""
BEFORE_DATE = "At 12:45:00 UTC on 28 October 2026 the host 192.0.2.7 tried to log in to our SSH servers."
ORDINAL = (
    "On the 28th of October 2026 at approximately 12:45 UTC your server 192.0.2.7 began a port scan of our network."
)
EDT = "Brute force from 192.0.2.7 against our VPN: October 28, 2026 at 8:45 AM EDT."
JST = "SSH brute force from your server 192.0.2.7. 2026/10/28 21:45 JST"
INDIA = "Your IP 192.0.2.7 is scanning our ports. Seen 2026-10-28 18:15:00 IST."
CLOCK_FIRST = "Portscan from 192.0.2.7 at 13:45:00 28.10.2026 (UTC+01:00)"
RFC850 = "Scan by 192.0.2.7, Wednesday, 28-Oct-26 12:45:00 GMT"
SHORT_YEAR = "Ihre IP 192.0.2.7 hat am 28.10.26, 13:45 Uhr versucht, sich per SSH anzumelden (Loginversuche)."
ABOUT = "Am 28. Oktober 2026 gegen 13:45 Uhr kam von Ihrem Server 192.0.2.7 ein Portscan."
H_FR = "Spam reçu de votre serveur 192.0.2.7 le mercredi 28 octobre 2026 à 13 h 45. Merci d'agir."
ZONE_CITY = "Login attempts from 192.0.2.7, 2026-10-28 08:45:00 America/New_York, on our SSH server."
ZONE_WORDS = "Port scan by 192.0.2.7 on 28 October 2026, 07:45 Central Daylight Time."
EASTERN = "192.0.2.7 keeps guessing SSH passwords (brute force), e.g. Oct 28, 2026, 8:45:10 a.m. Eastern Time."
TODAY = "Your server 192.0.2.7 has been port scanning us, today at 09:30 CET."
YESTERDAY = "Our SSH was attacked by 192.0.2.7 yesterday at 13:45 CET (brute force)."
GESTERN = "Gestern um 13:45 Uhr hat Ihr Server 192.0.2.7 unsere Ports gescannt (Portscan)."
WHOIS_FIRST = """Hello,
you are listed as the contact of this network:

inetnum: 192.0.2.0 - 192.0.2.255
abuse-mailbox: abuse@acme.example
last-modified: 2024-03-01T08:00:00Z

A host in it, 192.0.2.7, sends spam. Example received 2026-10-28 12:45:00 UTC by 198.51.100.25.
"""
TABLE = """Dear provider, the following scans came from your network

| Source IP   | Source port | Destination IP | Destination port | Time (UTC)          |
|-------------|-------------|----------------|------------------|---------------------|
| 192.0.2.7   | 50122       | 198.51.100.9   | 22               | 2026-10-28 12:45:00 |
| 192.0.2.8   | 50123       | 198.51.100.9   | 23               | 2026-10-28 12:46:00 |
"""
HTML = """<html><body><p>Dear team,</p><p>a customer of yours attacks our <i>SSH</i> servers (brute force).</p>
<table border=1><tr><th>Attacker</th><th>Victim</th><th>When (UTC)</th></tr>
<tr><td>192.0.2.7</td><td>198.51.100.9</td><td>2026-10-28 12:45:00</td></tr></table></body></html>"""
BULLETED = """Please investigate the following security incident:

- what: infected with Mirai (botnet)
- who: 192.0.2.7
- when: 2026-10-28T13:45:00+01:00
- to whom: 203.0.113.60:4444
"""
TICKET = """[Ticket#2026102910000017] SSH attack

--- Please reply above this line ---

Created: 2026-10-29 08:12:00 UTC
Attacking IP: 192.0.2.7
Attack time: 2026-10-28 12:45:00 UTC
Attacked service: ssh (22/tcp) on 198.51.100.9
"""
LIST_TIMES = """Hi, these of yours hit our login page with stolen passwords (credential stuffing), UTC:

192.0.2.7    2026-10-28 12:45:00    311 attempts
192.0.2.19   2026-10-28 12:51:00    287 attempts
2001:db8::7  2026-10-28 12:53:00    12 attempts
"""
NET6 = "Spam from your network 2001:db8:0:40::/64, the last one 2026-10-28 12:45 UTC."
BRACKETED = "Port scan from [2001:db8::7]:50122 to [2001:db8:9::9]:22 at 2026-10-28 12:45:00 UTC."
TWO_OF_OURS = """Your customer 192.0.2.7 (port 50122) attacked our servers 198.51.100.9 (port 22) and 198.51.100.10 \
(port 22)
with SSH brute force on 2026-10-28 12:45:00 UTC.
"""
SIGNED = """Your host 192.0.2.7 runs a port scan, 2026-10-28 12:45 UTC.

--
Kim Vale | Network Security | Desk Ltd
+1 (310) 555 2747 | https://www.desk.example | 198.51.100.1
This message is confidential. VAT 0123.456.789
"""

CASES = (
    Case("a form with a label in each line", mail(FORM, date=UTC_MAIL), PROBED, "192.0.2.7:50122", AT),
    Case("a German form", mail(GERMAN), PROBED, "192.0.2.7", AT),
    Case("a Dutch form", mail(DUTCH), "spam_email", "192.0.2.7", AT),
    Case("a French letter and its hour", mail(FRENCH), PROBED, "192.0.2.7", AT),
    Case("an Italian letter", mail(ITALIAN), PROBED, "192.0.2.7", AT),
    Case("a Spanish letter", mail(SPANISH), PROBED, "192.0.2.7", AT),
    Case("a Polish letter", mail(POLISH), "spam_email", "192.0.2.7", AT),
    Case("a Portuguese letter", mail(PORTUGUESE, date="Thu, 29 Oct 2026 08:00:00 -0300"), PROBED, "192.0.2.7", AT),
    Case("a Swedish letter", mail(SWEDISH), PROBED, "192.0.2.7", AT),
    Case("a cloud's security team", mail(CLOUD), "denial_of_service", "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("the time before the day", mail(BEFORE_DATE), PROBED, "192.0.2.7", AT),
    Case("approximately", mail(ORDINAL), PROBED, "192.0.2.7", AT),
    Case("an American morning", mail(EDT), PROBED, "192.0.2.7", AT),
    Case("a Japanese evening", mail(JST), PROBED, "192.0.2.7", AT),
    Case("a zone that its mail decides", mail(INDIA, date="Thu, 29 Oct 2026 15:30:00 +0530"), PROBED, "192.0.2.7", AT),
    Case("the clock before the day", mail(CLOCK_FIRST), PROBED, "192.0.2.7", AT),
    Case("a weekday and a short year", mail(RFC850), PROBED, "192.0.2.7", AT),
    Case("a German short year", mail(SHORT_YEAR), PROBED, "192.0.2.7", AT),
    Case("about a time in German", mail(ABOUT), PROBED, "192.0.2.7", AT),
    Case("a French hour", mail(H_FR), "spam_email", "192.0.2.7", AT),
    Case("a zone named by a city", mail(ZONE_CITY), PROBED, "192.0.2.7", AT),
    Case("a zone in words", mail(ZONE_WORDS), PROBED, "192.0.2.7", AT),
    Case("Eastern Time", mail(EASTERN), PROBED, "192.0.2.7", "2026-10-28T12:45:10"),
    Case("today", mail(TODAY), PROBED, "192.0.2.7", "2026-10-29T08:30"),
    Case("yesterday", mail(YESTERDAY), PROBED, "192.0.2.7", AT),
    Case("yesterday in German", mail(GESTERN), PROBED, "192.0.2.7", AT),
    Case("the registry's answer first", mail(WHOIS_FIRST), "spam_email", "192.0.2.7", AT),
    Case("a drawn table", mail(TABLE), PROBED, "192.0.2.7:50122 | 192.0.2.8:50123", f"{AT} | 2026-10-28T12:46"),
    Case("an HTML table with headings above", mail(HTML, content_type="text/html"), PROBED, "192.0.2.7", AT),
    Case("what, who, when", mail(BULLETED), "malware", "192.0.2.7", AT),
    Case("a ticket's own date", mail(TICKET), PROBED, "192.0.2.7", AT),
    Case(
        "addresses, each with its time",
        mail(LIST_TIMES),
        PROBED,
        "192.0.2.7 | 192.0.2.19 | 2001:db8::7",
        f"{AT} | 2026-10-28T12:51 | 2026-10-28T12:53",
    ),
    Case("a network of IPv6", mail(NET6), "spam_email", "2001:db8:0:40::/64", AT),
    Case("IPv6 in brackets", mail(BRACKETED), PROBED, "2001:db8::7:50122", AT),
    Case("two victims", mail(TWO_OF_OURS), PROBED, "192.0.2.7:50122", AT),
    Case("a long signature", mail(SIGNED), PROBED, "192.0.2.7", AT),
    Case(
        "everything in the subject",
        mail("See the subject.", subject="SSH brute force from 192.0.2.7 at 2026-10-28 12:45 UTC"),
        PROBED,
        "192.0.2.7",
        AT,
    ),
    Case(
        "a letter as HTML alone",
        multipart(
            "Content-Type: text/html\n\n<p>Von Ihrer IP&nbsp;<b>192.0.2.7</b> kommen"
            "<br>Login&shy;versuche: 28.&nbsp;Oktober&nbsp;2026, 13:45&nbsp;Uhr</p>"
        ),
        PROBED,
        "192.0.2.7",
        AT,
    ),
)
