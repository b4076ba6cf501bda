"""A person who follows links and fills in forms: no address is typed but the first."""

from typing import Any, Self
from urllib.parse import urljoin

import httpx
from django.test import Client

from tests.story.page import Page


class Walker:
    """Somebody at a page; each step follows redirects and must be answered 200."""

    def __init__(self, client: Client, start: str) -> None:
        self.client = client
        self._arrive(client.get(start, follow=True))

    def follow(self, words: str) -> Self:
        """Follows the link that says these words."""
        return self._arrive(self.client.get(self._from_here(self.page.link(words)), follow=True))

    def submit(self, button: str, **typed: Any) -> Self:
        """Presses the button that says these words, with what was typed beside what the form held."""
        form = self.page.form(*typed, button=button)
        data = {**form.values, **typed}
        ask = self.client.post if form.method == "post" else self.client.get
        return self._arrive(ask(self._from_here(form.action), data, follow=True))

    def sees(self, words: str) -> bool:
        """Whether the page offers a link or button that says these words."""
        labels = [label for form in self.page.forms for *_sent, label in form.buttons]
        return any(words in said for said in (*labels, *(said for _address, said in self.page.links)))

    def _from_here(self, address: str) -> str:
        return urljoin(self.page.url, address) if address else self.page.url

    def _arrive(self, answer: Any) -> Self:
        assert answer.status_code == 200, answer.text[:2000]
        path = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]
        asked = httpx.Request("GET", urljoin("http://host", path))
        headers = {"content-type": answer["Content-Type"]}
        self.page = Page(httpx.Response(200, content=answer.content, headers=headers, request=asked))
        return self
