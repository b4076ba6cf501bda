"""Still more senders that nobody here had met when the reader was changed for the others."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

PROBED = "unauthorized_testing"
SCANS = """Automated notification: hosts in your AS sent traffic to our darknet (scan).

2026-10-28T12:45:00Z 192.0.2.7 -> tcp/23
2026-10-28T12:46:00Z 192.0.2.8 -> tcp/23
"""
OPFER = """Abuse-Meldung
IP-Adresse des Angreifers: 192.0.2.7
IP-Adresse des Opfers: 198.51.100.9
Dienst: SSH (Brute-Force)
Erster Versuch: 28.10.2026 13:45:00 MEZ
Letzter Versuch: 28.10.2026 13:55:00 MEZ
"""
REPORTED = "Phishing site reported by a customer of ours:\nhttps://paket.shop.example/zoll/\nResolves to 192.0.2.7\n"
QUERIES = "Client 192.0.2.7#53211 sends 20,000 queries per second (DDoS). 28-Oct-2026 12:45:00.123 UTC"
BOTH = "Your IPs 192.0.2.7 and 192.0.2.8 were seen port scanning 198.51.100.0/24 on 2026-10-28 at 12:45 UTC"
VPN = """Oct 28 14:45:00 vpn openvpn[1]: 192.0.2.7:40001 TLS Error: TLS handshake failed
Brute force against our VPN, clock: EET"""

CASES = (
    Case("hosts before an arrow", mail(SCANS), PROBED, "192.0.2.7 | 192.0.2.8", f"{AT} | 2026-10-28T12:46"),
    Case("attacker and victim in German", mail(OPFER), PROBED, "192.0.2.7", AT, "2026-10-28T12:55"),
    Case("a site that a customer told of", mail(REPORTED), "spoofing", "192.0.2.7 paket.shop.example",
         "2026-10-29T09:00"),
    Case("a name server's log", mail(QUERIES), "denial_of_service", "192.0.2.7:53211", "2026-10-28T12:45:00.123"),
    Case("two that acted together", mail(BOTH), PROBED, "192.0.2.7 | 192.0.2.8", f"{AT} | {AT}"),
    Case("a clock's zone", mail(VPN), PROBED, "192.0.2.7:40001", AT),
    Case("a French client", mail("Un de vos clients (IP : 192.0.2.7) scanne nos ports depuis le 28/10/2026 12:45 UTC."),
         PROBED, "192.0.2.7", AT),
    Case("a spam bot", mail("192.0.2.7 is infected with a spam bot, connecting to our sinkhole. 2026-10-28 12:45 UTC"),
         "malware", "192.0.2.7", AT),
)  # fmt: skip
