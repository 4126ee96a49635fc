"""Before a call is published: its pages, its rows, its files, what it still lacks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.models import Passaggio
from conciliazione.orologio import read_clock
from conciliazione.ricevute import once
from conciliazione.transizioni import available
from progetti import permissions
from progetti.enums import ChiPropone, LivelloAvviso, StatoAvviso
from progetti.fasi import phase_of
from progetti.forms.avvisi import (
    NuovoAvvisoForm,
    RigheFormSet,
    TempiForm,
    TestoForm,
    ValutazioneForm,
    rows_form,
)
from progetti.models import Avviso, DocumentoAvviso, Progetto
from progetti.parti import hold_draft, rewrite_draft
from progetti.pubblicazione import CRITERI, REQUISITI, missing, weights_in_words
from progetti.views.avvisi.accesso import written_call
from progetti.views.avvisi.passi import steps_of
from rete.attuale import current_ciclo
from rete.forms.sedute import DocumentoForm

SENZA_CICLO = "Non c’è ancora un ciclo di programmazione: senza, non si prepara un avviso."
PUBBLICATO = (
    "L’avviso è pubblicato: da qui non si cambia più. Ciò che è scritto qui non è salvato; per"
    " cambiarlo serve una rettifica, con il suo atto."
)
SUPERATO = (
    "Non è ancora salvato: nel frattempo un’altra persona ha cambiato l’avviso. Ciò che si è"
    " scritto è ancora qui: controllare, poi salvare di nuovo."
)
# The pages of a call, in their order, with their names.
PAGINE = {
    "testo": "Testo e destinatari",
    "tempi": "Tempi e risorse",
    "valutazione": "Chi e come valuta",
    CRITERI: "Criteri",
    REQUISITI: "Requisiti di ammissibilità",
}
MODULI = {"testo": TestoForm, "tempi": TempiForm, "valutazione": ValutazioneForm}
RISERVATI = ("nuovo", "avvisi")


@require_http_methods(["GET", "HEAD", "POST"])
def nuovo(request: HttpRequest) -> HttpResponse:
    """Begin a call: of the network, or of a project that the person leads."""
    di_rete = permissions.can_add_call(request.user)
    progetti = permissions.projects_with_calls_of(request.user)
    if not di_rete and not progetti.exists():
        raise PermissionDenied
    modulo = NuovoAvvisoForm(request.POST or None, progetti=progetti, di_rete=di_rete)
    if modulo.is_bound and modulo.is_valid():
        dati = modulo.cleaned_data
        ciclo = current_ciclo(request)
        if ciclo is not None:
            slug, _ = once(
                request.user,
                "avviso",
                dati["gettone"],
                lambda: _begin(dati["titolo"], dati.get("progetto"), ciclo),
            )
            return redirect("avvisi:call_prepare", slug)
        modulo.add_error(None, SENZA_CICLO)
    return render(request, "progetti/avvisi/nuovo.html", {"form": modulo})


def _begin(titolo: str, progetto: Progetto | None, ciclo: object) -> str:
    campi: dict[str, object] = {"ciclo": ciclo, "emanante": ciclo.capofila}
    if progetto is not None:
        campi = {
            "ciclo": progetto.ciclo,
            "emanante": permissions.leader_of(progetto),
            "livello": LivelloAvviso.SECONDO,
            "progetto": progetto,
            "chi_propone": ChiPropone.SOGGETTO,
        }
    return Avviso.objects.create(slug=_free_slug(titolo), titolo=titolo, **campi).slug


def _free_slug(titolo: str) -> str:
    base = slugify(titolo)[:70].strip("-") or "avviso"
    presi = set(Avviso.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    presi |= set(RISERVATI)
    liberi = (base, *(f"{base}-{n}" for n in range(2, len(presi) + 3)))
    return next(slug for slug in liberi if slug not in presi)


@require_safe
def prepara(request: HttpRequest, slug: str) -> HttpResponse:
    """What a call still lacks, its pages, and the steps that it may take."""
    avviso = written_call(request, slug)
    bozza = avviso.stato == StatoAvviso.BOZZA
    mancanze = missing(avviso) if bozza else []
    contesto = {
        "avviso": avviso,
        "fase": phase_of(avviso, read_clock()),
        "pagine": [*PAGINE.items(), ("documenti", "Documenti")],
        "mancanze": [m for m in mancanze if m.blocca],
        "consigli": [m for m in mancanze if not m.blocca],
        "passi": steps_of(avviso, request.user),
        "commissione": permissions.can_make_panel(request.user, avviso),
        "pubblica": "publish" in available(avviso, request.user),
        "attesi": list(avviso.quesiti.filter(risposto_il__isnull=True)),
        "passaggi": [
            (p, StatoAvviso(p.a).label)
            for p in Passaggio.objects.about(avviso).select_related("autore")
        ],
    }
    return render(request, "progetti/avvisi/prepara.html", contesto)


@require_http_methods(["GET", "HEAD", "POST"])
def pagina(request: HttpRequest, slug: str, pagina: str) -> HttpResponse:
    """One page of a draft: its text, its times, who scores it, or its rows."""
    avviso = written_call(request, slug)
    if pagina not in PAGINE:
        raise Http404
    if avviso.stato != StatoAvviso.BOZZA and request.method != "POST":
        messages.warning(request, "L’avviso è pubblicato: si cambia solo con una rettifica.")
        return redirect("avvisi:call_prepare", slug)
    return _fields(request, avviso, pagina) if pagina in MODULI else _rows(request, avviso, pagina)


def _fields(request: HttpRequest, avviso: Avviso, pagina: str) -> HttpResponse:
    modulo = MODULI[pagina](request.POST or None, instance=avviso)
    if modulo.is_bound and avviso.stato != StatoAvviso.BOZZA:
        modulo.is_valid()
        modulo.add_error(None, PUBBLICATO)
    elif modulo.is_bound and modulo.is_valid() and modulo.save_if_unchanged():
        return _saved(request, avviso)
    contesto = {"avviso": Avviso.objects.get(pk=avviso.pk), "form": modulo, "nome": PAGINE[pagina]}
    return render(request, "progetti/avvisi/pagina.html", contesto)


def _rows(request: HttpRequest, avviso: Avviso, pagina: str) -> HttpResponse:
    righe = rows_form(pagina, avviso, request.POST or None)
    errore, versione = "", avviso.versione
    if righe.is_bound:
        versione = _version(request)
        if avviso.stato != StatoAvviso.BOZZA:
            errore = PUBBLICATO
        elif righe.is_valid():
            if rewrite_draft(avviso, versione, pagina, righe.rows()):
                return _saved_rows(request, avviso, pagina, righe)
            errore = SUPERATO
            versione = Avviso.objects.values_list("versione", flat=True).get(pk=avviso.pk)
    contesto = {
        "avviso": avviso,
        "righe": righe,
        "parte": pagina,
        "nome": PAGINE[pagina],
        "versione": versione,
        "errore": errore,
        "salvate": list(getattr(avviso, pagina).all()) if errore == SUPERATO else [],
    }
    return render(request, "progetti/avvisi/righe.html", contesto)


def _saved_rows(
    request: HttpRequest, avviso: Avviso, pagina: str, righe: RigheFormSet
) -> HttpResponse:
    """The same page with two more places; weights that do not add up are said at once."""
    if request.POST.get("azione") == "fine":
        return _saved(request, avviso)
    pesi = [riga["peso"] for riga in righe.rows()] if pagina == CRITERI else []
    if pesi and (detto := weights_in_words(pesi)):
        messages.warning(request, f"Salvato. {detto}")
    else:
        messages.success(request, "Salvato.")
    return redirect("avvisi:call_write", avviso.slug, pagina)


def _saved(request: HttpRequest, avviso: Avviso) -> HttpResponse:
    messages.success(request, "Salvato.")
    return redirect("avvisi:call_prepare", avviso.slug)


def _version(request: HttpRequest) -> int:
    """The version that the page was read at; one that never was when somebody made it up."""
    scritta = request.POST.get("versione", "")
    return int(scritta) if scritta.isascii() and scritta.isdecimal() and len(scritta) < 10 else 0


# --- Files --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def documenti(request: HttpRequest, slug: str) -> HttpResponse:
    """The files of a draft: those that are there, and one more."""
    avviso = written_call(request, slug)
    if avviso.stato != StatoAvviso.BOZZA:
        messages.warning(request, "L’avviso è pubblicato: un documento si aggiunge per rettifica.")
        return redirect("avvisi:call_prepare", slug)
    dati = (request.POST, request.FILES) if request.method == "POST" else ()
    modulo = DocumentoForm(*dati)
    if modulo.is_bound and modulo.is_valid():
        if _keep(request, avviso, modulo):
            messages.success(request, "Il documento è fra quelli dell’avviso.")
            return redirect("avvisi:call_files", slug)
        modulo.add_error(None, PUBBLICATO)
    contesto = {
        "avviso": avviso,
        "form": modulo,
        "documenti": list(avviso.documenti.select_related("documento")),
    }
    return render(request, "progetti/avvisi/documenti.html", contesto)


@transaction.atomic
def _keep(request: HttpRequest, avviso: Avviso, modulo: DocumentoForm) -> bool:
    """Add the file to the draft, if it still is one."""
    if not hold_draft(avviso):
        return False
    file = modulo.cleaned_data["file"]
    DocumentoAvviso.objects.create(
        avviso=avviso,
        titolo=modulo.cleaned_data["titolo"],
        documento=store(file, file.name, Riservatezza.PUBBLICO, request.user),
        ordine=avviso.documenti.count() + 1,
    )
    return True


@require_POST
def togli_documento(request: HttpRequest, slug: str, documento: str) -> HttpResponse:
    """Take a file away from a draft."""
    avviso = written_call(request, slug)
    righe = avviso.documenti.select_related("documento")
    trovato = get_object_or_404(righe, documento__codice=documento)
    with transaction.atomic():
        if tolto := hold_draft(avviso):
            _remove(trovato)
    if tolto:
        messages.success(request, "Il documento è tolto.")
        return redirect("avvisi:call_files", slug)
    messages.error(request, "L’avviso è pubblicato: i suoi documenti restano.")
    return redirect("avvisi:call_prepare", slug)


def _remove(voce: DocumentoAvviso) -> None:
    file = voce.documento
    voce.delete()
    file.delete()
    transaction.on_commit(lambda: file.file.delete(save=False), robust=True)


@require_http_methods(["GET", "HEAD", "POST"])
def elimina(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a draft for good: nobody but who prepared it ever read it."""
    avviso = written_call(request, slug)
    if request.method == "POST" and _delete(avviso):
        messages.success(request, "L’avviso in preparazione è eliminato.")
        return redirect("avvisi:avvisi")
    if request.method == "POST" or avviso.stato != StatoAvviso.BOZZA:
        messages.warning(request, "L’avviso è pubblicato: si può revocare, non eliminare.")
        return redirect("avvisi:call_prepare", slug)
    return render(request, "progetti/avvisi/elimina.html", {"avviso": avviso})


@transaction.atomic
def _delete(avviso: Avviso) -> bool:
    if not hold_draft(avviso):
        return False
    for voce in avviso.documenti.select_related("documento"):
        _remove(voce)
    avviso.delete()
    return True
