"""Makers of what is asked of the partners of a project."""

from datetime import timedelta

from django.utils import timezone

from alleanze.enums import RuoloPartenariato
from progetti.models import RichiestaPartner
from rete.models import Utente
from tests.factories.rete import make_utente
from tests.progetti.monitorare import Scena

CHIEDE = "Il foglio presenze del 12 marzo"


def make_richiesta_partner(scena: Scena, **campi: object) -> RichiestaPartner:
    """What the capofila of the cast asks of the partner of the alliance."""
    partner = scena.progetto.alleanza.partenariati.get(ruolo=RuoloPartenariato.PARTNER)
    capofila = Utente.objects.filter(email="capofila@rete.example").first()
    return RichiestaPartner.objects.create(
        **{
            "progetto": scena.progetto,
            "soggetto": partner.soggetto,
            "email": "chi@partner.example",
            "chiede": CHIEDE,
            "tipo": scena.tipo,
            "indicatore": scena.operatori,
            "entro_il": timezone.localdate() + timedelta(days=10),
            "creata_da": campi.get("creata_da") or capofila or make_utente(),
            **campi,
        }
    )
