"""The pages in headless Chromium, opened from the file system: no errors, nothing asked for outside, all works."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import axe_core_python
import pytest
from PIL import Image

from tests.pipeline.site.browser import Browser, chromium
from tests.pipeline.site.conftest import PAGES

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]
AXE = Path(axe_core_python.__file__).parent / "axe.min.js"
COVERED = """(() => {
  const frame = document.querySelector('.frame').getBoundingClientRect();
  const sheet = document.querySelector('.sheet img').getBoundingClientRect();
  return [frame.width > 5, frame.height > 5, frame.left >= sheet.left, frame.top >= sheet.top,
    frame.right <= sheet.right, frame.bottom <= sheet.bottom];
})()"""
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
    rows = _csv(_downloaded(browser, tmp_path / "keikaku.csv"))
    assert [(row["city"], row["raw"], row["value"]) for row in rows] == [("乙市", "90分", "90"), ("乙市", "20分", "20")]
    assert (rows[0]["file"], rows[0]["page"], rows[0]["bbox"]) == ("乙市.pdf", "2", "100,200,160,220")


def test_the_charts_of_a_family_are_saved_as_picture_and_data(browser: Browser, site: Path, tmp_path: Path) -> None:
    browser.downloads(tmp_path)
    _open(browser, site, "themes/online.html")
    buttons = "document.querySelector('#online-use').parentElement.querySelectorAll('.save button')"
    for number in range(3):
        browser.run(f"{buttons}[{number}].focus()")
        browser.press("Enter")
    picture = ElementTree.fromstring(_downloaded(browser, tmp_path / "online-use.svg"))
    said = "".join(picture.itertext())
    assert "甲市：オンライン申請の利用率" in said and "乙市" in said and "30.5" in said
    assert "var(--" not in (tmp_path / "online-use.svg").read_text(encoding="utf-8")
    with Image.open(BytesIO(_downloaded(browser, tmp_path / "online-use.png"))) as image:
        colours = image.convert("RGB").getcolors(1 << 24)
        assert image.width == 2 * float(picture.attrib["width"])
        assert colours is not None and len(colours) > 10
    rows = _csv(_downloaded(browser, tmp_path / "online-use.csv"))
    assert [(r["city"], r["kind"], r["year"], r["value"], r["unit"]) for r in rows][:2] == [
        ("甲市", "baseline", "2024", "18.5", "%"),
        ("甲市", "target", "2026", "20", "%"),
    ]


def test_the_question_takes_three_clicks(browser: Browser, site: Path, tmp_path: Path) -> None:
    """How do these cities plan to raise online applications, from what base, by when, and who changed their mind?"""
    browser.downloads(tmp_path)
    _open(browser, site, "index.html")
    browser.click(".heat a[href='themes/online.html']")
    browser.until("location.pathname.endsWith('online.html') && document.getElementById('theme')?.dataset.ready")
    browser.run("document.getElementById('city').focus()")
    browser.type("甲市 乙市")
    family = "document.querySelector('#online-use').parentElement"
    browser.until(f"location.hash && {family}.querySelectorAll('.charts svg').length === 2")
    head, *rows = browser.run(
        f"[...{family}.querySelectorAll('table tr')].map((tr) => [...tr.children].map((c) => c.innerText))"
    )
    assert head[1:] == ["現状値 Baseline", "2026", "2027", "2028"]
    assert rows[0][1].startswith("18.5") and rows[0][2:] == ["20%", "25%", "30.5%"]
    assert browser.run("document.getElementById('changes').textContent").startswith("変更 1 Who changed their mind")
    browser.click("section .save button:nth-of-type(2)")
    browser.click("section .save button:nth-of-type(3)")
    assert _downloaded(browser, tmp_path / "online-use.png").startswith(b"\x89PNG")
    assert _csv(_downloaded(browser, tmp_path / "online-use.csv"))


def test_nothing_is_cut_without_a_word(browser: Browser, long: Path) -> None:
    _open(browser, long, "themes/online.html")
    shown = "document.querySelectorAll('.initiatives li').length"
    more = "document.querySelector('.initiatives + .more')"
    assert browser.run("document.getElementById('initiatives').textContent").startswith("事業 242")
    assert browser.run(shown) == 200
    assert browser.run(f"{more}.textContent") == "あと42件を表示 Show more, 42 left"
    browser.run(f"{more}.focus()")
    browser.press("Enter")
    assert browser.run(shown) == 242
    assert browser.run(f"{more}.hidden")
    assert browser.run("document.activeElement.closest('li') === document.querySelectorAll('.initiatives li')[200]")


def test_cities_are_chosen_and_the_choice_can_be_kept_as_an_address(browser: Browser, site: Path) -> None:
    browser.open(site / "themes" / "online.html", "#city=%E4%B9%99")
    browser.until(READY["themes/online.html"])
    assert browser.run("document.querySelectorAll('section:first-child .charts figure').length") == 1
    browser.run("document.getElementById('city').value = '甲、乙'")
    browser.run("document.getElementById('city').dispatchEvent(new Event('input'))")
    browser.until("document.querySelectorAll('section:first-child .charts figure').length === 2")
    assert browser.run("decodeURIComponent(location.hash)") == "#city=甲 乙"


@pytest.mark.parametrize("name", ["changes.html", "themes/online.html"])
def test_a_change_shows_before_and_after(browser: Browser, site: Path, name: str) -> None:
    _open(browser, site, name)
    browser.until("document.querySelector('table.changes tbody tr')")
    row = "document.querySelector('table.changes tbody tr')"
    assert browser.run(f"{row}.querySelector('del').textContent") == "25%"
    assert browser.run(f"{row}.querySelector('ins button').textContent") == "30.5%"
    assert "目標値の変更 target changed" in browser.run(f"{row}.textContent")


def _downloaded(browser: Browser, path: Path) -> bytes:
    for _ in range(200):
        if path.exists() and path.stat().st_size:
            return path.read_bytes()
        browser.run("new Promise((done) => setTimeout(done, 25))")
    raise AssertionError(f"{path.name} was never saved: {browser.problems}")


def _csv(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


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


def test_a_figure_leads_to_the_picture_of_its_page_with_the_cell_outlined(browser: Browser, pictured: Path) -> None:
    """By keyboard from the table of figures, by mouse from the dot of a chart and the bar of a schedule."""
    page = next((pictured / "plans").iterdir())
    browser.open(page)
    browser.run("document.querySelector('details.card').open = true")
    browser.until("document.querySelector('.charts circle[data-at]') && document.querySelector('.gantt rect[data-at]')")
    for selector in ("td .fig", ".charts circle[data-at]", ".gantt rect[data-at]"):
        if selector == "td .fig":
            browser.run("document.querySelector('details.card td .fig').focus()")
            browser.press("Enter")
        else:
            browser.click(selector)
        browser.until("document.querySelector('dialog[open] img')?.complete")
        assert browser.run("document.querySelector('dialog img').naturalWidth") > 600
        assert browser.run(COVERED) == [True] * 6
        browser.press("Escape")
        browser.until("!document.querySelector('dialog[open]')")


def test_light_and_dark_can_be_chosen(browser: Browser, site: Path) -> None:
    _open(browser, site, "index.html")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = browser.run(paper)
    browser.click("#mode")
    assert browser.run(paper) != light
    browser.run("localStorage.clear()")
