"""Makers of the changes asked of a project."""

from datetime import timedelta

from progetti.enums import StatoModifica, TipoModifica
from progetti.models import RichiestaModifica
from rete.models import Organo, Utente
from rete.permissions import COMITATO
from tests.factories.rete import make_parere
from tests.progetti.monitorare import Scena

MOTIVO = "La sala è stata chiusa per due mesi."


def make_modifica(
    scena: Scena, stato: str = StatoModifica.PRESENTATA, **campi: object
) -> RichiestaModifica:
    """An extension that the capofila of the cast asks, with the opinion where the state wants."""
    parere = {}
    if stato == StatoModifica.CON_PARERE:
        organo = Organo.objects.get(slug=COMITATO)
        reso = make_parere(organo=organo, ciclo=scena.progetto.ciclo)
        parere = {"parere": "Favorevole.", "parere_reso": reso}
    scritti = {"tipo": TipoModifica.PROROGA, "motivo": MOTIVO, **campi}
    if scritti["tipo"] == TipoModifica.PROROGA and "nuova_fine" not in scritti:
        scritti["nuova_fine"] = scena.progetto.al + timedelta(days=60)
    return RichiestaModifica.objects.create(
        progetto=scena.progetto,
        stato=stato,
        presentata_da=Utente.objects.get(email="capofila@rete.example"),
        **{**parere, **scritti},
    )
