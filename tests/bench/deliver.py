"""`deliver`: mails per second over SMTP by one worker, against loops that send ready-made messages.

Both sides send to one sink in a process of its own, over as many connections: one worker over its usual number against
a pool of threads, and over one connection against a bare loop, and against one that keeps each answer as a worker must.
"""

import os
import smtplib
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django

from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report, seconds
from tests.bench.sizes import rounds, sized
from tests.databases import ROOT
from tests.sink import sinking

PEOPLE = sized(1_000, quick=60)
ROUNDS = 9
POOL = 12  # connections of one worker unless PROVISO_MAIL_CONNECTIONS says otherwise

Ready = list[tuple[str, str, bytes]]


def run() -> bool:
    """A thousand mails with a redline, again and again; the sink's count shows that each was taken."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment, PROVISO_MAIL_CONNECTIONS=str(POOL))
        os.environ.pop("PROVISO_AS_OWNER", None)
        subprocess.run([sys.executable, "-m", "tests.example_resellers"], cwd=ROOT, check=True)
        file = Path(folder) / "taken"
        with sinking(file) as port:
            os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
            django.setup()
            measured = measure(port, file)
        return report("deliver", measured)


def measure(port: int, file: Path) -> dict[str, list[list[float]]]:
    """Both numbers of connections, each in turn with its peer. Raises RuntimeError where the sink missed a mail."""
    from django.test import override_settings  # noqa: PLC0415 - after django.setup()

    from policies.notices.delivery.mail_templates import on_the_wire  # noqa: PLC0415 - likewise
    from policies.notices.delivery.mails import MailWriter  # noqa: PLC0415 - likewise
    from policies.notices.models import Channel, Delivery  # noqa: PLC0415 - likewise
    from policies.versions.company import this_reseller  # noqa: PLC0415 - likewise
    from tests.bench.representatives import make_representatives  # noqa: PLC0415 - likewise
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise
    from tests.factories.versions import document, posted_policy  # noqa: PLC0415 - likewise

    with standing_in("acme"):
        posted_policy()
        make_representatives(PEOPLE)
        posted_policy(document(spam="sending mail that nobody wanted;"))
        writer = MailWriter(this_reseller())
        rows = Delivery.objects.filter(channel=Channel.MAIL).select_related("recipient")
        mails = [writer.write(row) for row in rows]
        ready = [("no-reply@portal.localhost", mail.to[0], on_the_wire(mail)) for mail in mails]
        before = taken(file)  # administrators are mailed of whoever got a role
        pool = in_turn(rounds(ROUNDS), worker(), senders(port, ready, connections=POOL))
        with override_settings(MAIL_CONNECTIONS=1):
            loops = senders(port, ready, connections=1), keeper(port, ready, [row.pk for row in rows])
            alone, bare, keeping = in_turn(rounds(ROUNDS), worker(), *loops)
    if taken(file) - before != 5 * (rounds(ROUNDS) + 1) * PEOPLE:
        raise RuntimeError(f"the sink took {taken(file) - before} mails")
    return {
        "12 connections / pool": pool,
        "one connection / bare loop": [alone, bare],
        "one connection / loop that keeps answers": [alone, keeping],
    }


def taken(file: Path) -> int:
    """How many mails the sink took so far."""
    return len(file.read_text().splitlines()) if file.exists() else 0


def worker() -> Side:
    """A round: everything is queued again, and one worker delivers it."""
    from policies.notices.delivery.sending import deliver_due  # noqa: PLC0415 - after django.setup()
    from policies.notices.models import Channel, Delivery, DeliveryStatus  # noqa: PLC0415 - likewise

    def delivered() -> None:
        sent = deliver_due()
        if sent != PEOPLE:
            raise RuntimeError(f"{sent} of {PEOPLE} mails were sent")

    def measured() -> float:
        Delivery.objects.filter(channel=Channel.MAIL).update(
            status=DeliveryStatus.QUEUED, sent_at=None, attempts=0, lease_until=None
        )
        return PEOPLE / seconds(delivered)

    return measured


def senders(port: int, ready: Ready, *, connections: int) -> Side:
    """A round of the peer: each connection has a thread that sends its share, opening and closing included."""
    shares = [ready[start::connections] for start in range(connections)]

    def send(share: Ready) -> None:
        with smtplib.SMTP("127.0.0.1", port) as line:
            for sender, recipient, words in share:
                line.sendmail(sender, [recipient], words)

    def sent() -> None:
        with ThreadPoolExecutor(connections) as threads:
            list(threads.map(send, shares))

    return lambda: PEOPLE / seconds(sent)


def keeper(port: int, ready: Ready, names: Sequence[uuid.UUID]) -> Side:
    """A round of the peer that keeps each answer: a committed UPDATE of its row before the next mail, and no more."""
    from policies.notices.models import Delivery, DeliveryStatus  # noqa: PLC0415 - after django.setup()
    from tenants.resellers.current import connection  # noqa: PLC0415 - likewise

    statement = "UPDATE notices_delivery SET status = 'sent', sent_at = clock_timestamp() WHERE id = %s"

    def sent() -> None:
        with smtplib.SMTP("127.0.0.1", port) as line, connection.cursor() as cursor:
            for name, (sender, recipient, words) in zip(names, ready, strict=True):
                line.sendmail(sender, [recipient], words)
                cursor.execute(statement, [name])

    def measured() -> float:
        Delivery.objects.filter(pk__in=names).update(status=DeliveryStatus.SENDING, sent_at=None)
        return len(names) / seconds(sent)

    return measured
