"""What the steps of the demo's calls share: who acts, when, by which act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db.models import Model
from django.db.models.functions import Now
from django.db.models.signals import pre_save
from django.utils import timezone

from conciliazione.models import Passaggio
from conciliazione.periodi import today
from conciliazione.transizioni import perform, transitions_of
from progetti.enums import LivelloAvviso
from progetti.models import Avviso
from rete.enums import TipoAtto
from rete.models import Atto, Utente
from rete.permissions import capacity

Scheda = dict[str, object]
CHI_SCRIVE = {LivelloAvviso.RETE: "operatore", LivelloAvviso.SECONDO: "capofila-martesana"}
CHI_PUBBLICA = {LivelloAvviso.RETE: "responsabile", LivelloAvviso.SECONDO: "capofila-martesana"}


def person(nome: str) -> Utente:
    """One of the people of the demo, by what is before the @ of the address."""
    return Utente.objects.get(email__startswith=f"{nome}@")


def writer(avviso: Avviso) -> Utente:
    """Who follows the procedure of a call."""
    return person(CHI_SCRIVE[LivelloAvviso(avviso.livello)])


def publisher(avviso: Avviso) -> Utente:
    """Who records the acts of a call."""
    return person(CHI_PUBBLICA[LivelloAvviso(avviso.livello)])


def do(
    obj: Model,
    verbo: str,
    chi: Utente | None,
    motivo: str = "",
    quando: datetime | None = None,
    **altro: object,
) -> None:
    """One step, as a page takes it, now or at that instant; `obj` is then as the step left it."""
    with dated(quando, obj):
        perform(obj, verbo, chi, reason=motivo, acting_as=capacity(chi) if chi else "", **altro)
    obj.refresh_from_db()


@contextmanager
def dated(quando: datetime | None, obj: Model | None = None) -> Iterator[None]:
    """What is written within bears that instant: nobody waits months for a demo, and a sealed row
    could not be put right afterwards. `obj` is the row that the step has in hand."""

    def stamp(sender: type[Model], instance: Model, **altro: object) -> None:
        if not (sender._meta.app_label == "progetti" or "sigillo" in sender.__dict__):
            return
        for campo in sender._meta.concrete_fields:
            if instance._state.adding and isinstance(campo.db_default, Now):
                setattr(instance, campo.name, quando)
        if sender is Passaggio:
            _stamp_row(instance, quando, obj)

    if quando is not None:
        pre_save.connect(stamp, weak=False)
    try:
        yield
    finally:
        pre_save.disconnect(stamp)


def _stamp_row(passaggio: Passaggio, quando: datetime, obj: Model | None) -> None:
    """The row that was moved, before what follows from it is written, reads that instant too."""
    modello = passaggio.oggetto_tipo.model_class()
    timbri = dict.fromkeys(transitions_of(modello)[passaggio.verbo].stamps, quando)
    if timbri and not _is_sealed_by(modello, passaggio):
        modello._base_manager.filter(pk=passaggio.oggetto_id).update(**timbri)
    if isinstance(obj, modello) and str(obj.pk) == passaggio.oggetto_id:
        obj.refresh_from_db(fields=list(timbri))


def _is_sealed_by(modello: type[Model], passaggio: Passaggio) -> bool:
    """Whether the step seals the row: its own instant stays the true one, the story's is in the
    history."""
    sigillo = getattr(modello, "sigillo", None)
    return sigillo is not None and sigillo.quando.get("stato") == passaggio.a


def day(detto: date | int) -> date:
    """A day of the files: written, or so many days from today."""
    return detto if isinstance(detto, date) else today() + timedelta(days=detto)


def moment(detto: date | int, ora: int) -> datetime:
    """That hour of a day of the files, in Rome."""
    return timezone.make_aware(datetime.combine(day(detto), time(ora)))


def days_before(scheda: Scheda, giorni: int, ora: int = 12) -> datetime | None:
    """That hour of a day before the meeting of the file; None, that is now, where it has none."""
    if "seduta" not in scheda:
        return None
    return moment(day(scheda["seduta"]) - timedelta(days=giorni), ora)


def move(obj: Model, **momenti: object) -> None:
    """Put instants where the story wants them: nobody waits months for a demo."""
    type(obj)._base_manager.filter(pk=obj.pk).update(**momenti)
    obj.refresh_from_db(fields=list(momenti))


def act(avviso: Avviso, che: str, giorno: date, citato: object = None) -> Atto:
    """The act of a step: the one that the file cites, or one that says that it is invented."""
    if citato:
        return Atto.objects.get(slug=citato)
    return Atto.objects.create(
        slug=f"determinazione-demo-avvisi-{Atto.objects.count()}",
        tipo=TipoAtto.DETERMINAZIONE,
        emanante=avviso.emanante.denominazione,
        numero=f"demo/{Atto.objects.count()}",
        data=giorno,
        oggetto=f"{che}: «{avviso.titolo}» (atto dimostrativo)",
    )
