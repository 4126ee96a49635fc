"""Who leads an alliance, and who is in it."""

from django.db.models import QuerySet

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from rete.permissions import Persona, soggetti_of


def leads(user: Persona, alleanza: Alleanza) -> bool:
    """Whether `user` leads that alliance.

    - the referente of its capofila
    """
    return alliances_led_by(user).filter(pk=alleanza.pk).exists()


def alliances_led_by(user: Persona) -> QuerySet[Alleanza]:
    """The alliances that `user` leads today: the same rule as `leads`."""
    enti = soggetti_of(user)
    if not enti:
        return Alleanza.objects.none()
    guida = Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA, soggetto_id__in=enti)
    return Alleanza.objects.filter(pk__in=guida.vigenti().values("alleanza"))
