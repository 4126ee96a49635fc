"""Who reads, writes and publishes the calls.

A call of the network is the lead body's; one of second level belongs to the alliance of the
project that pays for it, and its capofila does there what the lead body's staff do in the others.
"""

from django.db.models import QuerySet
from django.db.models.functions import Now

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from alleanze.permissions import alliances_led_by, leads
from conciliazione.models import Documento
from progetti.enums import LivelloAvviso
from progetti.models import Avviso, Progetto
from rete.models import Soggetto
from rete.permissions import (
    Persona,
    acts_for,
    is_operatore,
    is_responsabile,
    is_staff_of_capofila,
    roles_of,
)


def can_add_call(user: Persona) -> bool:
    """Whether `user` begins a call of the network.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def projects_with_calls_of(user: Persona) -> QuerySet[Progetto]:
    """The projects on which `user` may begin a call of second level.

    - those of the alliances that they lead
    """
    return Progetto.objects.filter(alleanza__in=alliances_led_by(user))


def leader_of(progetto: Progetto) -> Soggetto:
    """The soggetto that leads the alliance of a project today, and issues its calls."""
    return leader_of_alliance(progetto.alleanza)


def leader_of_alliance(alleanza: Alleanza) -> Soggetto:
    """The soggetto that leads an alliance today."""
    guida = Partenariato.objects.filter(alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA)
    return Soggetto.objects.get(pk__in=guida.vigenti().values("soggetto"))


def can_view_call(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` reads a call.

    - everybody, once published
    - before: the staff of the lead body, who sits in the organo that scores it, who writes it
    """
    if avviso.is_published or is_staff_of_capofila(user):
        return True
    seduto = any(v.organo and v.organo == _organo(avviso) for v in roles_of(user))
    return seduto or can_write_call(user, avviso)


def calls_visible_to(user: Persona) -> QuerySet[Avviso]:
    """The calls that `user` may read: the same rule as `can_view_call`."""
    if is_staff_of_capofila(user):
        return Avviso.objects.all()
    visibili = Avviso.objects.published()
    organi = [v.organo for v in roles_of(user) if v.organo]
    if organi:
        visibili |= Avviso.objects.filter(organo__slug__in=organi)
    if roles_of(user):
        visibili |= Avviso.objects.filter(progetto__alleanza__in=alliances_led_by(user))
    return visibili


def can_write_call(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` writes a call and follows its procedure.

    - of the network: operatore and responsabile del procedimento
    - of second level: who leads the alliance of its project
    """
    if avviso.livello == LivelloAvviso.SECONDO:
        return _leads(user, avviso)
    return is_operatore(user)


def can_publish_call(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` records the acts of a call: publication, corrections, outcome.

    - of the network: the responsabile del procedimento
    - of second level: who leads the alliance of its project
    """
    if avviso.livello == LivelloAvviso.SECONDO:
        return _leads(user, avviso)
    return is_responsabile(user)


def can_make_panel(user: Persona, avviso: Avviso) -> bool:
    """Whether `user` makes the commissione that scores a call of second level.

    - who writes it, and speaks for the soggetto that issues it
    """
    suo = avviso.livello == LivelloAvviso.SECONDO and acts_for(user, avviso.emanante)
    return suo and can_write_call(user, avviso)


def can_close_call(user: Persona, avviso: Avviso) -> bool:
    """Whether a call whose time is over may be closed.

    - the portal itself, and who follows its procedure
    """
    return user is None or can_write_call(user, avviso)


def can_ask_about_call(avviso: Avviso) -> bool:
    """Whether a question on a call is taken, by the database's clock.

    - from everybody, from its publication to its closing
    """
    return Avviso.objects.published().filter(pk=avviso.pk, chiude_il__gte=Now()).exists()


def can_read_call_file(user: Persona, documento: Documento) -> bool:
    """Whether `user` has a file that a call offers.

    - who reads the call: everybody, once published
    """
    return calls_visible_to(user).filter(documenti__documento=documento).exists()


def _leads(user: Persona, avviso: Avviso) -> bool:
    alleanza = avviso.progetto.alleanza
    return alleanza is not None and leads(user, alleanza)


def _organo(avviso: Avviso) -> str:
    return avviso.organo.slug if avviso.organo_id else ""
