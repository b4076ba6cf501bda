"""Finance checks and issues a month of a hundred statements, from the desk's first page, in fewer than fifteen acts."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from portal.example import PEOPLE, Face
from portal.running.servers import Site
from tests.browser.visitor import DARK_PHONE, DESKTOP, OVERFLOW, Visitor, hold, violations

STATEMENTS, MOST_ACTS = 100, 15
#: Milliseconds: a hundred statements are computed and issued while one waits, on a machine that does other things too.
PATIENCE = 60_000
#: A hundred customers with a service each, at one level, all of them down for 90 minutes of last month.
FILL = """async (number) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const post = async (path, body) => {
        const json = !(body instanceof FormData);
        const headers = {"X-CSRFToken": token, ...(json ? {"Content-Type": "application/json"} : {})};
        const sent = {method: "POST", headers, body: json ? JSON.stringify(body) : body};
        const answer = await fetch(`/api/v1/${path}`, sent);
        if (!answer.ok) throw new Error(await answer.text());
        return answer.json();
    };
    const file = (lines) => {
        const form = new FormData();
        form.append("file", new Blob([lines.join("\\n")], {type: "text/csv"}), "rows.csv");
        return form;
    };
    const all = [...Array(number).keys()].map((at) => String(at).padStart(3, "0"));
    const month = document.querySelector("h1").textContent.match(/\\d{4}-\\d\\d/)[0];
    await post("customers/import/", file([
        "customer_reference,customer_name,agreement_number,agreement_from,contact_name,contact_mail,"
            + "service_reference,service_name,monthly_price,currency,service_from",
        ...all.map((at) => `CR-${at},Credited ${at},MSA-CR-${at},${month}-01,Person ${at},p${at}@credited.example,`
            + `SVC-${at},Server,250.00,EUR,${month}-01`),
    ]));
    const levels = await (await fetch("/api/v1/service-levels/")).json();
    for (const at of all) {
        const service = (await (await fetch(`/api/v1/services/?reference=SVC-${at}`)).json()).results[0];
        const term = {service: service.id, starts_at: `${month}-01T00:00:00Z`};
        await post(`service-levels/${levels.results[0].id}/assign/`, term);
    }
    await post("interruptions/import/", file([
        "service_reference,reference,starts_at,ends_at,cause",
        ...all.map((at) => `SVC-${at},HALL-${at},${month}-09T03:00:00Z,${month}-09T04:30:00Z,Power loss`),
    ]));
    return month;
}"""


class Finance:
    """Somebody of finance whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0

    def click(self, what: Locator) -> None:
        self.acts += 1
        what.click(timeout=PATIENCE)


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """A window of its own, before a hundred interruptions that no statement was made of."""
    visitor = Visitor(browser, site)
    page = visitor.page("acme", PEOPLE[Face.STAFF])
    page.goto(visitor.address("acme", "/desk/credits/"))
    page.evaluate(FILL, STATEMENTS)
    page.goto(visitor.address("acme", "/desk/"))
    yield page
    visitor.close()


def work(site: Site, month: str) -> None:
    """Does the part of a worker, of which the site of these tests has none."""
    words = ["run_credits", "--reseller", "acme", "--month", month]
    subprocess.run([sys.executable, "manage.py", *words], env=site.variables(), check=True, capture_output=True)


def test_a_month_of_a_hundred_statements_is_checked_and_issued(desk: Page, site: Site) -> None:
    finance = Finance(desk)
    finance.click(desk.get_by_role("link", name="Credits", exact=True).first)
    finance.click(desk.get_by_role("link", name="Compute the month"))
    finance.click(desk.get_by_label("Compute the month"))
    month = desk.get_by_label("Month", exact=True).input_value()
    finance.click(desk.get_by_role("button", name="Go on"))
    work(site, month)
    expect(desk.get_by_text("Ended")).to_be_visible(timeout=PATIENCE)
    finance.click(desk.get_by_role("link", name="Look at the statements"))
    expect(desk.locator("h1")).to_contain_text("Credits of", timeout=PATIENCE)
    for device in (DESKTOP, DARK_PHONE):
        hold(desk, device)
        assert desk.evaluate(OVERFLOW) <= 0
        assert violations(desk) == []
    hold(desk, DESKTOP)
    for step in ("Approve", "Issue"):
        finance.click(desk.get_by_label("statements of this filter"))
        finance.click(desk.get_by_role("button", name=step, exact=True))
        finance.click(desk.get_by_role("button", name=f"{step} "))
        expect(desk.locator("h1")).to_contain_text("Credits of", timeout=PATIENCE)
    issued = desk.locator(".rail li").last
    expect(issued).to_contain_text("EUR")
    assert desk.locator("tbody tr", has_text="Credited").filter(has_text="Issued").count() >= STATEMENTS // 2
    assert finance.acts < MOST_ACTS
