"""The pages in headless Chromium, opened from the file system: no errors, nothing asked for outside, all works."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import axe_core_python
import pytest

from tests.pipeline.site.browser import Browser, chromium
from tests.pipeline.site.conftest import PAGES

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
READY = {
    "table.html": "document.getElementById('figures').dataset.ready",
    "themes/online.html": "document.getElementById('theme').dataset.ready",
}


@pytest.fixture(scope="module")
def tab() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def browser(tab: Browser) -> Iterator[Browser]:
    """The tab; after the test it must have no problem noted."""
    tab.problems.clear()
    tab.look(1200, 900)
    yield tab
    assert tab.problems == []


def _open(browser: Browser, site: Path, name: str) -> None:
    browser.open(site / name)
    browser.until(READY.get(name, "true"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_alone_and_is_accessible(browser: Browser, site: Path, name: str, dark: bool) -> None:
    browser.look(1200, 900, dark)
    _open(browser, site, name)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    browser.until("!document.querySelector('.gantt') || document.querySelector('.gantt svg')")
    browser.run(AXE.read_text(encoding="utf-8") + ";0")
    found = browser.run(
        "axe.run().then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes[0].html.slice(0, 200)]))"
    )
    assert [one for one in found if one[0] in ("serious", "critical")] == []
    assert {url.split(":")[0] for url in browser.requests} <= {"file", "data", "blob"}


@pytest.mark.parametrize("name", PAGES)
def test_a_telephone_never_scrolls_sideways(browser: Browser, site: Path, name: str) -> None:
    browser.look(360, 740)
    _open(browser, site, name)
    assert browser.run("document.documentElement.scrollWidth") <= 360


def test_search_filter_and_sort(browser: Browser, site: Path) -> None:
    _open(browser, site, "table.html")
    total = "document.getElementById('shown').textContent"
    assert browser.run(total) == "8 件 rows"
    browser.run("document.querySelector('[name=q]').focus()")
    browser.type("ｵﾝﾗｲﾝ 利用率")
    browser.until(f"{total} === '4 件 rows'")
    browser.click("button[type=reset]")
    browser.until(f"{total} === '8 件 rows'")
    browser.run("document.querySelector('[name=city]').value = '乙市'")
    browser.run("document.querySelector('[name=city]').dispatchEvent(new Event('input', {bubbles: true}))")
    browser.until(f"{total} === '4 件 rows'")
    values = "[...document.querySelectorAll('#figures td.number')].map((td) => td.textContent)"
    browser.run("document.querySelectorAll('#figures th button')[7].focus()")
    browser.press("Enter")
    assert browser.run(values) == ["2", "4.5", "20", "90"]
    browser.press("Enter")
    assert browser.run(values) == ["90", "20", "4.5", "2"]
    assert browser.run("document.querySelectorAll('#figures th')[7].getAttribute('aria-sort')") == "descending"


def test_the_download_is_what_is_shown(browser: Browser, site: Path, tmp_path: Path) -> None:
    browser.downloads(tmp_path)
    _open(browser, site, "table.html")
    browser.run("document.querySelector('[name=q]').focus()")
    browser.type("削減時間")
    browser.until("document.getElementById('shown').textContent === '2 件 rows'")
    browser.click("#download")
    path = tmp_path / "keikaku.csv"
    browser.until("true")
    for _ in range(200):
        if path.exists() and path.stat().st_size:
            break
        browser.run("new Promise((done) => setTimeout(done, 25))")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [(row["city"], row["raw"], row["value"]) for row in rows] == [("乙市", "90分", "90"), ("乙市", "20分", "20")]


def test_charts_and_schedule_are_drawn_when_opened_by_keyboard(browser: Browser, site: Path) -> None:
    _open(browser, site, PAGES[-1])
    assert browser.run("document.querySelectorAll('svg').length") == 0
    browser.run("document.querySelector('details.card summary').focus()")
    browser.press("Enter")
    browser.until("document.querySelector('.charts svg') && document.querySelector('.gantt svg')")
    assert browser.run("document.querySelector('.charts svg').textContent").count("30.5")
    assert browser.run("document.querySelectorAll('.milestones li').length") == 2


def test_small_multiples_have_a_panel_per_city(browser: Browser, site: Path) -> None:
    _open(browser, site, "themes/online.html")
    assert browser.run("document.querySelectorAll('section:first-child .charts figure').length") == 2
    browser.run("document.getElementById('city').focus()")
    browser.type("甲")
    browser.until("document.querySelectorAll('section:first-child .charts figure').length === 1")


def test_the_place_of_a_figure_is_one_key_away(browser: Browser, site: Path) -> None:
    _open(browser, site, PAGES[-1])
    browser.run("document.querySelector('details.card').open = true")
    browser.run("[...document.querySelectorAll('td .fig')].find((one) => one.textContent === '20%').focus()")
    browser.press("Enter")
    browser.until("document.querySelector('dialog[open] .frame')")
    frame = browser.run("document.querySelector('.frame').style.cssText")
    assert f"left: {100 * 100 / 595:.4f}"[:12] in frame
    assert browser.run("document.getElementById('evidence-title').textContent") == "甲市.pdf p.2"
    browser.press("Escape")
    browser.until("!document.querySelector('dialog[open]')")


def test_light_and_dark_can_be_chosen(browser: Browser, site: Path) -> None:
    _open(browser, site, "index.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = browser.run(paper)
    browser.click("#mode")
    assert browser.run(paper) != light
    browser.run("localStorage.clear()")
