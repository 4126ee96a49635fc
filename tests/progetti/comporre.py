"""What the tests of the composition share: a call, who proposes, and what a browser would send."""

import re
from html import unescape

from django.test import Client

from alleanze.models import Alleanza
from progetti.bozze import begin
from progetti.contenuto import Contenuto, as_json
from progetti.models import Avviso, AzioneProgettuale, PartecipazioneProposta, Proposta
from rete.models import Utente
from tests.factories.avvisi import make_avviso

# Everything that pages break on: apostrophes, tags, quotes, a decimal comma, an emoji.
STRANO = 'L’asilo d\'estate <b>&"tutti"</b> 1.234,56 👶'


def make_call(alleanza: Alleanza, **campi: object) -> Avviso:
    """An open call of the ciclo of an alliance."""
    return make_avviso(ciclo=alleanza.ciclo, **campi)


def make_draft(capofila: Utente, alleanza: Alleanza, **campi: object) -> Proposta:
    """A proposal as its capofila has just begun it."""
    avviso = campi.pop("avviso", None) or make_call(alleanza)
    proposta = begin(avviso, alleanza.capofila, capofila, alleanza)
    albero = campi.pop("albero", None)
    if albero is not None:
        campi["contenuto"] = as_json(Contenuto(albero))
    Proposta.objects.filter(pk=proposta.pk).update(**campi)
    return Proposta.objects.get(pk=proposta.pk)


def make_action(avviso: Avviso, slug: str) -> AzioneProgettuale:
    """A kind of action of the ciclo of a call, which the call does not admit yet."""
    return AzioneProgettuale.objects.create(
        ciclo=avviso.ciclo, slug=slug, denominazione=f"Azione {slug}", ordine=1
    )


def partner_of(proposta: Proposta) -> PartecipazioneProposta:
    """The first soggetto that is asked to take part."""
    return proposta.partecipazioni.select_related("soggetto").filter(capofila=False).first()


def typed(client: Client, address: str, **altro: object) -> dict[str, object]:
    """What the form of a page would send if only `altro` were changed (`__` for `-`)."""
    form = client.get(address).context["form"]
    dati = {}
    for nome in form.fields:
        valore = form.fields[nome].prepare_value(form[nome].value())
        if valore is True:
            dati[nome] = "on"
        elif valore not in (None, False):
            dati[nome] = valore
    return {**dati, **altro}


def save(client: Client, address: str, azione: str = "continua", **altro: object) -> object:
    """Press a button of the form of a page, after having changed something."""
    return client.post(address, typed(client, address, **{"azione": azione, **altro}))


def said(page: str) -> str:
    """The words of the main part of a page, as they are read."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub("<[^>]*>", " ", main)).split())
