"""A proposal that starts from what there is: a project of before, the table of a sheet."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.enums import TipoDocumento
from conciliazione.transizioni import StaleState
from progetti import bozze
from progetti.contenuto import Contenuto, parse
from progetti.foglio_risultati import empty_sheet, read_cells
from progetti.forms.partenza import FoglioForm, IncollaForm, RipartiForm
from progetti.importa_risultati import Tabella, join_text, read_table, split_text
from progetti.lettura_proposta import RisultatoLetto, read_results, read_tree
from progetti.models import Proposta, TipoProva
from progetti.partenza import covered, projects_to_reuse, start_from
from progetti.passi_proposta import OBIETTIVI, RISULTATI
from progetti.views.proposte.accesso import drafting
from progetti.views.proposte.passi import frame


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def reuse(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """Start from a project of before; what it writes over is confirmed."""
    coperta = covered(proposta)
    inviato = request.POST if request.method == "POST" else None
    form = RipartiForm(inviato, proposta=proposta, coperta=coperta)
    if form.is_bound and form.is_valid():
        return _start_from(request, proposta, form)
    contesto = {
        **frame(proposta, OBIETTIVI),
        "form": form,
        "coperta": coperta,
        "ce_ne_sono": projects_to_reuse(proposta).exists(),
    }
    return render(request, "progetti/proposte/riparti.html", contesto)


def _start_from(request: HttpRequest, proposta: Proposta, form: RipartiForm) -> HttpResponse:
    progetto = form.cleaned_data["progetto"]
    try:
        if form.cleaned_data["versione"] != proposta.versione:
            raise StaleState
        start_from(proposta, progetto)
    except StaleState as errore:
        messages.error(request, str(errore))
        return redirect("proposte:reuse", proposta.codice)
    messages.success(
        request,
        f"La proposta riparte da «{progetto}»: mancano le date, e i costi sono da scrivere.",
    )
    return redirect("proposte:obiettivi", proposta.codice)


# --- The table of the results -------------------------------------------------------------------


@dataclass(frozen=True)
class Cambio:
    """What an objective has and what the table gives it."""

    numero: int
    titolo: str
    prima: tuple[RisultatoLetto, ...]
    dopo: tuple[RisultatoLetto, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@drafting
def import_results(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """Paste the table, or send it: what is wrong cell by cell, or what would change."""
    foglio = FoglioForm()
    if request.method != "POST":
        return _show_import(request, proposta, IncollaForm(), foglio)
    dati = request.POST
    if "tabella" not in dati:
        foglio = FoglioForm(dati, request.FILES)
        righe = _cells_of(foglio)
        if righe is None:
            return _show_import(request, proposta, IncollaForm(), foglio)
        dati = {"tabella": join_text(righe)}
    incolla = IncollaForm(dati)
    if not incolla.is_valid():
        return _show_import(request, proposta, incolla, foglio)
    tabella = _read(proposta, incolla.cleaned_data["tabella"])
    return _show_import(request, proposta, incolla, foglio, tabella)


def _cells_of(foglio: FoglioForm) -> list | None:
    """The cells of a file that was sent; None when its form says why not."""
    if not foglio.is_valid():
        return None
    try:
        return read_cells(foglio.cleaned_data["file"])
    except ValidationError as errore:
        foglio.add_error("file", errore)
        return None


def _read(proposta: Proposta, testo: str) -> Tabella:
    prove = dict(TipoProva.objects.values_list("slug", "denominazione"))
    quanti = len(parse(proposta.contenuto).obiettivi)
    return read_table(split_text(testo), quanti, prove)


def _show_import(
    request: HttpRequest,
    proposta: Proposta,
    incolla: IncollaForm,
    foglio: FoglioForm,
    tabella: Tabella | None = None,
) -> HttpResponse:
    giusta = tabella is not None and not tabella.errori
    contesto = {
        **frame(proposta, RISULTATI),
        "form": incolla,
        "foglio": foglio,
        "tabella": tabella,
        "cambi": _changes(proposta, tabella) if giusta else [],
        "obiettivi": parse(proposta.contenuto).obiettivi,
    }
    return render(request, "progetti/proposte/importa.html", contesto)


def _changes(proposta: Proposta, tabella: Tabella) -> list[Cambio]:
    return [
        Cambio(o.numero, o.obiettivo.titolo, o.risultati, read_results(dopo))
        for o in read_tree(proposta)
        if (dopo := tabella.risultati.get(o.numero)) is not None
    ]


@require_POST
@drafting
def confirm_import(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """Write what the preview showed, if the draft is still what it was compared with."""
    incolla = IncollaForm(request.POST)
    if not incolla.is_valid():
        return _show_import(request, proposta, incolla, FoglioForm())
    tabella = _read(proposta, incolla.cleaned_data["tabella"])
    versione = request.POST.get("versione", "")
    if tabella.errori or versione != str(proposta.versione):
        messages.warning(request, "Nel frattempo la proposta è cambiata: controllare di nuovo.")
        return _show_import(request, proposta, incolla, FoglioForm(), tabella)

    def change(albero: Contenuto) -> Contenuto:
        obiettivi = (
            replace(o, risultati=tabella.risultati.get(n, o.risultati))
            for n, o in enumerate(albero.obiettivi, start=1)
        )
        return Contenuto(tuple(obiettivi))

    try:
        with transaction.atomic():
            bozze.change_tree(proposta, proposta.versione, change)
    except StaleState as errore:
        messages.error(request, str(errore))
        return _show_import(request, proposta, incolla, FoglioForm(), tabella)
    messages.success(request, "I risultati della tabella sono nella proposta.")
    return redirect("proposte:risultati", proposta.codice)


@require_safe
@drafting
def results_sheet(request: HttpRequest, proposta: Proposta) -> HttpResponse:
    """An empty sheet with the columns of the import."""
    return HttpResponse(
        empty_sheet(),
        content_type=TipoDocumento.XLSX.value,
        headers={"Content-Disposition": 'attachment; filename="risultati-attesi.xlsx"'},
    )
