"""The only writer of `stato`.

Each app's `transitions.py` registers one table per model: verb → `Transition`. `perform` is the
one durable transaction block of the portal: permission, conditional UPDATE, one `Passaggio`, and
whatever follows, all or nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, models, transaction
from django.db.models import F, Model, Q
from django.db.models.functions import Now
from django.utils import timezone

from conciliazione.blocchi import waited_in_vain
from conciliazione.guardie import said_in_words
from conciliazione.models import Passaggio
from conciliazione.periodi import today
from conciliazione.signals import state_changed


class NotAllowed(PermissionDenied):
    """Who asks may not do this (a 403)."""

    def __init__(self) -> None:
        super().__init__("Manca il diritto di compiere questa operazione.")


class StaleState(Exception):
    """The object is no longer in the state (or version) that the person saw (like a 409)."""

    def __init__(self) -> None:
        super().__init__(
            "Nel frattempo qualcosa è cambiato e l'operazione non è stata eseguita:"
            " la pagina mostra ora lo stato attuale."
        )


class TooLate(StaleState):
    """The object is as the person saw it, and the moment for this is over, or not yet come."""

    def __init__(self, detto: str) -> None:
        Exception.__init__(self, detto)


class ReasonMissing(ValidationError):
    """The transition wants a reason; goes to the form's field `motivo`."""

    def __init__(self) -> None:
        super().__init__({"motivo": "Scrivere il motivo: resta nella storia della pratica."})


class TooBusy(StaleState):
    """Somebody else kept the row too long: it is as the person saw it, and they may try again."""

    def __init__(self) -> None:
        Exception.__init__(
            self,
            "Il portale in questo momento è molto occupato: l’operazione non è stata eseguita e"
            " tutto è rimasto com’era. Riprovare tra poco.",
        )


@dataclass(frozen=True)
class Transition:
    """One row of a table of transitions.

    `da`, `a`: the states it leaves and reaches (`STESSO`: it stays where it is). `who(user, obj)`:
    who may; `user` is None when the portal itself acts. `label`: the words on the button.
    `stamps`: date columns that take the moment. `fields`: the other columns that it writes, from
    the data given to `perform`. `extras`: data that are no columns, for the two functions below,
    in `passaggio.altri`. `first(obj, passaggio)`: what must be there before the row moves, made in
    the same transaction with the row locked; it gives more columns to write. `only_while(obj)`:
    what must hold by the database's clock in the very statement that moves the row; `too_late` is
    what is said when it does not. `takes(obj)`: another row that it changes, locked before its own
    because whoever else needs both begins there. `then(obj, passaggio)`: what follows from it, in
    the same transaction.
    """

    da: tuple[str, ...]
    a: str
    who: Callable[[AbstractBaseUser | None, Model], bool]
    label: str
    needs_reason: bool = False
    stamps: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    first: Callable[[Model, Passaggio], Mapping[str, object]] | None = None
    only_while: Callable[[Model], Q] | None = None
    too_late: str = "Il tempo per farlo è finito."
    takes: Callable[[Model], None] | None = None
    then: Callable[[Model, Passaggio], None] | None = None


# The state that a transition reaches when it changes something else: who has it, for instance.
STESSO = ""

Table = Mapping[str, Transition]
_tables: dict[type[Model], Table] = {}


def register(modello: type[Model], tabella: Table) -> None:
    """Give `modello` its table of transitions.

    Raises:
        ValueError: a state that the model does not have.
    """
    stati = {valore for valore, _ in modello._meta.get_field("stato").choices}
    ignoti = {s for t in tabella.values() for s in (*t.da, t.a)} - {*stati, STESSO}
    if ignoti:
        raise ValueError(f"{modello.__name__} non ha gli stati {sorted(ignoti)}.")
    _tables[modello] = tabella


def transitions_of(obj: Model) -> Table:
    """The whole table of the object's model."""
    return _tables[obj._meta.concrete_model]


def available(obj: Model, user: AbstractBaseUser | None) -> dict[str, Transition]:
    """The transitions that `user` may perform on `obj` now: the buttons to show."""
    return {
        verbo: transition
        for verbo, transition in transitions_of(obj).items()
        if obj.stato in transition.da and transition.who(user, obj)
    }


def perform(
    obj: Model,
    verb: str,
    by: AbstractBaseUser | None,
    *,
    reason: str = "",
    acting_as: str = "",
    **data: object,
) -> Passaggio:
    """Make `obj` go through the transition `verb`, entirely or not at all.

    Raises:
        NotAllowed: `by` may not.
        ReasonMissing: the transition wants a reason.
        StaleState: `obj` is not, or no longer, in a state that `verb` leaves.
        TooLate: it is, and the moment for `verb` is over.
        TooBusy: others kept the row for too long.
        ValidationError: the row that would result breaks one of its rules.
    """
    with (
        said_in_words(type(obj)),
        _not_waiting_for_ever(),
        _untouched_on_failure(obj),
        transaction.atomic(durable=True),
    ):
        if not transitions_of(obj)[verb].who(by, obj):
            raise NotAllowed
        passaggio = Passaggio(autore=by, in_veste_di=acting_as, verbo=verb, motivo=reason)
        return _apply(obj, passaggio, data)


def follow(obj: Model, verb: str, cause: Passaggio, **data: object) -> Passaggio:
    """Make `obj` go through `verb` because of `cause`, inside the transaction of `cause`.

    Nobody is asked for permission: it was asked for the cause, of whom it bears author, role
    and reason. Raises as `perform`, and TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("follow() sta solo dentro perform().")
    passaggio = Passaggio(
        autore=cause.autore, in_veste_di=cause.in_veste_di, verbo=verb, motivo=cause.motivo
    )
    return _apply(obj, passaggio, data)


def record(
    obj: Model,
    verbo: str,
    by: AbstractBaseUser | None,
    *,
    da: str,
    a: str,
    reason: str = "",
    acting_as: str = "",
    **dati: object,
) -> Passaggio:
    """Write in the history a step of a row that has no `stato`, in the transaction that takes it.

    `da` and `a` say in a word how the row was and is; `dati` are plain values to keep.
    """
    return Passaggio.objects.create(
        oggetto_tipo=ContentType.objects.get_for_model(obj),
        oggetto_id=str(obj.pk),
        verbo=verbo,
        da=da,
        a=a,
        autore=by,
        in_veste_di=acting_as,
        motivo=reason,
        dati=dati,
    )


def _apply(obj: Model, passaggio: Passaggio, data: Mapping[str, object]) -> Passaggio:
    transition = transitions_of(obj)[passaggio.verbo]
    if unknown := set(data) - {*transition.fields, *transition.extras}:
        raise TypeError(f"{passaggio.verbo} non scrive {', '.join(sorted(unknown))}")
    if transition.needs_reason and not passaggio.motivo.strip():
        raise ReasonMissing
    passaggio.da, passaggio.a = obj.stato, transition.a or obj.stato
    passaggio.altri = {nome: data[nome] for nome in transition.extras if nome in data}
    colonne = {nome: data[nome] for nome in transition.fields if nome in data}
    if transition.takes:
        transition.takes(obj)
    if transition.first:
        _lock(obj, transition)
        colonne |= transition.first(obj, passaggio)
    _write(obj, transition, colonne)
    _record(obj, passaggio, colonne)
    if transition.then:
        transition.then(obj, passaggio)
    state_changed.send(type(obj), obj=obj, passaggio=passaggio)
    return passaggio


def _lock(obj: Model, transition: Transition) -> None:
    """Keep everybody else from the row, if it still is where `obj` says: who waited finds out.

    In no order: that of some models joins another table, whose row would be kept too, so that
    all who send on the same call would pass one at a time.
    """
    righe = type(obj)._base_manager.filter(**_start(obj, transition)).order_by()
    if not righe.select_for_update().values_list("pk", flat=True):
        raise StaleState


def _start(obj: Model, transition: Transition) -> dict[str, object]:
    """Where the row is if nobody moved it since `obj` was read."""
    if obj.stato not in transition.da:
        raise StaleState
    return {"pk": obj.pk, "stato": obj.stato, **_version(obj)}


def _write(obj: Model, transition: Transition, data: Mapping[str, object]) -> None:
    """Move the row, if it still is where `obj` says and where the transition starts."""
    partenza = _start(obj, transition)
    valori = {"stato": transition.a or obj.stato, **data}
    timbri = {nome: _moment(obj, nome) for nome in transition.stamps}
    _validate(obj, {**valori, **{nome: adesso for nome, (adesso, _) in timbri.items()}})
    valori |= {nome: orologio for nome, (_, orologio) in timbri.items()}
    valori |= {nome: F(nome) + 1 for nome in _version(obj)}
    righe = type(obj)._base_manager.filter(**partenza)
    quando = transition.only_while(obj) if transition.only_while else Q()
    if righe.filter(quando).update(**valori) != 1:
        raise TooLate(transition.too_late) if righe.exists() else StaleState
    obj.refresh_from_db(fields=list(valori))


def _validate(obj: Model, valori: Mapping[str, object]) -> None:
    for nome, valore in valori.items():
        setattr(obj, nome, valore)
    obj.clean_fields(exclude={c.name for c in obj._meta.fields if c.name not in valori})
    obj.validate_constraints()


def _moment(obj: Model, nome: str) -> tuple[object, object]:
    """Now, for a date column: as a value, and as the database's clock says it."""
    if isinstance(obj._meta.get_field(nome), models.DateTimeField):
        return timezone.now(), Now()
    return today(), today()


def _version(obj: Model) -> dict[str, int]:
    """The version that `obj` was read at, if its model counts them."""
    contatori = (c for c in obj._meta.concrete_fields if isinstance(c, models.IntegerField))
    return {c.name: getattr(obj, c.name) for c in contatori if c.name == "versione"}


def _record(obj: Model, passaggio: Passaggio, data: Mapping[str, object]) -> None:
    passaggio.oggetto_tipo = ContentType.objects.get_for_model(obj)
    passaggio.oggetto_id = str(obj.pk)
    passaggio.dati = {nome: obj._meta.get_field(nome).value_to_string(obj) for nome in data}
    passaggio.save(force_insert=True)


@contextmanager
def _not_waiting_for_ever() -> Iterator[None]:
    """Say in words that others kept the row for too long."""
    try:
        yield
    except OperationalError as errore:
        if waited_in_vain(errore):
            raise TooBusy from errore
        raise


@contextmanager
def _untouched_on_failure(obj: Model) -> Iterator[None]:
    """Leave `obj` in memory as it was, when the database does."""
    prima = obj.__dict__.copy()
    try:
        yield
    except BaseException:
        obj.__dict__.clear()
        obj.__dict__.update(prima)
        raise
