"""The mailbox's two pages: a list with filters, and one message."""

from html import escape
from urllib.parse import urlencode

from portal.running.mailsink.store import LINK, Message, Summary

SHOWN_HEADERS = ("From", "To", "Cc", "Reply-To", "Date", "X-Proviso-Kind", "Message-ID")
SOURCES = (("source", "Source"), ("json", "JSON"))


def listing(summaries: list[Summary], kinds: dict[str, int], *, to: str, kind: str) -> str:
    """All messages that fit the filters, the newest first."""
    total = sum(kinds.values())
    top = heading(len(summaries), total) + _filters(kinds, to=to, kind=kind)
    if not summaries:
        none_yet = "No mail yet. What the portal sends appears here; load the page again."
        return page("Mailbox", f'{top}<p class="empty">{"Nothing fits these filters." if total else none_yet}</p>')
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Subject", "To", "Kind", "Received (UTC)"))
    rows = "".join(_row(summary) for summary in summaries)
    caption = '<caption class="unseen">Messages, the newest first</caption>'
    return page("Mailbox", f"{top}<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")


def heading(shown: int, total: int) -> str:
    """The page's title with how much of all is shown."""
    counted = f"{shown} of {total}" if shown != total else f"{total}"
    return f"<h1>Mailbox <span class='count'>{counted} {'message' if total == 1 else 'messages'}</span></h1>"


def reading(number: int, message: Message) -> str:
    """One message: who, what, its HTML in a frame of its own and its text."""
    subject = str(message.parsed.get("Subject", "")) or "(no subject)"
    wanted = [(name, message.parsed.get(name)) for name in SHOWN_HEADERS]
    heads = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in wanted if value)
    if message.attachments:
        heads += f"<dt>Attached</dt><dd>{escape(', '.join(message.attachments))}</dd>"
    parts = []
    if message.html:
        source = f'src="/messages/{number}/html" title="The message as HTML"'
        frame = f'<iframe {source} sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
        parts.append(f"<section><h2>As HTML</h2>{frame}</section>")
    if message.text:
        attributes = 'tabindex="0" role="region" aria-labelledby="text"'
        text = f"<pre {attributes}>{with_links(message.text)}</pre>"
        parts.append(f'<section><h2 id="text">As text</h2>{text}</section>')
    back = '<p class="back"><a href="/">All messages</a></p>'
    links = " ".join(f'<a href="/messages/{number}/{part}">{name}</a>' for part, name in SOURCES)
    return page(subject, f'{back}<h1>{escape(subject)}</h1><dl>{heads}</dl>{"".join(parts)}<p class="foot">{links}</p>')


def with_links(text: str) -> str:
    """Plain text as HTML in which every web address can be clicked."""
    pieces, end = [], 0
    for found in LINK.finditer(text):
        address = escape(found.group())
        link = f'<a href="{address}" target="_blank" rel="noopener">{address}</a>'
        pieces += [escape(text[end : found.start()]), link]
        end = found.end()
    return "".join(pieces) + escape(text[end:])


def page(title: str, body: str) -> str:
    """The frame around both."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · local mail</title><link rel="stylesheet" href="/mailbox.css"></head>
<body><header><p><strong>Proviso</strong> local mail: nothing here left this machine</p></header>
<main>{body}</main></body></html>
"""


def _filters(kinds: dict[str, int], *, to: str, kind: str) -> str:
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == kind else ""}>{escape(name)} ({count})</option>'
        for name, count in kinds.items()
        if name
    )
    return f"""<form class="filters" method="get" action="/">
<p><label for="to">Recipient contains</label>
<input id="to" name="to" type="search" value="{escape(to)}" autocomplete="off"></p>
<p><label for="kind">Kind</label>
<select id="kind" name="kind"><option value="">all kinds</option>{options}</select></p>
<p><button type="submit">Show</button> <a href="/">Show all</a></p></form>"""


def _row(summary: Summary) -> str:
    to = escape(", ".join(summary.recipients))
    only = escape(urlencode({"to": summary.recipients[0]}) if summary.recipients else "")
    subject = escape(summary.subject) or "(no subject)"
    kind = f'<span class="kind">{escape(summary.kind)}</span>' if summary.kind else ""
    received = f"{summary.received_at:%Y-%m-%d %H:%M:%S}"
    return (
        f'<tr><td><a href="/messages/{summary.number}">{subject}</a></td>'
        f'<td><a class="plain" href="/?{only}" title="Only mail to {to}">{to}</a></td><td>{kind}</td>'
        f'<td><time datetime="{summary.received_at.isoformat()}">{received}</time></td></tr>'
    )
