"""The page of a call for everybody, and that of each of its versions as it was sealed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from conciliazione.copie import fingerprint
from conciliazione.orologio import read_clock
from progetti import permissions
from progetti.contenuto_avviso import Cambio, changes, in_words
from progetti.fasi import phase_of, time_left
from progetti.models import Avviso, VersioneAvviso
from progetti.views.avvisi.accesso import visible_call
from rete.verbali import render_minutes


@login_not_required
@require_safe
def avviso(request: HttpRequest, slug: str) -> HttpResponse:
    """A call as everybody reads it; a draft is its preview, for who may see it."""
    trovato = visible_call(request, slug)
    adesso = read_clock()
    fase = phase_of(trovato, adesso)
    contesto = {
        "avviso": trovato,
        "adesso": adesso,
        "fase": fase,
        "manca": time_left(adesso, fase.scade) if fase.scade else "",
        "testo": render_minutes(trovato.testo),
        "azioni": list(trovato.azioni.all()),
        "criteri": list(trovato.criteri.all()),
        "requisiti": list(trovato.requisiti.all()),
        "rimedi": list(trovato.rimedi.all()),
        "scelte": list(trovato.scelte.select_related("atto", "organo")),
        "documenti": list(trovato.documenti.select_related("documento")),
        "storia": list(reversed(history(trovato))),
        "dati": _structured(trovato),
        "si_propone": fase.aperta and permissions.can_propose(request.user, trovato),
        **_questions(request, trovato),
    }
    return render(request, "progetti/avvisi/avviso.html", contesto)


def _questions(request: HttpRequest, avviso: Avviso) -> dict[str, object]:
    """The questions answered, for everybody; those that wait, for who answers."""
    quesiti = list(avviso.quesiti.all())
    scrive = permissions.can_write_call(request.user, avviso)
    return {
        "quesiti": [quesito for quesito in quesiti if quesito.risposto_il],
        "attesi": [quesito for quesito in quesiti if not quesito.risposto_il],
        "si_chiede": permissions.can_ask_about_call(avviso),
        "scrive": scrive,
    }


def history(avviso: Avviso) -> list[tuple[VersioneAvviso, list[Cambio]]]:
    """Each version of a call with what it changed of the one before."""
    versioni = list(avviso.versioni.select_related("atto").order_by("numero"))
    prima = [None, *versioni]
    return [
        (versione, changes(vecchia.dati, versione.dati) if vecchia else [])
        for vecchia, versione in zip(prima, versioni, strict=False)
    ]


def _structured(avviso: Avviso) -> dict[str, object]:
    """The call as schema.org reads a grant: who gives it, how much, until when."""
    if not avviso.is_published:
        return {}
    indirizzo = f"{settings.BASE_URL}{avviso.get_absolute_url()}"
    return {
        "@context": "https://schema.org",
        "@type": "MonetaryGrant",
        "name": avviso.titolo,
        "description": avviso.sommario,
        "url": indirizzo,
        "funder": {"@type": "Organization", "name": avviso.emanante.denominazione},
        "amount": {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": f"{avviso.dotazione:.2f}",
        },
        "subjectOf": {
            "@type": "CreativeWork",
            "url": indirizzo,
            "datePublished": avviso.pubblicato_il.isoformat(),
            "expires": avviso.chiude_il.isoformat(),
        },
    }


@login_not_required
@require_safe
def versione(request: HttpRequest, slug: str, numero: int) -> HttpResponse:
    """A version of a call: all that it said, its act, what it changed, whether it is intact."""
    trovato = visible_call(request, slug)
    versioni = trovato.versioni.select_related("atto")
    letta = get_object_or_404(versioni, numero=numero)
    contesto = {
        "avviso": trovato,
        "versione": letta,
        "parti": list(in_words(letta.dati)),
        "cambi": {v.numero: c for v, c in history(trovato)}[numero],
        "integra": fingerprint(letta.dati) == letta.sha256,
    }
    return render(request, "progetti/avvisi/versione.html", contesto)
