"""Runs the mail server and its mailbox page until told to stop."""

import argparse
import signal
from pathlib import Path

from portal.running.mailsink import mailbox, smtp
from portal.running.mailsink.store import Store


def main() -> None:
    """Serves SMTP and the page; SIGTERM and Ctrl-C end both."""
    parser = argparse.ArgumentParser(prog="python -m portal.running.mailsink", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where messages are kept")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--http-port", type=int, required=True)
    chosen = parser.parse_args()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    store = Store(chosen.folder)
    receiver = smtp.listen(store, port=chosen.smtp_port)
    page = mailbox.serve(store, port=chosen.http_port)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    receiver.stop()
    page.shutdown()


if __name__ == "__main__":
    main()
