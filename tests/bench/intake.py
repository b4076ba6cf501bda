"""`intake`: reports through the mail door in one process, stored, read and joined to the open case about the same.

Two resellers stand side by side, one with a hundred open cases and one with a hundred thousand. In each round either
takes mails in by the calls that a poll of the mailbox makes, some mails in one transaction; a third of them are plain
words with a log, a third ARF, a third XARF; each must join a case. The other side parses the same mails with `email`,
every header and part that it has, and adds one row with what it found, each for good. Both run in this process over
its connection.
"""

import email
import email.policy
import itertools
import os
import tempfile
from collections.abc import Iterator
from email.message import EmailMessage

import django
from psycopg import sql

from tests.bench.database import prepared
from tests.bench.figures import Side, in_turn, report, seconds
from tests.bench.intake_mails import mails
from tests.bench.sizes import rounds, sized

EACH = sized(300, quick=30)
ROUNDS = 9
#: Services and the kinds of conduct that each has an open case about.
SMALL, LARGE = "bench_small", "bench_large"
SERVICES = {SMALL: 50, LARGE: sized(10_000, quick=500)}
KINDS = {SMALL: 2, LARGE: 10}


def run() -> bool:
    """Measures as the login role, with files in a folder of its own."""
    with prepared("proviso_bench") as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment, PROVISO_VAR_DIR=folder)
        django.setup()
        from django.db import connection  # noqa: PLC0415 - after django.setup()

        try:
            return report("intake", measure())
        finally:
            connection.close()


def measure() -> dict[str, list[list[float]]]:
    """All three sides, in turn: reports per second of the first two, seconds of the last two."""
    from tests.bench.intake_cases import filled  # noqa: PLC0415 - after django.setup()

    for schema in (SMALL, LARGE):
        filled(schema, services=SERVICES[schema], kinds=KINDS[schema])
    numbers = itertools.count()
    sides = [taken_in(SMALL, numbers), parsed(SMALL, numbers), taken_in(LARGE, numbers)]
    small, other, large = in_turn(rounds(ROUNDS), *sides)
    rates = [[EACH / taken for taken in side] for side in (small, other)]
    return {"stored and joined / email and a row": rates, "a hundred thousand open cases / a hundred": [large, small]}


def taken_in(schema: str, numbers: Iterator[int]) -> Side:
    """Returns a side that takes mails in by the door."""
    from django_tenants.utils import schema_context  # noqa: PLC0415 - after django.setup()

    from enforcement.reports.doors.mailbox import TOGETHER  # noqa: PLC0415 - likewise
    from enforcement.reports.doors.storing import store_mails  # noqa: PLC0415 - likewise
    from enforcement.reports.doors.taking_in import take_in_together  # noqa: PLC0415 - likewise
    from enforcement.reports.models import Report  # noqa: PLC0415 - likewise

    def side() -> float:
        given = mails(next(numbers), EACH, services=SERVICES[SMALL])
        made: list[Report] = []

        def work() -> None:
            for first in range(0, len(given), TOGETHER):
                group = given[first : first + TOGETHER]
                raws = [raw for raw, _new in store_mails(group)]
                made.extend(take_in_together(list(zip(raws, group, strict=True))))

        with schema_context(schema):
            taken = seconds(work)
            joined = Report.objects.filter(pk__in=[one.pk for one in made], cases__isnull=False).count()
        if (len(made), joined) != (EACH, EACH):
            raise RuntimeError(f"{EACH} mails: {len(made)} reports, {joined} of them joined")
        return taken

    return side


def parsed(schema: str, numbers: Iterator[int]) -> Side:
    """Returns the other side: `email`, and one row with what it found."""
    from django.db import connection  # noqa: PLC0415 - after django.setup()
    from django_tenants.utils import schema_context  # noqa: PLC0415 - likewise

    statement = sql.SQL("INSERT INTO {} (sender, subject, sent, words, raw) VALUES (%s, %s, %s, %s, %s)")
    insert = statement.format(sql.Identifier(schema, "bench_mail"))

    def side() -> float:
        given = mails(next(numbers), EACH, services=SERVICES[SMALL])

        def work() -> None:
            for data in given:
                with connection.cursor() as cursor:
                    cursor.execute(insert, [*found(data), data])

        with schema_context(schema):
            return seconds(work)

    return side


def found(data: bytes) -> tuple[str, str, str, str]:
    """What the library finds: every part decoded, the words of all that is text."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    words = []
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart():
            content = part.get_content()
            words.append(content if isinstance(content, str) else bytes(content).decode("utf-8", "replace"))
    said = (str(message[name] or "") for name in ("From", "Subject", "Date"))
    return (*said, "\n".join(words))  # type: ignore[return-value]
