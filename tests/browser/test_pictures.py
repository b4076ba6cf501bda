"""The pictures in the README show pages that are there: `make screenshots` takes each of them anew."""

import re

import psycopg
import pytest

from portal.running.servers import Site
from tests.browser.pictures import FOLDER, PICTURES, Picture
from tests.browser.visitor import Visitor
from tests.databases import ROOT


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_pictures_page_answers_whoever_it_is_shown_to(site: Site, visitor: Visitor, picture: Picture) -> None:
    with psycopg.connect(site.database["DATABASE_OWNER_URL"]) as owner:
        where = picture.where(owner)
    assert visitor.asks("acme", where, person=picture.person)[0] == 200, where


def test_every_picture_is_taken_by_the_command_and_shown_somewhere() -> None:
    guides = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for guide in guides for name in re.findall(r"pictures/([\w-]+)\.png", guide.read_text())}
    taken = {picture.name for picture in PICTURES}
    assert taken == shown == {path.stem for path in FOLDER.glob("*.png")}
