"""Who reads and who runs the meetings of the organi, and who may ask that one be convened."""

from django.db.models import Q, QuerySet

from conciliazione.models import CopiaSigillata, Documento
from rete.enums import LivelloOrgano, RuoloDelega
from rete.models import Ciclo, Organo, Parere, RichiestaConvocazione, Seduta, Soggetto
from rete.permissions.organi import can_manage_organo, organi_owned_by, owns_organo
from rete.permissions.ruoli import (
    TAVOLO,
    Persona,
    is_operatore,
    is_staff_of_capofila,
    roles_of,
    sits_in,
    soggetti_of,
)

# The organi of which everybody knows when they meet.
PUBBLICI = frozenset({LivelloOrgano.RETE, LivelloOrgano.PROGETTO})


def speaks_for_member(user: Persona) -> bool:
    """Whether `user` speaks for a soggetto of the network.

    - the referente of a soggetto that belongs to it today
    """
    enti = [v.soggetto_id for v in roles_of(user) if v.ruolo == RuoloDelega.REFERENTE]
    if not enti:
        return False
    membri = Soggetto.objects.membri(Ciclo.objects.current())
    return membri.filter(pk__in=enti).exists()


def is_member_of(user: Persona, organo: Organo) -> bool:
    """Whether `user` takes part in the meetings of that organo.

    - who sits in it
    - of the organo made of the whole network, the referente of each soggetto of it
    """
    return sits_in(user, organo.slug) or (organo.di_tutti and speaks_for_member(user))


def can_manage_meetings(user: Persona) -> bool:
    """Whether `user` plans, convenes and runs the meetings of every organo.

    - operatore and responsabile del procedimento
    """
    return is_operatore(user)


def can_plan_meetings(user: Persona) -> bool:
    """Whether there is an organo of which `user` plans the meetings.

    - who runs them all
    - who speaks for a soggetto that has an organo of its own
    """
    return can_manage_meetings(user) or organi_owned_by(user).exists()


def can_manage_meeting(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` convenes and runs that meeting.

    - who manages its organo: of one of a soggetto, who speaks for it too
    """
    return can_manage_organo(user, seduta.organo)


def can_view_meeting(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` reads day, place, agenda titles and state of a meeting.

    - the staff of the lead body; who speaks for the soggetto whose organo it is
    - once convened: everybody, of an organo of the network or of a project
    - once convened: who takes part in it, and who writes its minutes
    """
    if is_staff_of_capofila(user) or owns_organo(user, seduta.organo):
        return True
    return seduta.pubblica or can_take_part(user, seduta)


def meetings_visible_to(user: Persona) -> QuerySet[Seduta]:
    """The meetings that `user` may read: the same rule as `can_view_meeting`."""
    tutte = Seduta.objects.all()
    if is_staff_of_capofila(user):
        return tutte
    visibili = Q(pubblica=True)
    if roles_of(user):
        organi = [v.organo for v in roles_of(user) if v.organo]
        sue = Q(segretario_id=user.pk) | Q(organo__slug__in=organi)
        if speaks_for_member(user):
            sue |= Q(organo__di_tutti=True)
        visibili |= sue & Q(convocata_il__isnull=False)
    if enti := soggetti_of(user):
        visibili |= Q(organo__soggetto__in=enti)
    return tutte.filter(visibili)


def can_take_part(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` is of those for whom a convened meeting is: they read all of it.

    - the staff of the lead body; who speaks for the soggetto whose organo it is
    - who sits in the organo, or speaks for a soggetto of the network when it is of all
    - who writes its minutes
    """
    if is_staff_of_capofila(user) or owns_organo(user, seduta.organo):
        return True
    if seduta.convocata_il is None:
        return False
    return is_secretary(user, seduta) or is_member_of(user, seduta.organo)


def is_secretary(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` was chosen to write the minutes of that meeting, and still has a role."""
    return user is not None and seduta.segretario_id == user.pk and bool(roles_of(user))


def can_write_minutes(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` writes the minutes of a meeting.

    - who runs the meeting
    - who was chosen to write them, once it is convened
    """
    if can_manage_meeting(user, seduta):
        return True
    return seduta.convocata_il is not None and is_secretary(user, seduta)


def can_read_minutes(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` reads the minutes of a meeting.

    - everybody, once published
    - who takes part, once written; who writes them, always
    """
    if seduta.pubblicata_il is not None and can_view_meeting(user, seduta):
        return True
    if can_write_minutes(user, seduta):
        return True
    return seduta.verbalizzata_il is not None and can_take_part(user, seduta)


def can_read_meeting_file(user: Persona, documento: Documento) -> bool:
    """Whether `user` has a file of a meeting.

    - the PDF of the minutes, as they are or as they were sealed: who reads them
    - the PDF of what is sealed of an opinion: everybody
    - the files for a meeting: who takes part in it
    """
    sigillati = _sealed_with(documento)
    if any(modello == Parere._meta.model_name for modello, _ in sigillati):
        return True
    sedute = Seduta.objects.select_related("organo")
    chiavi = [chiave for modello, chiave in sigillati if modello == Seduta._meta.model_name]
    suoi = Q(verbale_pdf=documento) | Q(pk__in=chiavi)
    verbale = sedute.filter(suoi).first()
    if verbale is not None:
        return can_read_minutes(user, verbale)
    allegato = sedute.filter(documenti__documento=documento).first()
    return allegato is not None and can_take_part(user, allegato)


def _sealed_with(documento: Documento) -> set[tuple[str, str]]:
    """Of what a sealed copy has that file: the name of the model and the key of the row."""
    copie = CopiaSigillata.objects.filter(documento=documento, oggetto_tipo__app_label="rete")
    return set(copie.order_by().values_list("oggetto_tipo__model", "oggetto_id"))


def can_rectify_minutes(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` corrects what approved minutes say by mistake.

    - who runs the meeting
    """
    return can_manage_meeting(user, seduta)


def can_approve_minutes(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` records that the organo approved the minutes.

    - who runs the meeting
    """
    return can_manage_meeting(user, seduta)


def can_publish_minutes(user: Persona, seduta: Seduta) -> bool:
    """Whether `user` publishes the minutes of a meeting.

    - who runs the meeting, once, where the organo is one of which everybody reads
    """
    return seduta.pubblica and seduta.pubblicata_il is None and can_manage_meeting(user, seduta)


def can_read_whole_register(user: Persona, organo: Organo) -> bool:
    """Whether `user` reads every decision of an organo, not only those of published minutes.

    - the staff of the lead body; who speaks for the soggetto whose organo it is
    - who takes part in its meetings
    """
    if is_staff_of_capofila(user) or owns_organo(user, organo):
        return True
    return is_member_of(user, organo)


def can_view_duties(user: Persona) -> bool:
    """Whether `user` sees the duties to meet of all the organi.

    - the staff of the lead body
    """
    return is_staff_of_capofila(user)


def can_ask_convocation(user: Persona, organo: Organo) -> bool:
    """Whether `user` may ask that an organo be convened.

    - who sits in it
    - of the Tavolo, the referente of any soggetto of the network (Fonte: Piano, cap. 2: «convocato
      dall'ASL, anche su richiesta di componenti del Tavolo o della Rete»)
    - of the organo made of the whole network, the referente of each soggetto of it
    """
    if organo.livello not in PUBBLICI:
        return False
    if sits_in(user, organo.slug):
        return True
    return (organo.slug == TAVOLO or organo.di_tutti) and speaks_for_member(user)


def can_view_request(user: Persona, richiesta: RichiestaConvocazione) -> bool:
    """Whether `user` reads a request of convocation.

    - the staff of the lead body; who speaks for the soggetto whose organo it is about
    - who made it
    """
    if user is None or not user.is_authenticated:
        return False
    if is_staff_of_capofila(user) or owns_organo(user, richiesta.organo):
        return True
    return richiesta.chiesta_da_id == user.pk


def requests_visible_to(user: Persona) -> QuerySet[RichiestaConvocazione]:
    """The requests that `user` may read: the same rule as `can_view_request`."""
    tutte = RichiestaConvocazione.objects.all()
    if is_staff_of_capofila(user):
        return tutte
    if user is None or not user.is_authenticated:
        return tutte.none()
    viste = Q(chiesta_da=user.pk)
    if enti := soggetti_of(user):
        viste |= Q(organo__soggetto__in=enti)
    return tutte.filter(viste)


def can_answer_request(user: Persona, richiesta: RichiestaConvocazione) -> bool:
    """Whether `user` accepts or refuses a request of convocation.

    - who manages the organo
    """
    return can_manage_organo(user, richiesta.organo)
