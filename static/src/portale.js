// Everything works without this file: it only makes the pages more comfortable.
import { Collapse, NavBarCollapsible } from "bootstrap-italia";
import htmx from "htmx.org/dist/htmx.esm.js";

// Naming the plugins keeps them in the bundle; they attach themselves to data-bs-toggle.
window.portale = { Collapse, NavBarCollapsible, htmx };
