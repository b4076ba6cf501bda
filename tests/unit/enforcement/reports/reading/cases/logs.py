"""Logs as machines write them, each in the form of another program."""

from tests.unit.enforcement.reports.reading.cases.case import AT, Case
from tests.unit.enforcement.reports.reading.mails import mail

PROBED = "unauthorized_testing"
SECOND = "2026-10-28T12:45:20"

BANNED = """Hi,

The IP 192.0.2.7 has just been banned by Fail2Ban after 6 attempts against sshd.

Here is more information about 192.0.2.7 :

inetnum:        192.0.2.0 - 192.0.2.255
netname:        ACME-NET
created:        2019-03-01T09:12:44Z
last-modified:  2025-11-30T10:00:00Z
source:         EXAMPLE

Lines containing failures of 192.0.2.7 (max 50)

2026-10-28T13:45:00.124817+01:00 gate sshd[811]: Invalid user oracle from 192.0.2.7 port 40112
2026-10-28T13:45:20.003312+01:00 gate sshd[811]: Disconnected from invalid user oracle 192.0.2.7 port 40112 [preauth]

Regards,

Fail2Ban
"""
WINDOWS = """An account failed to log on.

Logged:                  2026-10-28T12:45:00.4710000Z
Account For Which Logon Failed:
        Account Name:            ADMINISTRATOR
Network Information:
        Workstation Name:        -
        Source Network Address:  192.0.2.7
        Source Port:             50122

Brute force on RDP (3389), 211 failures like this one. Our host is 198.51.100.9.
"""
ASA = """We block port scans from your range. Log of our firewall, clock in UTC:

Oct 28 2026 12:45:00: %ASA-4-106023: Deny tcp src outside:192.0.2.7/50122 dst inside:198.51.100.9/22 by access-group
Oct 28 2026 12:45:20: %ASA-4-106023: Deny tcp src outside:192.0.2.7/50123 dst inside:198.51.100.9/23 by access-group
"""
ROUTER = """Port scan, see the log (UTC):

oct/28/2026 12:45:00 firewall,info drop input: in:ether1 out:(none), proto TCP (SYN), 192.0.2.7:50122->198.51.100.9:23
oct/28/2026 12:45:20 firewall,info drop input: in:ether1 out:(none), proto TCP (SYN), 192.0.2.7:50122->198.51.100.9:22
"""
EVE = """Alert of our sensor:

{"timestamp":"2026-10-28T12:45:00.120031+0000","flow_id":88,"event_type":"alert","src_ip":"192.0.2.7",
"src_port":50122,"dest_ip":"198.51.100.9","dest_port":22,"proto":"TCP",
"alert":{"signature":"SCAN Potential SSH Scan","category":"Attempted Information Leak"}}
"""
FAST = """Intrusion attempts were seen (times UTC):

10/28-12:45:00.120031  [**] [1:2001219:20] SCAN Potential SSH Scan [**] [Priority: 2] {TCP} \
192.0.2.7:50122 -> 198.51.100.9:22
"""
FLOWS = """UDP flood against our customer, sampled flows, UTC:

Date first seen          Duration Proto      Src IP Addr:Port          Dst IP Addr:Port   Packets    Bytes
2026-10-28 12:45:00.000     1.000 UDP         192.0.2.7:53     ->     198.51.100.9:4444    120000    180 M
2026-10-28 12:45:20.000     1.000 UDP         192.0.2.7:53     ->     198.51.100.9:4444    118000    177 M
"""
VPC = """SSH scan of our cloud hosts. Flow log (version, account, interface, srcaddr, dstaddr, srcport, dstport, ...):

2 123456789010 eni-1235b8ca 192.0.2.7 198.51.100.9 50122 22 6 20 4249 1793191500 1793191520 REJECT OK
"""
APACHE = """Somebody at your end looks for holes in our site (vulnerability scan).

[Wed Oct 28 12:45:00.123456 2026] [authz_core:error] [pid 1] [client 192.0.2.7:50122] AH01630: client denied by \
server configuration: /srv/www/.env
(UTC)
"""
PHONES = """[2026-10-28 12:45:00] NOTICE[2211] chan_sip.c: Registration from '"100" <sip:100@198.51.100.9>' failed for \
'192.0.2.7:5071' - Wrong password
[2026-10-28 12:45:20] NOTICE[2211] chan_sip.c: Registration from '"101" <sip:101@198.51.100.9>' failed for \
'192.0.2.7:5071' - Wrong password

Login attempts on our telephone system, times in UTC.
"""
FTP = """FTP brute force:

Wed Oct 28 12:45:00 2026 [pid 2] [admin] FAIL LOGIN: Client "::ffff:192.0.2.7"
Wed Oct 28 12:45:20 2026 [pid 2] [root] FAIL LOGIN: Client "::ffff:192.0.2.7"

Server time is GMT.
"""
EXIM = """2026-10-28 12:45:00 login authenticator failed for (ADMIN) [192.0.2.7]:50122 I=[198.51.100.9]:25: 535 \
Incorrect \
authentication data (set_id=info@desk.example)
2026-10-28 12:45:20 login authenticator failed for (ADMIN) [192.0.2.7]:50140 I=[198.51.100.9]:25: 535 Incorrect \
authentication data (set_id=info@desk.example)

Timezone of the log: UTC. Brute force.
"""
COWRIE = """Honeypot hit.

{"eventid": "cowrie.login.failed", "username": "root", "password": "1234", "sensor": "hp-2",
 "timestamp": "2026-10-28T12:45:00.000000Z", "src_ip": "192.0.2.7", "session": "ab12"}
"""
PLUGIN = """A lockdown event has occurred due to too many failed login attempts or an invalid username:

Username: admin
IP Address: 192.0.2.7
Website: https://www.desk.example
Time: October 28, 2026 12:45 pm UTC

Please look into it.
"""
BERLIN = """Login attempts by SSH. All times are in Europe/Berlin.

2026-10-28 13:45:00 sshd: Failed password for root from 192.0.2.7 port 50122 ssh2
"""
JOURNAL = """Okt 28 13:45:00 tor sshd[99]: Failed password for invalid user test from 192.0.2.7 port 50122 ssh2
Okt 28 13:45:20 tor sshd[99]: Failed password for invalid user test from 192.0.2.7 port 50122 ssh2
"""
IPTABLES = """Portscan.

[2026-10-28T13:45:00+0100] kernel: DROP IN=eth0 OUT= MAC=02:00:00:00:00:01:02:00:00:00:00:02:08:00 SRC=192.0.2.7 \
DST=198.51.100.9 LEN=40 TTL=240 ID=54321 PROTO=TCP SPT=50122 DPT=23 WINDOW=65535 SYN
"""
DUMP6 = """Flood of UDP packets (UTC):

2026-10-28 12:45:00.000000 IP6 2001:db8::7.50122 > 2001:db8:9::9.53: UDP, length 1400
2026-10-28 12:45:20.000000 IP6 2001:db8::7.50122 > 2001:db8:9::9.53: UDP, length 1400
"""
SIX = """Brute force by IPv6.

2026-10-28T12:45:00Z sshd[7]: Failed password for root from 2001:DB8:0:0::7 port 50122 ssh2
"""
FILTER = """port scan; filterlog in UTC
Oct 28 12:45:00 fw filterlog[9]: 5,,,1000000103,igb0,match,block,in,4,0x0,,240,54321,0,none,6,tcp,40,192.0.2.7,\
198.51.100.9,50122,23,0,S,1,,1024,,
"""
PROXY = """Your machine tries stolen passwords at our shop (credential stuffing).
Oct 28 12:45:00 lb haproxy[5]: 192.0.2.7:50122 [28/Oct/2026:12:45:00.120] www~ shop/s1 0/0/1/9/10 401 212 - - ---- \
"POST /login HTTP/1.1"
Log in UTC.
"""
ACCESS = """Hello, this client requests wp-login.php of us without end, a brute force:
192.0.2.7 - - [28/Oct/2026:14:45:00 +0200] "POST /wp-login.php HTTP/1.1" 200 1234 "-" "Mozilla/5.0"
192.0.2.7 - - [28/Oct/2026:14:45:20 +0200] "POST /wp-login.php HTTP/1.1" 200 1234 "-" "Mozilla/5.0"
"""
CRAWL = """Aggressive crawler, 90 requests a second, ignores robots.txt, please throttle it.
2001:db8::7 - - [28/Oct/2026:12:45:00 +0000] "GET /item/1 HTTP/2.0" 200 512 "-" "GreedyBot/1.0"
2001:db8::7 - - [28/Oct/2026:12:45:20 +0000] "GET /item/2 HTTP/2.0" 200 512 "-" "GreedyBot/1.0"
"""
KEYS = """time=2026-10-28T12:45:00Z action=deny reason="ssh login failed" attacker=192.0.2.7 victim=198.51.100.9 port=22
time=2026-10-28T12:45:20Z action=deny reason="ssh login failed" attacker=192.0.2.7 victim=198.51.100.9 port=22
"""
MILLIS = """SSH login attempts, source 192.0.2.7, epoch 1793191500123 (milliseconds), destination 198.51.100.9."""
WAF = """ModSecurity: Access denied with code 403 (phase 2). [msg "SQL Injection Attack"] [hostname \
"www.desk.example"] \
[uri "/item"] [client 192.0.2.7] [unique_id "x"] at 28/Oct/2026 12:45:00 UTC
"""
POSTFIX = """SASL brute force against our mail server, log in CET:
Oct 28 13:45:00 mx postfix/smtpd[31]: warning: host7.acme.example[192.0.2.7]: SASL LOGIN authentication failed: \
UGFzc3dvcmQ6
Oct 28 13:45:20 mx postfix/smtpd[31]: warning: host7.acme.example[192.0.2.7]: SASL LOGIN authentication failed: \
UGFzc3dvcmQ6
"""
TWELVE = """Failed logins on our NAS.
10/28/2026 12:45:00 PM (UTC)  User [admin] from [192.0.2.7] failed to log in via [DSM] due to authorization failure.
"""
DOTTED = """Portscan protokolliert, Zeit in UTC:
28.10.26 12:45:00  TCP  192.0.2.7:50122  ->  198.51.100.9:22
"""

CASES = (
    Case(
        "a ban with the registry's answer",
        mail(BANNED),
        PROBED,
        "192.0.2.7:40112",
        "2026-10-28T12:45:00.124817",
        "2026-10-28T12:45:20.003312",
    ),
    Case("an event of Windows", mail(WINDOWS), PROBED, "192.0.2.7:50122", "2026-10-28T12:45:00.471"),
    Case("a firewall's zones", mail(ASA), PROBED, "192.0.2.7:50122", AT, SECOND),
    Case("a router", mail(ROUTER), PROBED, "192.0.2.7:50122", AT, SECOND),
    Case("an alert in JSON", mail(EVE), PROBED, "192.0.2.7:50122", "2026-10-28T12:45:00.120031"),
    Case("a day before the month, without a year", mail(FAST), PROBED, "192.0.2.7:50122", "2026-10-28T12:45:00.120031"),
    Case("flows in a table", mail(FLOWS), "denial_of_service", "192.0.2.7:53", AT, SECOND),
    Case("flows of a cloud", mail(VPC), PROBED, "192.0.2.7:50122", AT, SECOND),
    Case("an error in a web server's brackets", mail(APACHE), PROBED, "192.0.2.7:50122", "2026-10-28T12:45:00.123456"),
    Case("a telephone server's notices", mail(PHONES), PROBED, "192.0.2.7:5071", AT, SECOND),
    Case("a file server", mail(FTP), PROBED, "192.0.2.7", AT, SECOND),
    Case("a mail server's authenticator", mail(EXIM), PROBED, "192.0.2.7:50122", AT, SECOND),
    Case("a honeypot's line", mail(COWRIE), PROBED, "192.0.2.7", AT),
    Case("a plugin of a site", mail(PLUGIN), PROBED, "192.0.2.7", AT),
    Case("a zone by its city", mail(BERLIN, date="Thu, 29 Oct 2026 10:00:00 +0000"), PROBED, "192.0.2.7:50122", AT),
    Case("a German month in a journal", mail(JOURNAL), PROBED, "192.0.2.7:50122", AT, SECOND),
    Case("a kernel's line", mail(IPTABLES), PROBED, "192.0.2.7:50122", AT),
    Case("packets of IPv6", mail(DUMP6), "denial_of_service", "2001:db8::7:50122", AT, SECOND),
    Case("IPv6 in capitals", mail(SIX), PROBED, "2001:db8::7:50122", AT),
    Case("a firewall's commas", mail(FILTER), PROBED, "192.0.2.7:50122", AT),
    Case("a load balancer", mail(PROXY), PROBED, "192.0.2.7:50122", AT, "2026-10-28T12:45:00.120"),
    Case("an access log in another zone", mail(ACCESS), PROBED, "192.0.2.7", AT, SECOND),
    Case("a crawler", mail(CRAWL), "resource_abuse", "2001:db8::7", AT, SECOND),
    Case("keys and values", mail(KEYS), PROBED, "192.0.2.7", AT, SECOND),
    Case("milliseconds since 1970", mail(MILLIS), PROBED, "192.0.2.7", AT),
    Case("a filter of requests", mail(WAF), PROBED, "192.0.2.7", AT),
    Case(
        "a mail server in its own zone",
        mail(POSTFIX, date="Thu, 29 Oct 2026 10:00:00 +0000"),
        PROBED,
        "192.0.2.7",
        AT,
        SECOND,
    ),
    Case("the American order with a half of the day", mail(TWELVE), PROBED, "192.0.2.7", AT),
    Case("a year of two digits", mail(DOTTED), PROBED, "192.0.2.7:50122", AT),
)
