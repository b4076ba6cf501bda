"""What a lawyer would cite is the path of each provision, whatever shape the numbers and headings have."""

import pytest

from policies.documents import Kind, import_document

# Each: the file's name, its text, and its tree, one provision a line: path, `#` where it is a heading, its words.
CASES = {
    "a number that ends in a zero heads its section": (
        "policy.txt",
        """\
1.0 Purpose

This policy explains how the service is used.

2.0 Scope

It binds every customer.

3.0 Rules

3.1 Customers must not send spam.

3.2 Customers must not scan ports.

4.0 Enforcement

We may suspend the service.
""",
        """\
1.0 # Purpose
1.0(¶1) This policy explains how the service is used.
2.0 # Scope
2.0(¶1) It binds every customer.
3.0 # Rules
3.1 Customers must not send spam.
3.2 Customers must not scan ports.
4.0 # Enforcement
4.0(¶1) We may suspend the service.
""",
    ),
    "a text without empty lines": (
        "policy.txt",
        """\
1.0 Purpose
1.1 This policy explains how the service is used and who it binds.
1.2 It binds every customer.
2.0 Rules
2.1 Customers must not send spam.
2.2 Customers must not scan ports.
""",
        """\
1.0 # Purpose
1.1 This policy explains how the service is used and who it binds.
1.2 It binds every customer.
2.0 # Rules
2.1 Customers must not send spam.
2.2 Customers must not scan ports.
""",
    ),
    "letters typed behind bullets hang below the clause before them": (
        "policy.md",
        """\
# Acceptable Use Policy

## 11\\. Politics

11.1. You must not run paid politics where:

*   a. the payer is hidden; or
*   b. the law forbids it.

11.2. Paid politics means content about:

*   a. a candidate; or
*   b. a law.

11.3. You must label it.
""",
        """\
11 # Politics
11.1 You must not run paid politics where:
11.1(a) the payer is hidden; or
11.1(b) the law forbids it.
11.2 Paid politics means content about:
11.2(a) a candidate; or
11.2(b) a law.
11.3 You must label it.
""",
    ),
    "bold sections and a paragraph between two clauses": (
        "policy.md",
        """\
# Acceptable Use Policy

These rules bind every customer.

**1\\. Services**

1.1 The customer may use the network.

1.2 The customer must pay by:

(a) card; or

(b) transfer.

Fees are due at once.

1.3 The customer must keep records.

**2\\. Conduct**

2.1 The customer must not send spam.

2.2 The customer must not resell.

**3\\. REMEDIES.**

We may suspend the service of a customer who breaks these rules.
""",
        """\
¶1 These rules bind every customer.
1 # Services
1.1 The customer may use the network.
1.2 The customer must pay by:
1.2(a) card; or
1.2(b) transfer.
1(¶3) Fees are due at once.
1.3 The customer must keep records.
2 # Conduct
2.1 The customer must not send spam.
2.2 The customer must not resell.
3 # REMEDIES.
3(¶1) We may suspend the service of a customer who breaks these rules.
""",
    ),
    "a numbered line over a line of dashes": (
        "policy.md",
        """\
Acceptable Use Policy
=====================

These rules bind every customer.

1) Requirements.
----------------

The customer must keep bounces low.

2) Prohibited Behavior
----------------------

You may not send spam.
""",
        """\
¶1 These rules bind every customer.
1 # Requirements.
1(¶1) The customer must keep bounces low.
2 # Prohibited Behavior
2(¶1) You may not send spam.
""",
    ),
    "an item whose number belongs to its heading": (
        "policy.md",
        """\
1.  **1\\. Prohibited Uses**
    ----------------------

    ### What is forbidden?

    You must not send spam.

2.  **2\\. Remedies**
    --------------

    ### What happens then?

    We may suspend the service.
""",
        """\
1 # Prohibited Uses
1(¶1) # What is forbidden?
1(¶1)(¶1) You must not send spam.
2 # Remedies
2(¶1) # What happens then?
2(¶1)(¶1) We may suspend the service.
""",
    ),
    "short bold paragraphs": (
        "policy.md",
        """\
# Acceptable Use Policy

This policy binds you.

**Illegal use**

You may not use the network for crime.

**Spam**

You may not send spam.
""",
        """\
¶1 This policy binds you.
¶2 # Illegal use
¶2(¶1) You may not use the network for crime.
¶3 # Spam
¶3(¶1) You may not send spam.
""",
    ),
    "a bold line above its paragraph": (
        "policy.md",
        """\
# Acceptable Use Policy

**Enforcement**  
We may suspend the account of anyone who breaks this policy.

**Reporting**  
Report abuse to abuse@example.com.
""",
        """\
¶1 # Enforcement
¶1(¶1) We may suspend the account of anyone who breaks this policy.
¶2 # Reporting
¶2(¶1) Report abuse to {{abuse_mailbox}}.
""",
    ),
    "letters go on after roman numbers": (
        "policy.txt",
        """\
Acceptable Use Policy

1. The customer shall not:

(a) send spam:

(i) by mail;

(b) forge headers:

(i) of mail; or

(ii) of packets;

(c) scan:

(i) ports;

(ii) hosts; or

(iii) names;

(d) resell.

2. We may suspend the service.
""",
        """\
1 The customer shall not:
1(a) send spam:
1(a)(i) by mail;
1(b) forge headers:
1(b)(i) of mail; or
1(b)(ii) of packets;
1(c) scan:
1(c)(i) ports;
1(c)(ii) hosts; or
1(c)(iii) names;
1(d) resell.
2 We may suspend the service.
""",
    ),
    "articles after a preamble": (
        "policy.txt",
        """\
Acceptable Use Policy

This policy is part of every order.

ARTICLE 1 - SCOPE

It binds every customer.

ARTICLE 2 - CONDUCT

The customer shall not send spam.
""",
        """\
¶1 This policy is part of every order.
1 # SCOPE
1(¶1) It binds every customer.
2 # CONDUCT
2(¶1) The customer shall not send spam.
""",
    ),
    "articles, sections and a paragraph sign": (
        "policy.txt",
        """\
ACCEPTABLE USE POLICY

ARTICLE 1 - SCOPE

1.1 This policy binds every customer.

ARTICLE 2 - CONDUCT

Section 2.01 Mail. The customer shall not:

  (a) send spam;

  (b) forge headers:

      (i) of mail; or

      (ii) of packets; or

  (c) harvest addresses.

Section 2.02 Network. The customer shall not scan ports.

Article 3.2.1 The customer shall not resell.

§ 4 Remedies

(1) We may suspend the service.

(2) We may end the contract.
""",
        """\
1 # SCOPE
1.1 This policy binds every customer.
2 # CONDUCT
2.01 Mail. The customer shall not:
2.01(a) send spam;
2.01(b) forge headers:
2.01(b)(i) of mail; or
2.01(b)(ii) of packets; or
2.01(c) harvest addresses.
2.02 Network. The customer shall not scan ports.
3.2.1 The customer shall not resell.
4 # Remedies
4(1) We may suspend the service.
4(2) We may end the contract.
""",
    ),
    "wrapped lines that begin like items": (
        "policy.txt",
        """\
                     ACCEPTABLE USE POLICY

1.  GENERAL.  This policy binds every customer of the service and
    every person to whom a customer gives access, as set out in
    2. below and in the terms of the order.

2.  CONDUCT.  The customer shall not, and shall not let any other
    person:

    (a)  send mail that nobody asked for, in numbers higher than
         100. The number counts each day;

    (b)  try to enter a machine without the owner's consent,
         i. e. by guessing passwords;

         (i)   at night; or

         (ii)  by day;

    (c)  (1) lie about the sender, or (2) hide the sender.

3.  REMEDIES.  We may suspend the service.  No credit is due for
    the time of such suspen-
    sion.
""",
        """\
1 GENERAL. This policy binds every customer of the service and every person to whom a customer gives access, as set out in 2. below and in the terms of the order.
2 CONDUCT. The customer shall not, and shall not let any other person:
2(a) send mail that nobody asked for, in numbers higher than 100. The number counts each day;
2(b) try to enter a machine without the owner's consent, i. e. by guessing passwords;
2(b)(i) at night; or
2(b)(ii) by day;
2(c) (1) lie about the sender, or (2) hide the sender.
3 REMEDIES. We may suspend the service.
3(¶1) No credit is due for the time of such suspen-sion.
""",
    ),
    "numbers that only a space ends": (
        "policy.txt",
        """\
Acceptable Use Policy

1 Scope

1.1 This policy binds every customer.

2 Conduct

2.1 The customer shall not:

a) send spam;

b) scan ports.

Section 3. Remedies

3.1 We may suspend the service.
""",
        """\
1 # Scope
1.1 This policy binds every customer.
2 # Conduct
2.1 The customer shall not:
2.1(a) send spam;
2.1(b) scan ports.
3 # Remedies
3.1 We may suspend the service.
""",
    ),
    "capitals without empty lines": (
        "policy.txt",
        """\
ACCEPTABLE USE POLICY
1. SCOPE
This policy binds every customer.
2. CONDUCT
The customer shall not:
(a) send spam;
(b) scan ports; or
(c) resell the service.
3. REMEDIES
We may suspend the service.
4. CHANGES
We may change this policy.
""",
        """\
1 # SCOPE
1(¶1) This policy binds every customer.
2 # CONDUCT
2(¶1) The customer shall not:
2(a) send spam;
2(b) scan ports; or
2(c) resell the service.
3 # REMEDIES
3(¶1) We may suspend the service.
4 # CHANGES
4(¶1) We may change this policy.
""",
    ),
    "two sentences of one clause": (
        "policy.txt",
        """\
Acceptable Use Policy

3. Customers must not send spam.

4. We may suspend the service. No credit is due for that time.

5. We may change this policy.
""",
        """\
3 Customers must not send spam.
4 We may suspend the service.
4(¶1) No credit is due for that time.
5 We may change this policy.
""",
    ),
    "letters typed on the lines of a paragraph": (
        "policy.md",
        """\
# Acceptable Use Policy

1. The customer shall not:
   a. send spam;
   b. scan ports; or
   c. resell the service.
2. We may suspend the service.
""",
        """\
1 The customer shall not:
1(a) send spam;
1(b) scan ports; or
1(c) resell the service.
2 We may suspend the service.
""",
    ),
    "HTML, a note and a term inside Markdown": (
        "policy.md",
        """\
# Acceptable Use Policy

The customer shall not:

<ol type="a">
<li>send spam;</li>
<li>scan ports.</li>
</ol>

<h2>Remedies</h2>

<p>We may suspend the service.</p>

Spam[^1] is ~~tolerated~~ not tolerated.

[^1]: Mail nobody asked for.

Customer
: who buys the service
""",
        """\
¶1 The customer shall not:
¶1(a) send spam;
¶1(b) scan ports.
¶2 # Remedies
¶2(¶1) We may suspend the service.
¶2(¶2) Spam[1] is not tolerated.
¶2(¶3) [1] Mail nobody asked for.
¶2(¶4) Customer: who buys the service
""",
    ),
    "numbers as every renderer counts them": (
        "policy.md",
        """\
# Acceptable Use Policy

1. The customer pays.
1. The customer must not send spam.
1. Rule 2 also binds users.
""",
        """\
1 The customer pays.
2 The customer must not send spam.
3 Rule 2 also binds users.
""",
    ),
    "rules after front matter": (
        "policy.md",
        """\
---
title: Developer Agreement
---
These rules add to the Terms of Service.

1. The developer must not resell.
2. We may suspend the service.
""",
        """\
¶1 These rules add to the Terms of Service.
1 The developer must not resell.
2 We may suspend the service.
""",
    ),
    "an anchor in the page": (
        "policy.md",
        """\
# AUP

[](#part-1)

See [Part 1](#part-1) of this policy.
""",
        """\
¶1 See Part 1 of this policy.
""",
    ),
    "flush paragraphs between clauses of a web page": (
        "policy.html",
        """\
<html><body><h1>Acceptable Use Policy</h1><p>1. The customer may use the service.</p><p>Use is metered.</p><p>2. The customer shall not:</p><p>(a) send spam; or</p><p>(b) scan ports.</p><p>This holds for its users too.</p><p>3. We may suspend the service.</p></body></html>
""",
        """\
1 The customer may use the service.
¶2 Use is metered.
2 The customer shall not:
2(a) send spam; or
2(b) scan ports.
¶4 This holds for its users too.
3 We may suspend the service.
""",
    ),
    "plain numbers of headings of a web page": (
        "policy.html",
        """\
<html><body><h1>Acceptable Use Policy</h1><p>Preamble.</p><h2>1 Scope</h2><p>It binds every customer.</p><h2>2 Conduct</h2><h3>2.1 Mail</h3><p>The customer shall not send spam.</p><h3>A.1 Annex rule</h3><p>The customer shall pay.</p></body></html>
""",
        """\
¶1 Preamble.
1 # Scope
1(¶1) It binds every customer.
2 # Conduct
2.1 # Mail
2.1(¶1) The customer shall not send spam.
A.1 # Annex rule
A.1(¶1) The customer shall pay.
""",
    ),
    "letters after roman numbers on a web page": (
        "policy.html",
        """\
<html><body>
<p>Acceptable Use Policy</p>
<p>1. The customer shall not:</p>
<p>(a) send spam:</p>
<p>(i) by mail;</p>
<p>(b) forge headers:</p>
<p>(i) of mail; or</p>
<p>(ii) of packets;</p>
<p>(c) scan:</p>
<p>(i) ports;</p>
<p>(ii) hosts; or</p>
<p>(iii) names;</p>
<p>(d) resell.</p>
<p>2. We may suspend the service.</p>
</body></html>
""",
        """\
1 The customer shall not:
1(a) send spam:
1(a)(i) by mail;
1(b) forge headers:
1(b)(i) of mail; or
1(b)(ii) of packets;
1(c) scan:
1(c)(i) ports;
1(c)(ii) hosts; or
1(c)(iii) names;
1(d) resell.
2 We may suspend the service.
""",
    ),
    "roman sections, capital letters below them": (
        "policy.txt",
        """\
NETWORK USE RULES

I. PURPOSE

These rules say how the network is used.

II. PROHIBITED USE

A. Mail

1. Customers must not send bulk mail.

2. Customers must not forge headers:

a. in mail; or

b. in packets.

B. Scanning

1. Customers must not scan ports.

III. ENFORCEMENT

We may suspend the account. Credits are not given.
""",
        """\
I # PURPOSE
I(¶1) These rules say how the network is used.
II # PROHIBITED USE
II(A) # Mail
II(A)(1) Customers must not send bulk mail.
II(A)(2) Customers must not forge headers:
II(A)(2)(a) in mail; or
II(A)(2)(b) in packets.
II(B) # Scanning
II(B)(1) Customers must not scan ports.
III # ENFORCEMENT
III(¶1) We may suspend the account. Credits are not given.
""",
    ),
    "(i) below (h), and (i) after it": (
        "policy.txt",
        """\
Fair Use Policy

1. You must not:

(a) one;

(b) two;

(c) three;

(d) four;

(e) five;

(f) six;

(g) seven;

(h) eight:

(i) eight one; or

(ii) eight two;

(i) nine;

(j) ten.

2. You must pay.
""",
        """\
1 You must not:
1(a) one;
1(b) two;
1(c) three;
1(d) four;
1(e) five;
1(f) six;
1(g) seven;
1(h) eight:
1(h)(i) eight one; or
1(h)(ii) eight two;
1(i) nine;
1(j) ten.
2 You must pay.
""",
    ),
    "doubled letters below roman numbers": (
        "policy.txt",
        """\
Use Policy

4.2 The customer shall not:

(a) send:

(i) mail:

(aa) in bulk; or

(bb) with forged headers;

(ii) faxes;

(b) resell.

4.3 We may suspend the service.
""",
        """\
4.2 The customer shall not:
4.2(a) send:
4.2(a)(i) mail:
4.2(a)(i)(aa) in bulk; or
4.2(a)(i)(bb) with forged headers;
4.2(a)(ii) faxes;
4.2(b) resell.
4.3 We may suspend the service.
""",
    ),
    "numbers put in between later": (
        "policy.txt",
        """\
Policy

§ 1 Scope

This policy binds you.

§ 1a Users

It binds your users.

§ 2 Conduct

(1) You must not spam.

(1a) You must not scan.

(2) You must not resell.
""",
        """\
1 # Scope
1(¶1) This policy binds you.
1a # Users
1a(¶1) It binds your users.
2 # Conduct
2(1) You must not spam.
2(1a) You must not scan.
2(2) You must not resell.
""",
    ),
    "bold clauses with letters typed by hand": (
        "policy.md",
        """\
# Acceptable Use Policy

**1. Definitions.** In this policy the words below have these meanings.

**2. Conduct.** You must not:

a) send spam;
b) scan ports:
   i) by day;
   ii) by night;
c) resell.

You must also pay.

d) (reserved)

**3. Remedies.** We may suspend the service.
""",
        """\
1 Definitions. In this policy the words below have these meanings.
2 Conduct. You must not:
2(a) send spam;
2(b) scan ports:
2(b)(i) by day;
2(b)(ii) by night;
2(c) resell.
2(¶4) You must also pay.
2(d) (reserved)
3 Remedies. We may suspend the service.
""",
    ),
    "a list that goes on after a paragraph": (
        "policy.md",
        """\
# Policy

1. You must not spam.

This includes faxes.

2. You must not scan.

   This includes ports.

   (a) open ports;

   (b) closed ports.

Text between.

3. We may end the service.

## Other

1. Notices go by mail.
""",
        """\
1 You must not spam.
¶2 This includes faxes.
2 You must not scan.
2(¶1) This includes ports.
2(a) open ports;
2(b) closed ports.
¶4 Text between.
3 We may end the service.
¶6 # Other
¶6(1) Notices go by mail.
""",
    ),
    "parts whose titles stand on the next line, and a schedule": (
        "policy.txt",
        """\
MASTER RULES

PART I
GENERAL

1. These rules bind you.

2. Words have their meaning.

PART II
CONDUCT

3. You must not spam.

4. You must not scan.

SCHEDULE 1

LIMITS

1. One hundred mails an hour.

2. Ten hosts.
""",
        """\
I # GENERAL
I(1) These rules bind you.
I(2) Words have their meaning.
II # CONDUCT
II(3) You must not spam.
II(4) You must not scan.
1 # LIMITS
1(1) One hundred mails an hour.
1(2) Ten hosts.
""",
    ),
    "bold heads run into their paragraphs": (
        "policy.md",
        """\
# Rules

**Spam.** You may not send spam to people who have not asked for it.

**Scanning.** You may not scan the ports of others.

**Enforcement.** We may suspend your account.

Last updated: 1 May 2024
""",
        """\
¶1 # Spam.
¶1(¶1) You may not send spam to people who have not asked for it.
¶2 # Scanning.
¶2(¶1) You may not scan the ports of others.
¶3 # Enforcement.
¶3(¶1) We may suspend your account.
¶3(¶2) Last updated: 1 May 2024
""",
    ),
    "heads run into their paragraphs": (
        "policy.txt",
        """\
House Rules

Spam. You may not send spam to people who have not asked for it.

Scanning. You may not scan the ports of others.

Enforcement. We may suspend your account.
""",
        """\
¶1 # Spam.
¶1(¶1) You may not send spam to people who have not asked for it.
¶2 # Scanning.
¶2(¶1) You may not scan the ports of others.
¶3 # Enforcement.
¶3(¶1) We may suspend your account.
""",
    ),
    "clauses in quotes": (
        "policy.md",
        """\
# Terms

**1\\. Scope**

> 1.1 You may use it.
>
> 1.2 You must not:
>
> (a) spam; or
>
> (b) scan.

**2\\. End**

> 2.1 We may end it.
""",
        """\
1 # Scope
1.1 You may use it.
1.2 You must not:
1.2(a) spam; or
1.2(b) scan.
2 # End
2.1 We may end it.
""",
    ),
    "numbers that jump": (
        "policy.txt",
        """\
Policy

1. One.

2. Two.

4. Four.

5. Five:

(a) a;

(c) c.
""",
        """\
1 One.
2 Two.
4 Four.
5 Five:
5(a) a;
5(c) c.
""",
    ),
    "a table whose cells hold numbers and lists": (
        "policy.md",
        """\
# Policy

| No. | Rule |
|---|---|
| 1. | You must not spam. |
| 2. | You must not scan:<br>(a) ports;<br>(b) hosts. |

After.
""",
        """\
¶1 No. | Rule
1 You must not spam.
2 You must not scan:
2(a) ports;
2(b) hosts.
¶2 After.
""",
    ),
    "bullets that only their indents and signs tell apart": (
        "policy.txt",
        """\
Policy

You may not:

  * send spam
      * by mail
      * by fax
  * scan ports

We may suspend you.

  - at once; or
    o with notice
    o without notice
  - later.
""",
        """\
¶1 You may not:
¶1(¶1) send spam
¶1(¶1)(¶1) by mail
¶1(¶1)(¶2) by fax
¶1(¶2) scan ports
¶2 We may suspend you.
¶2(¶1) at once; or
¶2(¶1)(¶1) with notice
¶2(¶1)(¶2) without notice
¶2(¶2) later.
""",
    ),
    "headings that begin with a number, and one that only seems to": (
        "policy.md",
        """\
# AUP

### 1 - Scope
It binds you.
### 2 - Conduct
You must not spam.
### 24 Hour Support
Call us.
### Article 3: Remedies
We may suspend you.
""",
        """\
1 # Scope
1(¶1) It binds you.
2 # Conduct
2(¶1) You must not spam.
¶3 # 24 Hour Support
¶3(¶1) Call us.
3 # Remedies
3(¶1) We may suspend you.
""",
    ),
    "Dutch articles": (
        "policy.md",
        """\
# Gebruiksregels

## Artikel 1. Toepassing

Deze regels gelden voor iedere klant.

## Artikel 2. Verboden gebruik

1. De klant mag geen spam versturen.
2. De klant mag niet:
   a. poorten scannen;
   b. wachtwoorden delen.

## Artikel 3. Maatregelen

Wij kunnen de dienst opschorten.
""",
        """\
1 # Toepassing
1(¶1) Deze regels gelden voor iedere klant.
2 # Verboden gebruik
2(1) De klant mag geen spam versturen.
2(2) De klant mag niet:
2(2)(a) poorten scannen;
2(2)(b) wachtwoorden delen.
3 # Maatregelen
3(¶1) Wij kunnen de dienst opschorten.
""",
    ),
    "numbers that run through headings": (
        "policy.md",
        """\
# Rules

## Mail

1. You must not spam.
2. You must not forge headers.

## Network

3. You must not scan.
4. You must not flood.

## Remedies

5. We may suspend you.
""",
        """\
¶1 # Mail
1 You must not spam.
2 You must not forge headers.
¶2 # Network
3 You must not scan.
4 You must not flood.
¶3 # Remedies
5 We may suspend you.
""",
    ),
    "numbers that begin again below each heading": (
        "policy.md",
        """\
# Rules

## Mail

1. You must not spam.
2. You must not forge headers.

## Network

1. You must not scan.
2. You must not flood.
""",
        """\
¶1 # Mail
¶1(1) You must not spam.
¶1(2) You must not forge headers.
¶2 # Network
¶2(1) You must not scan.
¶2(2) You must not flood.
""",
    ),
    "articles in roman numbers whose sections are decimal": (
        "policy.txt",
        """\
ACCEPTABLE USE POLICY

ARTICLE I

DEFINITIONS

Section 1.01 Terms. Words in capitals are defined here.

Section 1.02 Users. A user is whoever uses the service.

ARTICLE II

CONDUCT

Section 2.01 Spam. No customer shall send spam.

Section 2.02 Limits. No customer shall send more than (1) 100 mails an hour; (2) 1,000 mails a day; or (3) mails larger than 20 MB.
""",
        """\
I # DEFINITIONS
1.01 Terms. Words in capitals are defined here.
1.02 Users. A user is whoever uses the service.
II # CONDUCT
2.01 Spam. No customer shall send spam.
2.02 Limits. No customer shall send more than (1) 100 mails an hour; (2) 1,000 mails a day; or (3) mails larger than 20 MB.
""",
    ),
    "a list without empty lines or full stops": (
        "policy.txt",
        """\
Acceptable Use Policy
Effective 1 May 2024
You must not:
1. Send spam
2. Scan ports
3. Resell the service
If you do, we may suspend your account.
Questions go to abuse@example.com.
""",
        """\
¶1 Effective 1 May 2024
¶2 You must not:
1 Send spam
2 Scan ports
3 Resell the service
¶3 If you do, we may suspend your account.
¶4 Questions go to {{abuse_mailbox}}.
""",
    ),
    "underlined headings in plain text": (
        "policy.txt",
        """\
Acceptable Use Policy
=====================

1. Scope
--------

This policy binds you.

2. Conduct
----------

You must not spam.
""",
        """\
1 # Scope
1(¶1) This policy binds you.
2 # Conduct
2(¶1) You must not spam.
""",
    ),
}


@pytest.mark.parametrize(("name", "text", "tree"), CASES.values(), ids=CASES)
def test_each_provision_stands_where_a_lawyer_would_cite_it(name: str, text: str, tree: str) -> None:
    result = import_document(text.encode(), filename=name)
    lines = [
        f"{placed.path}{' #' if placed.provision.kind is Kind.HEADING else ''} {placed.provision.text}"
        for placed in result.document.walk()
    ]
    assert lines == tree.splitlines()
    assert result.words.equal
    assert len({placed.path for placed in result.document.walk()}) == len(lines)
