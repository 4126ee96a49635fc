"""Makers of meetings: in each of their states, with their agenda, files and decisions."""

from datetime import timedelta

from django.utils import timezone

from rete.enums import EsitoDecisione, StatoRichiesta, StatoSeduta
from rete.models import (
    Ciclo,
    Decisione,
    DocumentoSeduta,
    PuntoOrdineDelGiorno,
    RichiestaConvocazione,
    Seduta,
)
from rete.models.sedute import CON_VERBALE, NON_CONVOCATE, TENUTE
from rete.permissions import PUBBLICI
from tests.factories.numeri import numeri
from tests.factories.piano import make_documento
from tests.factories.rete import make_ciclo, make_organo, make_utente


def make_seduta(**campi: object) -> Seduta:
    """A meeting with what its state wants; convened and planned ones are ten days from now."""
    stato = campi.get("stato", StatoSeduta.PROGRAMMATA)
    passata = stato in (*TENUTE, StatoSeduta.DESERTA)
    adesso = timezone.now()
    organo = campi.get("organo") or make_organo()
    sempre = None if stato in NON_CONVOCATE else adesso - timedelta(days=20)
    convocata_il = campi.get("convocata_il", sempre)
    return Seduta.objects.create(
        **{
            "organo": organo,
            "pubblica": convocata_il is not None and organo.livello in PUBBLICI,
            "ciclo": campi.get("ciclo") or Ciclo.objects.current() or make_ciclo(),
            "inizio": adesso + timedelta(days=-10 if passata else 10),
            "luogo": "Sala riunioni",
            "convocata_il": convocata_il,
            "tenuta_il": adesso if stato in TENUTE else None,
            "numero_legale": 1 if stato in TENUTE else None,
            "verbale": "Si discute." if stato in CON_VERBALE else "",
            "verbalizzata_il": adesso if stato in CON_VERBALE else None,
            "approvata_il": adesso if stato == StatoSeduta.APPROVATA else None,
            **campi,
        }
    )


def publish_minutes(seduta: Seduta) -> Seduta:
    """The minutes of a meeting held, approved and published: from then on nothing is added."""
    adesso = timezone.now()
    Seduta.objects.filter(pk=seduta.pk).update(
        stato=StatoSeduta.APPROVATA,
        verbale="Si discute.",
        verbalizzata_il=adesso,
        approvata_il=adesso,
        pubblicata_il=adesso,
    )
    seduta.refresh_from_db()
    return seduta


def make_punto(**campi: object) -> PuntoOrdineDelGiorno:
    n = next(numeri)
    return PuntoOrdineDelGiorno.objects.create(
        **{
            "seduta": campi.get("seduta") or make_seduta(),
            "ordine": n,
            "titolo": f"Punto {n}",
            **campi,
        }
    )


def make_documento_seduta(**campi: object) -> DocumentoSeduta:
    return DocumentoSeduta.objects.create(
        **{
            "seduta": campi.get("seduta") or make_seduta(),
            "titolo": "Relazione",
            "documento": campi.get("documento") or make_documento(),
            **campi,
        }
    )


def make_decisione(**campi: object) -> Decisione:
    return Decisione.objects.create(
        **{
            "seduta": campi.get("seduta") or make_seduta(stato=StatoSeduta.TENUTA),
            "numero": next(numeri),
            "testo": "Si approva.",
            "esito": EsitoDecisione.APPROVATA,
            **campi,
        }
    )


def make_richiesta_convocazione(**campi: object) -> RichiestaConvocazione:
    decisa = campi.get("stato", StatoRichiesta.APERTA) != StatoRichiesta.APERTA
    return RichiestaConvocazione.objects.create(
        **{
            "organo": campi.get("organo") or make_organo(),
            "argomento": "Argomento di prova",
            "chiesta_da": campi.get("chiesta_da") or make_utente(),
            "in_veste_di": "Referente",
            "decisa_il": timezone.now() if decisa else None,
            **campi,
        }
    )
