"""The pieces pages are made of: tags and filters available in every template without `load`.

Each tag renders one file of `templates/components/`, whose first lines show how it is called.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from urllib.parse import quote, urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from conciliazione import riquadri
from conciliazione.date import format_day, format_month, format_period
from conciliazione.dati_aperti import Dataset, find_dataset
from conciliazione.numeri import format_decimal, format_euro, format_percent
from conciliazione.ricerca import ESTRATTO_LARGO, excerpt
from conciliazione.scrivania import distance
from conciliazione.testo import close_sentence

register = template.Library()

AVVISI = {
    "info": ("info", "it-info-circle"),
    "success": ("success", "it-check-circle"),
    "warning": ("warning", "it-warning-circle"),
    "error": ("danger", "it-error"),
}
PERCORSO_AL_PIU = 200
COLORI = {"neutro", "blu", "verde", "giallo", "rosso"}
COLLEGAMENTI = {
    "accessibility": "LINK_ACCESSIBILITA",
    "privacy": "LINK_PRIVACY",
    "legal_notes": "LINK_NOTE_LEGALI",
    "report_problem": "LINK_SEGNALAZIONI",
}


# --- Page -------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def blocco(context: Context, nome: str) -> str:
    """The text of the page's block `nome`, empty when the page has none.

    A block is written once by the page and shown in several places by `base.html`.
    """
    blocchi = context.render_context.get(BLOCK_CONTEXT_KEY)
    scritto = blocchi.get_block(nome) if blocchi else None
    return mark_safe(scritto.render(context).strip()) if scritto else ""


@register.inclusion_tag("components/menu.html", takes_context=True)
def menu(context: Context) -> dict[str, object]:
    """The main menu: the panels that the rooms registered for it, in their order."""
    request = context.get("request")
    voci = menu_panels(request)
    return {"voci": _with_place(voci, _part_of(request, voci) if voci else None, request)}


def menu_panels(request: object) -> list[riquadri.Panel]:
    """The entries of the menu for who makes `request`; none where there is no request."""
    return riquadri.panels("menu", request.user) if hasattr(request, "user") else []


@register.inclusion_tag("components/sezione.html", takes_context=True)
def sezione(context: Context, nome: str, titolo: str) -> dict[str, object]:
    """The pages of a part of the site: `{% sezione "rete" "La Rete" %}`, above the page's text.

    The rooms register them for the place `sezione`, whose object is the name of the part.
    """
    request = context.get("request")
    voci = riquadri.panels("sezione", request.user, nome) if hasattr(request, "user") else []
    qui = riquadri.nearest(voci, request.path) if voci else None
    return {"voci": _with_place(voci, qui, request), "titolo": titolo}


def _part_of(request: HttpRequest, voci: list[riquadri.Panel]) -> riquadri.Panel | None:
    """The entry of the menu under which the page stands, by its address or by its section."""
    if request.path == "/":
        return None
    if qui := riquadri.nearest(voci, request.path):
        return qui
    for voce in voci:
        pagine = riquadri.panels("sezione", request.user, voce.parte) if voce.parte else []
        if riquadri.nearest(pagine, request.path):
            return voce
    return None


def _with_place(
    voci: list[riquadri.Panel], qui: riquadri.Panel | None, request: HttpRequest
) -> list[tuple[riquadri.Panel, str]]:
    """Each entry with its `aria-current`: `page`, `true` for a page below it, or empty."""
    return [
        (voce, "" if voce is not qui else "page" if voce.url == request.path else "true")
        for voce in voci
    ]


@register.simple_tag
def collegamento(nome: str) -> str:
    """The address of a page of the frame; of one that the law wants, that in the settings if any.

    As `{% url %}`, which looks for it again each time: the frame is drawn on every page.
    """
    scelto = getattr(settings, COLLEGAMENTI[nome]) if nome in COLLEGAMENTI else ""
    return scelto or riquadri.address(nome)


@register.simple_tag
@cache
def fisso(percorso: str) -> str:
    """The address of a file of `static/`, which changes with the code alone; as `{% static %}`."""
    return static(percorso)


@register.simple_tag(takes_context=True)
def indirizzo_canonico(context: Context) -> str:
    """The one address of the page, without filters; of a list, with the number of its page."""
    request = context.get("request")
    if request is None:
        return ""
    pagina = context.get("page_obj")
    numero = f"?page={pagina.number}" if pagina and pagina.number > 1 else ""
    return f"{settings.BASE_URL}{quote(request.path)}{numero}"


@register.simple_tag(takes_context=True)
def pagina_corrente(context: Context) -> str:
    """What tells our form which page a problem is about; nothing for a form of others."""
    request = context.get("request")
    if settings.LINK_SEGNALAZIONI or request is None or request.path == "/":
        return ""
    return f"?pagina={quote(request.path[:PERCORSO_AL_PIU])}"


@register.inclusion_tag("components/briciole.html")
def briciole(*voci: str) -> dict[str, object]:
    """The breadcrumb: title and address of each page above, then the title of this one.

    `{% url "rete:soggetti" as elenco %}{% briciole "Soggetti" elenco soggetto.denominazione %}`;
    the home comes first by itself.
    """
    *sopra, qui = voci
    coppie = list(zip(sopra[::2], sopra[1::2], strict=True))
    return {"sopra": coppie, "qui": qui, "dati": _describe_path([("Home", "/"), *coppie], qui)}


def _describe_path(sopra: list[tuple[str, str]], qui: str) -> dict[str, object]:
    """The breadcrumb as schema.org wants it; the last step is the page itself."""
    passi: list[dict[str, object]] = [
        {"name": str(titolo), "item": f"{settings.BASE_URL}{url}"} for titolo, url in sopra
    ]
    numerati = [
        {"@type": "ListItem", "position": n, **passo}
        for n, passo in enumerate([*passi, {"name": str(qui)}], start=1)
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": numerati,
    }


# --- Pieces -----------------------------------------------------------------------------------


# Written here and not in a file: a page has many, and a template for each cost more than it drew.
ICONA = (
    '\n<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>\n'
)


@register.simple_tag
def icona(nome: str, classe: str = "") -> SafeString:
    """A decorative icon of the sprite: `{% icona "it-user" "icon-sm" %}`."""
    return format_html(ICONA, classe, fisso("sprites.svg"), nome)


@register.simple_block_tag
def scheda(
    content: str, titolo: str, url: str = "", sopra: str = "", piede: str = "", livello: int = 3
) -> str:
    """A card; `sopra` is a few words above its text, `piede` below, `livello` of its heading."""
    # A number would be written as the language wants it, twice a card.
    dati = {"titolo": titolo, "url": url, "sopra": sopra, "piede": piede, "livello": str(livello)}
    return render_to_string("components/scheda.html", {"contenuto": content, **dati})


@register.simple_block_tag
def avviso(content: str, tipo: str = "info", titolo: str = "") -> str:
    """A notice inside the page; `tipo` is a message level: info, success, warning or error."""
    colore, simbolo = AVVISI.get(tipo, AVVISI["info"])
    dati = {"contenuto": content, "colore": colore, "simbolo": simbolo, "titolo": titolo}
    return render_to_string("components/avviso.html", dati)


@register.simple_block_tag
def vuoto(content: str, titolo: str) -> str:
    """What stands where a list has no rows: why, and what to do."""
    return render_to_string("components/vuoto.html", {"contenuto": content, "titolo": titolo})


@register.simple_block_tag
def tabella(content: str, didascalia: str, classe: str = "", nascosta: bool = False) -> str:
    """A table around `<thead>` and `<tbody>`, scrolled sideways on its own where it is too wide.

    Its caption names the region; `nascosta` leaves it to screen readers only.
    """
    dati = {"contenuto": content, "didascalia": didascalia, "classe": classe, "nascosta": nascosta}
    return render_to_string("components/tabella.html", dati)


@register.inclusion_tag("components/etichetta.html")
def etichetta(testo: str, tipo: str = "neutro") -> dict[str, object]:
    """A short label, coloured neutro, blu, verde, giallo or rosso; the words carry the meaning."""
    return {"testo": testo, "tipo": tipo if tipo in COLORI else "neutro"}


@register.inclusion_tag("components/numero_chiave.html")
def numero_chiave(valore: object, etichetta: str, nota: str = "") -> dict[str, object]:
    """A figure with what it counts and, when useful, its date or source."""
    return {"valore": valore, "etichetta": etichetta, "nota": nota}


@register.simple_tag
def estratto(testo: str, cercato: str, largo: int = ESTRATTO_LARGO) -> SafeString:
    """The part of `testo` around the words that were searched, which are marked; 0 is all of it."""
    pezzi = excerpt(testo, cercato, largo or len(testo))
    segnati = (("<mark>{}</mark>" if segnato else "{}", pezzo) for pezzo, segnato in pezzi)
    return format_html_join("", "{}", ((format_html(come, pezzo),) for come, pezzo in segnati))


@register.inclusion_tag("components/paginazione.html", takes_context=True)
def paginazione(context: Context, page_obj: Page) -> dict[str, object]:
    """Links to the other pages of a list; the rest of the query string stays."""
    vicine = {"on_each_side": 1, "on_ends": 1}
    pagine = page_obj.paginator.get_elided_page_range(page_obj.number, **vicine)
    return {"request": context["request"], "page_obj": page_obj, "pagine": pagine}


@register.inclusion_tag("components/scarica.html", takes_context=True)
def scarica(context: Context, nome: str, *filtri: str) -> dict[str, object]:
    """The files of the rows of a list: `{% scarica "soggetti" "natura" %}`.

    `filtri` are those of the page that mean the same in the dataset: what is chosen there comes
    along, and the words beside the files say so.
    """
    dataset, scelti = find_dataset(nome), context["request"].GET
    chiesti = {f: scelti[f] for f in filtri if scelti.get(f)}
    ammessi = _form_of(dataset, scelti) if chiesti else None
    portati = {f: v for f, v in chiesti.items() if ammessi and not ammessi[f].errors}
    return {
        "dataset": dataset,
        "query": f"?{urlencode(portati)}" if portati else "",
        "filtri": [_label_of(context, f) for f in portati],
    }


def _form_of(dataset: Dataset | None, scelti: QueryDict) -> Form | None:
    """The filters of a dataset with what was asked; None where it has none."""
    if dataset is None or dataset.filtri is None:
        return None
    return dataset.filtri(scelti, queryset=dataset.righe()).form


def _label_of(context: Context, nome: str) -> str:
    """A filter as the form of the page calls it."""
    modulo = context["filterset"].form if "filterset" in context else context.get("form")
    campi = modulo.fields if modulo else {}
    return f"«{campi[nome].label}»" if nome in campi else nome


# --- Numbers and dates ------------------------------------------------------------------------


@register.filter
def euro(valore: Decimal | int | None) -> str:
    """`€ 1.234,50`; empty for None."""
    return _shown(valore, format_euro)


@register.filter
def numero(valore: Decimal | int | None, decimali: int | None = None) -> str:
    """`1.234,5`; empty for None."""
    return _shown(valore, format_decimal, decimali)


@register.filter
def percento(valore: Decimal | int | None, decimali: int | None = None) -> str:
    """`12,5 %`; empty for None."""
    return _shown(valore, format_percent, decimali)


@register.filter
def data_lunga(giorno: date | datetime | None) -> str:
    """`27 giugno 2014`, the day in Rome of an instant; empty for None."""
    return _shown(_day(giorno), format_day)


@register.filter
def mese_anno(giorno: date | datetime | None) -> str:
    """`ottobre 2014`; empty for None."""
    return _shown(_day(giorno), format_month)


@register.filter
def periodo(dal: date | None, al: date | None) -> str:
    """`{{ ciclo.dal|periodo:ciclo.al }}`: `ottobre 2014 – settembre 2016`, `senza date`."""
    return format_period(dal or None, al or None)


@register.filter
def quanto_manca(quando: date, oggi: date) -> str:
    """`fra 3 giorni`, `scaduta da 2 giorni`: how far a term is."""
    return distance(quando, oggi)


@register.simple_tag
def demo() -> bool:
    """Whether this is a demo, whose mails are read in a page."""
    return settings.DEMO


@register.filter(is_safe=True)
@stringfilter
def punto(testo: str) -> str:
    """A name or a list of names that ends a sentence: `{{ proposta.proponente|punto }}`."""
    return close_sentence(testo)


@register.filter
def telefono(scritto: str) -> str:
    """The digits of a telephone number, as a `tel:` address wants them."""
    return "".join(c for c in scritto if c.isdigit() or c == "+")


def _day(giorno: date | datetime | None) -> date | None:
    return timezone.localdate(giorno) if isinstance(giorno, datetime) else giorno


def _shown(valore: object, scrivi: Callable[..., str], *argomenti: object) -> str:
    return "" if valore is None or valore == "" else scrivi(valore, *argomenti)
