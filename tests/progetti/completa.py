"""A proposal in which nothing is missing, and who sends it."""

from contextlib import nullcontext

from django.utils import timezone

from conciliazione.periodi import today
from progetti.enums import StatoPartecipazione
from progetti.models import Proposta, TipoProva
from rete.models import Utente
from tests.factories import make_delega, make_proposta, make_quota_proposta, make_utente
from tests.guardie_tolte import unguarded

CONTESTO = "Chi lavora l’ha detto: «servono orari < 8 ore» 🙂 & tempo."


def make_complete(**campi: object) -> Proposta:
    """A draft ready to be sent: columns, tree, costs, its capofila confirmed."""
    oggi = today()
    dati = {
        "titolo": "Tempo per l’infanzia",
        "contesto": CONTESTO,
        "obiettivo": "Più tempo.",
        "dal": oggi,
        "al": oggi.replace(year=oggi.year + 1, day=1),
        **campi,
    }
    proposta = make_proposta(**dati)
    prova, _ = TipoProva.objects.get_or_create(
        slug="registro", defaults={"denominazione": "Registro"}
    )
    giorni = {"dal": proposta.dal.isoformat(), "al": proposta.al.isoformat()}
    indicatore = {"denominazione": "Posti", "unita": "posti", "target": "12.5"}
    proposta.contenuto = {
        "obiettivi": [
            {
                "titolo": "Aprire un servizio",
                "luogo": "Melegnano",
                "attivita": [{"lettera": "a", "testo": "Formare chi ci lavora", **giorni}],
                "destinatari": [{"denominazione": "Genitori", "numero_previsto": 15}],
                "partner": [proposta.proponente.slug],
                "risultati": [
                    {
                        "lettera": "a",
                        "testo": "Dodici posti",
                        "indicatori": [{**indicatore, "prove": [prova.slug]}],
                    }
                ],
            }
        ]
    }
    with unguarded() if proposta.presentata_il else nullcontext():
        proposta.save(update_fields=["contenuto"])
    proposta.partecipazioni.update(
        stato=StatoPartecipazione.CONFERMATA,
        compito="Guida il progetto",
        risposto_da="Chi firma",
        risposto_il=timezone.now(),
    )
    make_quota_proposta(proposta=proposta, importo=10_000)
    return proposta


def make_referente(proposta: Proposta) -> Utente:
    """Who speaks for the proponent."""
    utente = make_utente()
    make_delega(utente=utente, soggetto=proposta.proponente)
    return utente
