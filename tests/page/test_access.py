"""Every screen, for who sees little, hears it, or has gloves on; and in every language nothing but its words."""

import json
import re
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Route

from industrack_field.shell import PAGE
from tests.page.office import Office
from tests.page.phone import Phone

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OF_JOB = (
    "", "/more", "/reason/hold", "/notes", "/note", "/sitenote", "/photos", "/tasks", "/items", "/forms", "/place",
    "/sign",
)  # fmt: skip
OF_PAGE = ("/", "/week", "/older", "/day", "/unsent", "/settings", "/clear")
JUDGED = """async () => {
  const rules = { "color-contrast-enhanced": { enabled: true } };
  const found = await axe.run(document, { rules });
  return found.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(", ")}`);
}"""
SMALL = """() => [...document.querySelectorAll("a, button, label.button, label.choice, textarea, input:not(.unseen)")]
  .filter((each) => each.checkVisibility() && !(each.tagName === "INPUT" && each.closest("label.choice")))
  .map((each) => [each.textContent, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 55.9 || box.height < 55.9)
  .map(([text, box]) => `${text} ${Math.round(box.width)} x ${Math.round(box.height)}`)"""
TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.parentElement.checkVisibility()) found.push(walker.currentNode.data);
  for (const each of document.querySelectorAll("[aria-label]")) found.push(each.getAttribute("aria-label"));
  return found;
}"""


def faults(phone: Phone) -> list[str]:
    """What axe-core finds on the screen, and targets that are small."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("Runtime.evaluate", {"expression": AXE, "allowUnsafeEvalBlockedByCSP": True})
    session.detach()
    return [*phone.page.evaluate(JUDGED), *phone.page.evaluate(SMALL)]


def screens(phone: Phone, office: Office) -> list[str]:
    """The phone with a job under way, and the paths of all its screens."""
    job = office.send_a_full_one()
    phone.sync_now()
    phone.open(f"/job/{job}")
    phone.step("Start travel")
    phone.step("Start work")
    phone.step("Complete")
    phone.page.wait_for_url("**/form/**")
    form = phone.page.url.split("#")[1]
    return [*OF_PAGE, *(f"/job/{job}{each}" for each in OF_JOB), form]


@pytest.mark.parametrize("theme", ["light", "dark", "sun"])
def test_every_screen_is_for_everybody(paired: Phone, office: Office, theme: str) -> None:
    paths = screens(paired, office)
    if theme == "sun":
        paired.open("/settings")
        paired.page.get_by_label("Bright sun").check()
    else:
        paired.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    found = {}
    for path in paths:
        paired.open(path)
        found[path] = faults(paired)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_before_it_is_paired_too(phone: Phone) -> None:
    assert faults(phone) == []
    phone.tap("Go on in the browser")
    assert faults(phone) == []


def test_the_narrowest_phone_with_the_largest_letters_scrolls_one_way_only(paired: Phone, office: Office) -> None:
    paths = screens(paired, office)
    paired.page.set_viewport_size({"width": 320, "height": 640})
    wide = {}
    for path in paths:
        paired.open(path)
        paired.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        wide[path] = paired.page.evaluate("() => document.documentElement.scrollWidth")
    assert {path: width for path, width in wide.items() if width > 320} == {}


def test_a_step_by_keyboard_alone(paired: Phone, office: Office) -> None:
    job = office.send("Furnace")
    paired.sync_now()
    paired.open(f"/job/{job}")
    paired.big.focus()
    paired.page.keyboard.press("Enter")
    paired.sees("on the way")
    paired.page.locator("#undo").focus()
    paired.page.keyboard.press("Enter")
    paired.says("Taken back.")


def marked(route: Route) -> None:
    """The German table, each of its texts marked at both ends."""
    text = (PAGE / "words_de.json").read_text(encoding="utf-8")
    route.fulfill(body=re.sub(r': "((?:[^"\\]|\\.)*)"', r': "⟦\1⟧"', text), content_type="application/json")


def test_no_text_stands_outside_the_table(paired: Phone, office: Office) -> None:
    paths = screens(paired, office)
    paired.open("/settings")
    paired.page.route("**/words_de.json", marked)
    paired.page.get_by_label("Deutsch").check()
    paired.sees("⟦")
    paired.page.reload()
    known = json.dumps(office.rows("SELECT description, note, items, tasks FROM job"), ensure_ascii=False, default=str)
    known += json.dumps(office.rows("SELECT questions, name FROM form"), default=str)
    known += "English Deutsch IndusTrack"
    known += "Lindqvist 555 0134 12 Oak St Ring twice Small Company Ana Ruiz Ana R. Part missing Copper pipe CP15"
    stray = set()
    for path in paths:
        paired.open(path)
        paired.sees("⟦")
        for text in paired.page.evaluate(TEXTS):
            left = re.sub(r"⟦.*?⟧", " ", text, flags=re.DOTALL)
            words = re.findall(r"[A-Za-zÄÖÜäöüß]{3,}", left)
            stray |= {(path, word) for word in words if word not in known and not is_date(word)}
    assert stray == set()


def is_date(word: str) -> bool:
    """Whether a word is of a date, which the browser writes."""
    days = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"
    months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
    short = "Jan Feb Apr Aug Sept Okt Nov Dez"
    return word in f"{days} {months} {short}".split() or re.fullmatch("[0-9a-f]{3,8}", word) is not None
