"""Who leads an alliance, and who is in it."""

from django.db.models import Q, QuerySet

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Convenzione, Partenariato
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


def can_write_agreement(user: Persona, alleanza: Alleanza) -> bool:
    """Whether `user` adds and corrects the agreements of an alliance.

    - the referente of its capofila
    """
    return leads(user, alleanza)


def can_view_agreement(user: Persona, convenzione: Convenzione) -> bool:
    """Whether `user` reads an agreement.

    - everybody, once it is signed; before, the referente of the capofila
    """
    return convenzione.firmata_il is not None or leads(user, convenzione.alleanza)


def agreements_visible_to(user: Persona) -> QuerySet[Convenzione]:
    """The agreements that `user` may read: the same rule as `can_view_agreement`."""
    firmate = Q(firmata_il__isnull=False)
    return Convenzione.objects.filter(firmate | Q(alleanza__in=alliances_led_by(user)))
