"""A window of one person, used with a mouse, by keyboard alone, or without scripts.

The stories are told once in terms of what a person does here: `write`, `choose`, `press`…; which
hands do it is the window's business.
"""

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page

from tests.browser.sguardo import problems
from tests.browser.sito import Sito

DESK, TELEPHONE = 1280, 320
WINDOW = {
    "viewport": {"width": DESK, "height": 900},
    "locale": "it-IT",
    # The focus is where it is going at once.
    "reduced_motion": "reduce",
}
# More than any page of ours has.
STOPS = 250
# Where the pictures of the manual go, when somebody asks for them.
PICTURES = os.environ.get("IMMAGINI", "")
COLOURS, LARGEST = 64, 120_000
TO_THE_TOP = "e => scrollTo(0, scrollY + e.getBoundingClientRect().top - 24)"
# Whether the focus can be seen where it is.
SEEN = """e => {
    const s = getComputedStyle(e), r = e.getBoundingClientRect();
    const inside = r.bottom > 0 && r.top < innerHeight;
    const drawn = s.outlineStyle !== "none" || s.boxShadow !== "none";
    return inside && (drawn || e.tagName === "MAIN");
}"""


@dataclass
class Finestra:
    """A window, and the pages that were looked at in it."""

    sito: Sito
    page: Page
    complaints: list[str]
    keyboard: bool = False
    scripts: bool = True
    seen: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Somebody must be listening already when the key opens the chooser.
        self.page.on("filechooser", lambda chooser: None)

    # --- Where one is ---------------------------------------------------------------------------

    def go(self, path: str) -> None:
        self.page.goto(self.sito.url + path)

    def path(self) -> str:
        return self.page.url.removeprefix(self.sito.url)

    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    def says(self, words: str) -> bool:
        return words in " ".join(self.page.locator("main").inner_text().split())

    def log_in(self, email: str, password: str = "") -> None:
        self.go("/accesso/")
        self.write("login", email)
        self.write("password", password or self.sito.password)
        self.press("Accedi")
        assert self.path() == "/scrivania/"

    # --- What a person does ---------------------------------------------------------------------

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self._activate(self._button(name))

    def follow(self, name: str) -> None:
        with self.page.expect_navigation():
            self._activate(self._link(name))

    def write(self, name: str, text: str) -> None:
        """Write a text, or a day as `2026-12-31`, in place of what there is."""
        target = self._field(name)
        if not self.keyboard:
            target.fill(text)
            return
        self._reach(target)
        if target.get_attribute("type") == "date":
            year, month, day = text.split("-")
            self.page.keyboard.type(day + month + year)
            return
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, name: str, option: str) -> None:
        """Choose from a list."""
        target = self._field(name)
        if not self.keyboard:
            target.select_option(label=option)
            return
        self._reach(target)
        place = target.evaluate(
            "(e, t) => [...e.options].findIndex(o => o.text.trim() === t) - e.selectedIndex",
            option,
        )
        for _ in range(abs(place)):
            self.page.keyboard.press("ArrowDown" if place > 0 else "ArrowUp")

    def pick(self, name: str, value: str) -> None:
        """Pick one of the buttons of a group, none of which is picked yet."""
        target = self._field(name, value)
        if not self.keyboard:
            self._label(target).click()
            return
        self._reach(self._field(name).first)
        self.page.keyboard.press("Space")
        while not target.is_checked():
            self.page.keyboard.press("ArrowDown")

    def tick(self, name: str, value: str = "") -> None:
        target = self._field(name, value)
        if self.keyboard:
            self._reach(target)
            self.page.keyboard.press("Space")
        else:
            self._label(target).click()

    def send_file(self, name: str, content: bytes, button: str) -> None:
        """Choose a file and send it."""
        target = self.page.locator("main input[type=file]")
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        if self.keyboard:
            self._reach(target)
            with self.page.expect_file_chooser() as chosen:
                self.page.keyboard.press("Enter")
            chosen.value.set_files(file)
        else:
            target.set_input_files(file)
        self.press(button)

    def download(self, name: str) -> bytes:
        with self.page.expect_download() as asked:
            self._activate(self._link(name))
        return Path(asked.value.path()).read_bytes()

    def wait_for_link(self, name: str, again: str) -> None:
        """Wait until the page, which renews itself, has a link; without scripts press `again`."""
        if self.scripts:
            self._link(name).wait_for()
            return
        for _ in range(STOPS):
            if self._link(name).count():
                return
            self.follow(again)
        raise AssertionError(f"«{name}» never came")

    # --- What is looked at ----------------------------------------------------------------------

    def check(self, *widths: int) -> None:
        """Nothing is wrong with the page that is open; only one window's hands need to ask."""
        if self.keyboard or not self.scripts:
            return
        for width in widths or (DESK,):
            self.page.set_viewport_size({"width": width, "height": 900})
            found = problems(self.page, self.complaints)
            assert not found, f"{self.path()} at {width} px: {found}"
        self.page.set_viewport_size({"width": DESK, "height": 900})
        self.seen[f"{len(self.seen)} {self.title()}"] = self.page.content()

    def picture(self, name: str, at: str = "h1", height: int = 760) -> None:
        """A picture for the manual, from that part of the page down, if they were asked for."""
        if not PICTURES or self.keyboard or not self.scripts:
            return
        self.page.locator(at).first.evaluate(TO_THE_TOP)
        heard = [*self.complaints]
        drawn = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        # Taking it hides the caret by a style of its own, which our pages do not let in.
        self.complaints[:] = heard
        drawn = drawn.crop((0, 0, DESK, height)).quantize(COLOURS, dither=Image.Dither.NONE)
        file = Path(PICTURES) / f"{name}.png"
        drawn.save(file, optimize=True)
        assert file.stat().st_size <= LARGEST

    # --- Hands ----------------------------------------------------------------------------------

    def _button(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("button", name=name, exact=True)

    def _link(self, name: str) -> Locator:
        return self.page.locator("main").get_by_role("link", name=name, exact=True).first

    def _field(self, name: str, value: str = "") -> Locator:
        which = f"[value='{value}']" if value else ""
        return self.page.locator(f"main [name={name}]{which}:not([type=hidden])")

    def _label(self, target: Locator) -> Locator:
        """What a mouse clicks to tick a box: in our look its label lies upon it."""
        return self.page.locator(f"label[for={target.get_attribute('id')}]")

    def _activate(self, target: Locator) -> None:
        if self.keyboard:
            self._reach(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def _reach(self, target: Locator) -> None:
        """Press Tab until the focus is there, and can be seen there."""
        for _ in range(STOPS):
            if target.evaluate("e => e === document.activeElement"):
                assert target.evaluate(SEEN), f"no sign of the focus on {target}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {target}")
