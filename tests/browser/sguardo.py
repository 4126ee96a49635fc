"""What there is to say against a page: the browser itself, axe, the HTML validator."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.sito import Pagina, Sito

WIDTHS = [320, 1280]
# The same violations, sooner: what axe finds right it does not describe.
ONLY_WRONG = {"resultTypes": ["violations"]}
VNU = Path(__file__).parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """A page and the list to which the browser adds what it complains of."""
    page, complaints = context.new_page(), []
    page.add_init_script(WATCH)
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("requestfailed", lambda request: complaints.extend(_not_loaded(request)))
    return page, complaints


def _not_loaded(request: Request) -> list[str]:
    # What becomes a file, and what was still coming when the page was left, is given up.
    given_up = request.failure == "net::ERR_ABORTED"
    return [] if given_up else [f"not loaded: {request.url} {request.failure}"]


def problems(page: Page, complaints: list[str]) -> list[str]:
    """What is wrong with the page that is open: nothing, it is hoped."""
    page.wait_for_load_state("load")
    found = [*complaints, *page.evaluate("window.violations")]
    complaints.clear()
    for violation in Axe().run(page, options=ONLY_WRONG).response["violations"]:
        where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
        found.append(f"axe {violation['id']}: {where}")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if excess := page.evaluate(wide):
        found.append(f"{excess} px too wide")
    return found


def wrong_at_each_width(
    context: BrowserContext, sito: Sito, pages: Iterable[Pagina]
) -> dict[str, list[str]]:
    """What is wrong with those pages on a telephone and on a desk, by page."""
    page, complaints = watched(context)
    found = {}
    for pagina in pages:
        page.goto(sito.url + pagina.path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found[f"{pagina.path} at {width} px"] = problems(page, complaints)
    assert found
    return report(found)


def report(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """The pages with something wrong."""
    return {where: what for where, what in found.items() if what}


def validate(served: dict[str, str], folder: Path) -> list[str]:
    """What the HTML validator calls an error, with the page that has it."""
    names = {}
    for number, (where, html) in enumerate(served.items()):
        (folder / f"{number}.html").write_text(html, encoding="utf-8")
        names[f"{number}.html"] = where
    argv = ["java", "-jar", VNU, "--format", "json", "--errors-only", "--exit-zero-always", folder]
    done = subprocess.run(argv, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return sorted({f"{names[Path(m['url']).name]}: {m['message']}" for m in messages})
