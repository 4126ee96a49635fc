// Everything works without this file: it only makes the pages more comfortable.
import { Collapse, NavBarCollapsible } from "bootstrap-italia";
import htmx from "htmx.org/dist/htmx.esm.js";
import "./file.js";
import "./orologio.js";

// Naming the plugins keeps them in the bundle; they attach themselves to data-bs-toggle.
window.portale = { Collapse, NavBarCollapsible, htmx };

// A part of a page that saves by itself says when it could not.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.body.addEventListener(name, ({ detail }) => {
    const { errore } = detail.target.dataset;
    if (errore) detail.target.textContent = errore;
  });
}
