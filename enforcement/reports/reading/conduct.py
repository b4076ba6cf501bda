"""What XARF, ARF and people's words call each category of conduct (`policies.documents.model.categories`)."""

from typing import Final

#: XARF version 4: the category of each class and type. Where a type can be several conducts, the likeliest.
XARF4: Final = {
    "connection/ddos": "denial_of_service",
    "connection/infected_host": "malware",
    "connection/login_attack": "unauthorized_testing",
    "connection/port_scan": "unauthorized_testing",
    "connection/reconnaissance": "unauthorized_testing",
    "connection/scraping": "resource_abuse",
    "connection/sql_injection": "unauthorized_testing",
    "connection/vulnerability_scan": "unauthorized_testing",
    "content/brand_infringement": "rights_infringement",
    "content/csam": "child_abuse",
    "content/csem": "child_abuse",
    "content/exposed_data": "rights_infringement",
    "content/fraud": "unlawful_purpose",
    "content/malware": "malware",
    "content/phishing": "spoofing",
    "content/remote_compromise": "malware",
    "content/suspicious_registration": "circumvention",
    "copyright/copyright": "rights_infringement",
    "copyright/cyberlocker": "rights_infringement",
    "copyright/link_site": "rights_infringement",
    "copyright/p2p": "rights_infringement",
    "copyright/ugc_platform": "rights_infringement",
    "copyright/usenet": "rights_infringement",
    "infrastructure/botnet": "malware",
    "infrastructure/compromised_server": "malware",
    "messaging/bulk_messaging": "spam_email",
    "messaging/spam": "spam_email",
    "reputation/blocklist": "damaging_use",
    "reputation/threat_intelligence": "damaging_use",
    "vulnerability/cve": "other",
    "vulnerability/misconfiguration": "other",
    "vulnerability/open_service": "other",
}
#: Of a message that was no mail, by its `protocol`.
MESSAGES: Final = dict.fromkeys(
    ("sms", "mms", "voice", "phone", "fax", "telephony", "sip", "voip", "call"), "spam_calls"
)

#: XARF version 3 by its type, and the reports before it by theirs; letters only, in lower case.
XARF3: Final = {
    "spam": "spam_email",
    "mailspam": "spam_email",
    "spamvertised": "spam_email",
    "harvesting": "spam_email",
    "phishing": "spoofing",
    "malware": "malware",
    "malwareattack": "malware",
    "botnet": "malware",
    "bot": "malware",
    "botinfection": "malware",
    "infection": "malware",
    "rpz": "malware",
    "rpzrewrite": "malware",
    "webhack": "malware",
    "compromisedsite": "malware",
    "ddos": "denial_of_service",
    "dos": "denial_of_service",
    "amplification": "denial_of_service",
    "portscan": "unauthorized_testing",
    "loginattack": "unauthorized_testing",
    "hackattack": "unauthorized_testing",
    "webattack": "unauthorized_testing",
    "webcrawler": "resource_abuse",
    "copyright": "rights_infringement",
    "childabuse": "child_abuse",
    "trademark": "rights_infringement",
    "fraud": "unlawful_purpose",
    "exploit": "unauthorized_testing",
    "harassment": "offensive_content",
    "potentiallycompromisedaccount": "malware",
    "potentiallycompromised": "malware",
    "identitytheft": "spoofing",
    "csam": "child_abuse",
    "openservice": "other",
    "openresolver": "other",
    "vulnerability": "other",
    **dict.fromkeys(("apacheddos", "sshddos", "portflood", "ddosreport"), "denial_of_service"),
    **dict.fromkeys(
        ("rfiattack", "sqlinjection", "webmin", "wplogin", "asterisk", "ftpd", "amavis"), "unauthorized_testing"
    ),
    **dict.fromkeys(("ircbot", "bots"), "malware"),
    "triggerspam": "spam_email",
    "regbot": "forum_rules",
    "forumspam": "forum_rules",
    "badbot": "forum_rules",
    **dict.fromkeys(
        (
            "ssh",
            "ftp",
            "imap",
            "pop3",
            "sasl",
            "auth",
            "postfix",
            "mail",
            "bruteforce",
            "bruteforcelogin",
            "apache",
            "sip",
        ),
        "unauthorized_testing",
    ),
}

#: ARF (RFC 5965, 6591, 6692) by its `Feedback-Type`. Those left out report no conduct of a sender.
ARF: Final = {
    "abuse": "spam_email",
    "complaint": "spam_email",
    "miscategorized": "spam_email",
    "opt-out": "spam_email",
    "opt-out-list": "spam_email",
    "fraud": "spoofing",
    "virus": "malware",
}

#: Feeds by what stands in the name of their file or in the subject.
FEEDS: Final = (
    (r"honeypot.*ddos|ddos|amplification_victim", "denial_of_service"),
    (r"honeypot|brute_?force|darknet|scanner", "unauthorized_testing"),
    (r"phish", "spoofing"),
    (r"spam_url|spam-url|spamtrap", "spam_email"),
    (
        r"drone|sinkhole|botnet|infected|malware|compromised|ransomware|special.*infect|microsoft_sinkhole|beacon",
        "malware",
    ),
    (r"^(?:.*[^a-z])?blocklist", "damaging_use"),
    (
        r"scan[_6]|scan-|open_?resolver|ntp_?monitor|population|vulnerab|accessible|exposed|open[_ -]|poodle|freak",
        "other",
    ),
)

#: Words for an attack of any kind: one that denies service where that is spoken of too, otherwise one that probes.
ATTACK: Final = "attack"
#: Where both are spoken of, the first is only a general word for the second.
MORE_EXACT: Final = (
    ("unlawful_purpose", "spoofing"),
    ("spam_email", "spam_calls"),
    ("spam_email", "forum_rules"),
)

#: What people write, in several languages: by category and weight, words and phrases with a comma between them.
#: `*` is any ending; hyphens and apostrophes are spaces.
WORDS: Final = {
    "child_abuse": {
        9: """
            csam, csem, child abuse, child sexual *, child porn*, childporn*, kinderporn*, kindesmissbrauch*,
            pédopornograph*, pornographie infantile, pornografía infantil, sexual abuse of children
        """,
    },
    "spoofing": {
        8: """
            phish*
        """,
        6: """
            credential harvest*, fake login, hameçonnage, filoutage, suplantación
        """,
        5: """
            brand impersonation, fake website, fake site, typosquat*, lookalike, impersonation
        """,
        4: """
            spoof*, impersonat*, brand abuse, identitätsdiebstahl, usurpation, nachgeahmte*, gefälschte*
        """,
    },
    "malware": {
        5: """
            malware*, ransomware, trojan*, botnet*, bot net, command and control, cryptominer, webshell, web shell,
            schadsoftware, schadprogramm*, logiciel malveillant, logiciels malveillants, kwaadaardige, software
            malicioso, emotet, mirai, conficker, drone, sinkhole*, exploit kit, malicious file, malicious software,
            cobalt strike, metasploit, remote access trojan*, infostealer*, botnet controller*,
            malicious code, infected with, infected by, infiziert mit, cryptojack*, crypto miner*, coin miner*,
            coinminer*, cryptomining, crypto mining
        """,
        4: """
            virus, viruses, worm, infection*, infiziert*, infecté*, geïnfecteerd*, besmet*, infectad*, c2, defac*,
            malicious content, malicious domain, malicious site, malicious website, webshells, c&c, zbot, zeus,
            infektion*, schadcode
        """,
        3: """
            kompromittiert*, compromis, gehackte*, malicious url, malicious download, infected
        """,
        2: """
            compromised, compromise, hacked
        """,
    },
    "denial_of_service": {
        6: """
            ddos*, denial of service, dos attack*, dos angriff*, syn flood*, udp flood*, http flood*, icmp flood*
        """,
        5: """
            flood, flooding, amplification attack*, reflection attack*, überlastungsangriff*, déni de service,
            denegación de servicio, booter, verstärkungsangriff*
        """,
    },
    "rights_infringement": {
        6: """
            copyright*, dmca, infring*, piracy, pirated, urheberrecht*, droit d auteur, droits d auteur,
            contrefaçon, auteursrecht*, derechos de autor, propiedad intelectual, piratería
        """,
        5: """
            trademark*, trade mark*, markenrecht*, counterfeit*, intellectual property, bittorrent, torrent,
            torrents, doxing, doxxing, rechtsverletzung*, data leak, exposed data, persönlichkeitsrecht*, plagiat*,
            merkrecht*, merkinbreuk*, inbreuk op, namaak*, fälschungen, produktfälschung*, marque déposée, droit des
            marques, data breach*, datalek*, datenleck*, fuite de données, leaked password*, leaked credential*, without
            a licence, without a license, without licence, without permission, ohne erlaubnis, zonder toestemming,
            violación de derechos, violation de droits, unauthorized use, unauthorized distribution, unauthorised
            use, antipiracy, anti piracy, piraté*, piraterie, unauthorized copy, unauthorized copies
        """,
    },
    "unauthorized_testing": {
        6: """
            brute force*, bruteforc*, port scan*, portscan*, netscan*, net scan*, portsweep, vulnerability scan*,
            login attack*, password guessing, sql injection*, ssh attack*, dictionary attack*, credential stuffing,
            fail2ban, web attack*, hack attempt*, hacking attempt*, hackversuch*, ssh login*, force brute, fuerza
            bruta
        """,
        5: """
            failed password*, failed login*, failed auth*, authentication fail*, login attempt*, invalid user, login
            failed, auth failed, intrusion*, unauthorized access, unauthorised access, exploit attempt*,
            anmeldeversuch*, einbruchsversuch*, angriffsversuch*, loginversuch*, login versuch*, log4j, log4shell,
            tentative de connexion, tentatives de connexion, tentative d intrusion, tentatives d intrusion,
            balayage, inlogpoging*, poortscan*, inbraak*, intentos de acceso, intento de acceso, intentos de inicio,
            escaneo*, xmlrpc php, wp login php, tried to log in, log in here, path traversal, directory traversal,
            unwanted request*, abusive web, abusive request*, exploit*, força bruta, tentativas de login, tentativas
            de acesso, tentativi di accesso, forza bruta, scansione, skanowanie, próby logowania, próba logowania,
            attempts to log in, attempts to login, too many attempts, locked out, lockout, portskanning,
            sqli, xss, cross site scripting, rce, remote code execution, code injection, command injection, rfi, lfi,
            fehlgeschlagene anmeldung*, fehlgeschlagener anmeldung*, fehlgeschlagene login*, falsches passwort, passwort
            falsch, mislukte aanmelding*, mislukte login*, échec* de connexion, échec d authentification, tries to log
            in, try to log in, trying to log in, wrong password*, guess passwords, guessing passwords, password spray*,
            probeert in te loggen, proberen in te loggen, versucht sich anzumelden, accès non autorisé,
            intrångsförsök, inloggningsförsök, varredura de portas
        """,
        3: """
            scanning, scanned, scanner, scan, scans, scanne, scannent, scannt, scannen, gescannt, escanea*,
            probe, probes, probing, sshd, ssh, honeypot
        """,
    },
    "spam_calls": {
        8: """
            scam call*, fraud call*, junk fax*, fax spam, betrugsanruf*, robocall*, robo call*, spam call*,
            nuisance call*, unsolicited call*, unsolicited phone, unsolicited
            sms, unsolicited text*, unsolicited fax*, cold call*, spam anruf*, spamanruf*, sms spam, spam sms, spam
            fax, junk fax*, werbeanruf*, démarchage téléphonique, appels indésirables, appels non sollicités,
            spamtelefoon*, vishing, ongewenste telefoontjes, ongewenste oproepen, llamadas no deseadas, llamadas
            spam, smishing, spam text*, unwanted call*, unwanted text*, unwanted sms, unerwünschte anruf*, belästigende
            anruf*, ongewenst gebeld, ongevraagd gebeld, bel me niet, telemarketing, telefonverkäufe*, ongewenste sms,
            recorded call*, recorded voice, recorded message*, phone rang, telefon klingelt*, automatische anrufe,
            unerwünschte sms, sms indésirable*, sms non sollicité*, telefonische verkoop, telefonwerbung
        """,
        4: """
            called me, calls me, calling me, called us, calls us, rang me, phoned me, phones me, ruft mich an, rief mich
            an, angerufen, gebeld, belt mij, belt ons, appelle tous, m appelle, m a appelé*, nous appelle, me llama,
            text message*, sms, voicemail*
        """,
    },
    "auto_dialing": {
        8: """
            auto dial*, autodial*, predictive dial*, power dialer, war dial*, wardial*
        """,
    },
    "spam_email": {
        5: """
            spam, spams, spammer, spammers, spamming, spammed, ube, uce, junk mail*, junk email*, unsolicited,
            spamcop, unaufgefordert*, unerwünschte mail*, unerwünschte e mail*, unerwünschte werbung, werbemail*,
            spamtrap*, spam trap*, pourriel*, courriels indésirables, courriel indésirable, courriers indésirables,
            non sollicité*, ongewenste mail*, ongewenste e mail*, ongewenste reclame, correo basura, correo no
            deseado, correos no deseados, spamvertised, spam mail*, posta indesiderata, messaggi indesiderati,
            courrier indésirable, mails publicitaires, mail publicitaire, courriels publicitaires, e mails
            publicitaires,
            publicités non désirées, publicité non désirée, reclamemail*, reclame mail*, werbe e mail*, werbemails,
            abmeldelink, afmeldlink, désinscription, unsubscribe, unverlangte werbung, unverlangte mail*,
            unverlangte e mail*
        """,
        4: """
            bulk mail*, bulk email*, mass mail*, newsletter, email abuse, complaint about message, müll, spamtrap
        """,
    },
    "forum_rules": {
        8: """
            forum spam*, comment spam*, blog spam*, wiki spam*, guestbook spam*, registration spam*, spam comment*,
            spam registration*, spam post*, regbot*, forenspam*, kommentarspam*
        """,
        4: """
            spambot*, spam bot*
        """,
    },
    "resource_abuse": {
        6: """
            scraper*, scraping, crawler*, crawling, excessive request*, excessive traffic, badbot*, bad bot*
        """,
    },
    "unlawful_purpose": {
        5: """
            betrug*, betrüger*, escroquerie*, arnaque*, oplichting*, estafa*, fake shop*, fakeshop*, advance fee,
            money mule*, illegal sale*, illegal drug*, illegal gambling, illegal pharmacy, carding
        """,
        4: """
            fraud*, scam*, stolen credential*, stolen key*, stolen card*, stolen account*, mine cryptocurrency, mining
            cryptocurrency, mine crypto, gestohlene zugangsdaten, gestolen inloggegevens, identifiants volés, carte
            volée
        """,
    },
    "offensive_content": {
        6: """
            hate speech, terroris*, volksverhetzung*, harass*, death threat*, bedroh*, threaten*, haatzaai*,
            discours de haine, discurso de odio, revenge porn*, non consensual, defamat*, verleumd*, extremis*,
            stalking, propaganda*
        """,
        4: """
            rechtswidrige inhalte, rechtswidriger inhalt*, illegale inhalte, illegaler inhalte, contenu illicite,
            contenus illicites, onrechtmatige inhoud, illegale inhoud, illegal content, unlawful content
        """,
    },
    "other": {
        6: """
            open resolver*, open portmapper*, portmapper*, open mdns, open dns*, open recursive*, open ntp,
            monlist, open
            snmp, open ssdp, open memcached, open redis, openresolver*, open mongodb, open elasticsearch, open ipmi,
            open netbios, open ldap, open rdp, open telnet, open smb, open proxy, open proxies, open relay,
            misconfig*, cve, openly accessible, publicly accessible, schwachstelle*, exposed service*, exposed
            database*, exposed port*, offener dns, offene dns, offener resolver, offene portmapper*, offene
            memcached*, offene ldap*, offene snmp*, offene ssdp*, offene ntp*, offene netbios*, offene mdns*, offene
            redis*, offene mongodb*, offene elasticsearch*, offene resolver*, offene dienst*, offene server*, offene
            proxy*, offene relay*
        """,
        5: """
            accessible from the internet, can be abused, could be abused, may be abused, missbraucht werden kö*,
            können missbraucht, heartbleed, poodle, freak, logjam, eternalblue,
            sicherheitslücke*, aus dem internet erreichbar, unpatched
        """,
        4: """
            vulnerab*, vulnérab*, kwetsba*, verwundbar*
        """,
    },
    "damaging_use": {
        3: """
            blocklisted, blocklisting, blacklisted, blacklisting, reputation, dnsbl
        """,
    },
    ATTACK: {
        3: """
            attack, attacks, attacked, attacking, attacker, attackers, angriff*, angegriffen, attaque*, aanval*,
            ataque*, atacad*, attack source, hostile activity, malicious activity, malicious attempt*, hack*,
            attacco, attacchi, intruder
        """,
    },
}
