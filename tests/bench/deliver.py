"""`deliver`: mails per second over SMTP by one worker, against a bare loop that sends ready-made messages."""

import os
import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

from tests.bench.database import prepared
from tests.bench.figures import Figure, report
from tests.databases import ROOT
from tests.sink import sinking

PEOPLE = 1_000
ROUNDS = 7


def run() -> bool:
    """Both sides in turn, over one connection each to a sink in a process of its own."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment)
        os.environ.pop("PROVISO_AS_OWNER", None)
        subprocess.run([sys.executable, "-m", "tests.example_resellers"], cwd=ROOT, check=True)
        file = Path(folder) / "taken"
        with sinking(file) as port:
            os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
            django.setup()
            return report("deliver", measure(port, file))


def measure(port: int, file: Path) -> list[Figure]:
    """A thousand mails with a redline, again and again; the sink's count shows that each was taken."""
    from policies.notices.delivery.mail_templates import on_the_wire  # noqa: PLC0415 - likewise
    from policies.notices.delivery.mails import Letters  # noqa: PLC0415 - likewise
    from policies.notices.delivery.sending import deliver_due  # noqa: PLC0415 - after django.setup()
    from policies.notices.models import Channel, Delivery, DeliveryStatus  # noqa: PLC0415 - likewise
    from policies.versions.company import this_reseller  # noqa: PLC0415 - likewise
    from tests.bench.representatives import make_representatives  # noqa: PLC0415 - likewise
    from tests.conftest import standing_in  # noqa: PLC0415 - likewise
    from tests.factories.versions import document, posted_policy  # noqa: PLC0415 - likewise

    def ours() -> float:
        Delivery.objects.filter(channel=Channel.MAIL).update(
            status=DeliveryStatus.QUEUED, sent_at=None, attempts=0, lease_until=None
        )
        start = time.perf_counter()
        sent = deliver_due()
        took = time.perf_counter() - start
        if sent != PEOPLE:
            raise RuntimeError(f"{sent} of {PEOPLE} mails were sent")
        return PEOPLE / took

    def bare(ready: list[tuple[str, str, bytes]]) -> float:
        start = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as line:
            for sender, recipient, words in ready:
                line.sendmail(sender, [recipient], words)
        return PEOPLE / (time.perf_counter() - start)

    with standing_in("acme"):
        posted_policy()
        make_representatives(PEOPLE)
        posted_policy(document(spam="sending mail that nobody wanted;"))
        letters = Letters(this_reseller())
        rows = Delivery.objects.filter(channel=Channel.MAIL).select_related("recipient")
        mails = [letters.write(row) for row in rows]
        ready = [("no-reply@portal.localhost", mail.to[0], on_the_wire(mail)) for mail in mails]
        ours(), bare(ready)
        pairs = [(ours(), bare(ready)) for _round in range(ROUNDS)]
        taken = len(file.read_text().splitlines())
        if taken != 2 * (ROUNDS + 1) * PEOPLE:
            raise RuntimeError(f"the sink took {taken} mails")
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return [Figure("one worker / bare SMTP loop", mine, other, "mails/s", 0.7, at_most=False)]
