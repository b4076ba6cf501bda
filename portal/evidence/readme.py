"""README.txt, which stands in every evidence file: in English, since it is read where nothing is known of us."""

from typing import Final

README_TXT: Final = """\
EVIDENCE FILE (proviso-evidence/1)

summary.pdf      read this first
manifest.json    what the file is about, and the SHA-256 of every other member
manifest.jws     the reseller's signature over the manifest (JWS, Ed25519, RFC 7515 and RFC 9864)
keys.json        the reseller's public keys (RFC 7517); the website serves them at /.well-known/proviso-keys.json
names.json       who stands behind the pseudonyms, as far as it was not erased; may be left out
documents/       each version and edition: canonical JSON (RFC 8785), whose SHA-256 is its digest, and PDF/A
redlines/        what changed from one version to the next: JSON to apply, text to read
website/         the bytes that the declared website served, named by their SHA-256
agreements/      signed documents of what was agreed otherwise; authorities/ and papers/ likewise: what a
                 representative's authority rests on, acknowledgements given on paper
evidence/        files that came with reports
statements/      statements of reasons and credit statements, canonical JSON
receipts/        signed receipts of acknowledgements, and each as a sheet to print
records/         the rows of the reseller's database, one JSON object a line; people by pseudonym
ledger/          sealed acts about all of it, with proofs (RFC 9162) to signed tree heads

How to check it

  python manage.py verify_evidence FILE    of the open-source portal Proviso: no database, no network; it finds any
                                           changed byte

By hand

  1. sha256sum of each member is what manifest.json says.
  2. manifest.jws is a JWS of a key in keys.json; its payload names the SHA-256 of manifest.json. Compare keys.json with
     keys that you kept, or fetched from the website long ago: a file that was made up would bring keys of its own.
  3. Each line of ledger/entries.jsonl: SHA-256 over 0x00 and the entry in canonical JSON is the leaf; hashed along the
     path (0x01, left, right) it gives the root that its tree head signs.
  4. Each line of ledger/heads.jsonl proves that ledger/head.jws continues an older tree head.

It shows what it holds. It cannot show that there was nothing else.
"""
