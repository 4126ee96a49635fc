"""What the network is, at a glance."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conciliazione.cifre import Lettura
from rete.crescita import AL_PIU, draw_growth, growth
from rete.forms.cifre import PeriodoForm
from rete.models import Accordo
from rete.pannelli import read_figures
from rete.territorio import read_presence

CIFRE = (
    ("rete.membri", "soggetti della Rete"),
    ("rete.sottoscrittori", "hanno firmato l’Accordo"),
    ("rete.aderenti", "hanno aderito in seguito"),
    ("rete.comuni", "comuni del territorio"),
    ("rete.ambiti", "ambiti territoriali"),
)

CRESCITA = (
    ("rete.partenza", "soggetti alla partenza"),
    ("rete.crescita", "di crescita sulla partenza"),
)


@login_not_required
@require_safe
def rete(request: HttpRequest) -> HttpResponse:
    """The network today, how it has grown by the day asked for, who founded it, how one joins."""
    lettura = read_figures(request)
    if lettura is None:
        return render(request, "rete/rete.html", {})
    contesto = {
        "lettura": lettura,
        "cifre": [(lettura.read(chiave), etichetta) for chiave, etichetta in CIFRE],
        "sottoscritto": lettura.write("rete.accordo_data"),
        "presenza": read_presence(lettura),
        "accordo": Accordo.objects.filter(ciclo=lettura.ciclo).first(),
        **_growth(request, lettura),
    }
    return render(request, "rete/rete.html", contesto)


def _growth(request: HttpRequest, oggi: Lettura) -> dict[str, object]:
    """How the network has grown by a day (default: today), and since another if one is given."""
    modulo = PeriodoForm(request.GET)
    giorno = modulo.day()
    dal = modulo.cleaned_data["dal"] if modulo.is_valid() else None
    lettura = read_figures(request, giorno) if giorno else oggi
    lette = [(lettura.read(chiave), parole) for chiave, parole in _growth_figures(giorno, dal)]
    serie = growth(lettura.ciclo, lettura.on)
    return {
        "form": modulo,
        "giorno": giorno,
        "dal": dal,
        "ultimo": lettura.on,
        "futuro": lettura.on > oggi.on,
        "query": f"?al={giorno.isoformat()}" if giorno else "",
        "crescita": [(letta, parole) for letta, parole in lette if letta.valore is not None],
        "serie": serie,
        "grafico": draw_growth(serie),
        "al_piu": AL_PIU,
    }


def _growth_figures(giorno: date | None, dal: date | None) -> list[tuple[str, str]]:
    """The figures that tell the growth: of a day that is asked, the members too."""
    argomento, da_quando = (f":{dal.isoformat()}", "nel periodo") if dal else ("", "da allora")
    nel_periodo = [
        (f"rete.nuove_adesioni{argomento}", f"nuove adesioni {da_quando}"),
        (f"rete.recessi{argomento}", "recessi nel periodo" if dal else "recessi"),
    ]
    quanti = CIFRE[:3] if giorno else ()
    return [*quanti, CRESCITA[0], *nel_periodo, CRESCITA[1]]
