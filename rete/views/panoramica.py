"""What the network is, at a glance."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rete.crescita import AL_PIU, draw_growth, growth
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
    ("rete.nuove_adesioni", "nuove adesioni da allora"),
    ("rete.recessi", "recessi"),
    ("rete.crescita", "di crescita sulla partenza"),
)


@login_not_required
@require_safe
def rete(request: HttpRequest) -> HttpResponse:
    """The network today, how it has grown, who founded it, how one joins."""
    lettura = read_figures(request)
    if lettura is None:
        return render(request, "rete/rete.html", {})
    serie = growth(lettura.ciclo, lettura.on)
    contesto = {
        "lettura": lettura,
        "cifre": [(lettura.read(chiave), etichetta) for chiave, etichetta in CIFRE],
        "crescita": [
            (letta, etichetta)
            for letta, etichetta in ((lettura.read(c), e) for c, e in CRESCITA)
            if letta.valore is not None
        ],
        "sottoscritto": lettura.write("rete.accordo_data"),
        "presenza": read_presence(lettura),
        "accordo": Accordo.objects.filter(ciclo=lettura.ciclo).first(),
        "serie": serie,
        "grafico": draw_growth(serie),
        "al_piu": AL_PIU,
    }
    return render(request, "rete/rete.html", contesto)
