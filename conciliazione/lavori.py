"""Background jobs: the row `Elaborazione` is the truth, the broker carries its id.

A kind of job is a function registered in an app's `tasks.py`:

    @lavoro("piano.compila", coda="pdf")
    def compile_plan(run: Run) -> None:
        pdf = layout(run.arguments["piano"], progress=run.advance)
        with run.conclude() as esito:
            versione = Versione.objects.create(...)
            esito.dati["versione"] = versione.codice

It may be called more than once and be killed at any point: only the rows written inside
`conclude` count, and those are written once.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from time import monotonic
from typing import Protocol
from uuid import uuid4

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Now

from conciliazione import battito
from conciliazione.enums import StatoElaborazione
from conciliazione.messaggeria import deliver
from conciliazione.models import Documento, Elaborazione
from conciliazione.orologio import from_now

log = structlog.get_logger(__name__)

IMPREVISTO = "Un errore imprevisto ha interrotto l'elaborazione: riprovare più tardi."
TROPPO_LUNGA = "L'elaborazione ha superato il tempo massimo."
INTERROTTA = "L'elaborazione è stata interrotta più volte: avvisare chi gestisce il portale."
PAUSA_FRA_SCRITTURE = 0.5


class JobFailed(Exception):
    """The job cannot succeed, however often it is tried; the text, in Italian, says why."""


class Superseded(Exception):
    """Another attempt holds the job, or ended it: stop, and write nothing."""


@dataclass
class Esito:
    """What a job leaves: some data (codes, never personal data), perhaps a file."""

    dati: dict[str, object] = field(default_factory=dict)
    documento: Documento | None = None


class Run(Protocol):
    """What a job's function receives, in a worker or from a command."""

    arguments: Mapping[str, object]
    by: AbstractBaseUser | None
    elaborazione: Elaborazione | None

    def advance(self, fase: str, percento: int) -> None:
        """Say where the work is. Raises Superseded when it no longer counts."""

    def conclude(self) -> "contextmanager[Esito]":
        """The block in which the job writes its rows, once. Raises Superseded."""


@dataclass(frozen=True)
class Genere:
    """A registered kind of job."""

    nome: str
    funzione: Callable[[Run], None]
    coda: str


_generi: dict[str, Genere] = {}


def lavoro(nome: str, *, coda: str = "celery") -> Callable[[Callable[[Run], None]], Callable]:
    """Register a function as the kind of job `nome`, done by the workers of `coda`."""

    def registra(funzione: Callable[[Run], None]) -> Callable[[Run], None]:
        _generi[nome] = Genere(nome, funzione, coda)
        return funzione

    return registra


def enqueue(
    genere: str, arguments: Mapping[str, object], *, key: str, by: AbstractBaseUser | None
) -> Elaborazione:
    """Ask for a job, inside the caller's transaction; handed to the broker when it commits.

    `arguments` are ids only. The same `key`, while a job of that key is active, is that job.

    Raises:
        KeyError: nobody registered `genere`.
    """
    coda = _generi[genere].coda
    for _ in range(3):
        if attiva := Elaborazione.objects.active().filter(chiave=key).first():
            return attiva
        try:
            with transaction.atomic():
                nuova = Elaborazione.objects.create(
                    genere=genere, argomenti=dict(arguments), chiave=key, richiesta_da=by
                )
        except IntegrityError:
            continue  # someone asked the same at the same moment: look again
        transaction.on_commit(partial(publish, nuova.pk, coda), robust=True)
        return nuova
    raise IntegrityError(f"elaborazione {key}: né attiva né nuova")


def publish(pk: int, coda: str) -> bool:
    """Hand a queued job to the broker; False, and nothing lost, when the broker is down."""
    if not deliver("conciliazione.esegui", [pk], coda):
        return False
    Elaborazione.objects.filter(pk=pk, stato=StatoElaborazione.IN_CODA).update(pubblicata_il=Now())
    return True


def run_now(
    genere: str,
    arguments: Mapping[str, object],
    *,
    by: AbstractBaseUser | None = None,
    report: Callable[[str, int], None] = lambda fase, percento: None,
) -> Esito:
    """Do a job here and now, without a row and without a broker: for commands.

    Raises JobFailed, or whatever else the job raises.
    """
    direct = DirectRun(arguments=arguments, by=by, report=report)
    _generi[genere].funzione(direct)
    return direct.esito


@dataclass
class DirectRun:
    """A job done by a command: progress is reported to the caller."""

    arguments: Mapping[str, object]
    by: AbstractBaseUser | None
    report: Callable[[str, int], None]
    elaborazione: None = None
    esito: Esito = field(default_factory=Esito)

    def advance(self, fase: str, percento: int) -> None:
        self.report(fase, percento)

    @contextmanager
    def conclude(self) -> Iterator[Esito]:
        with transaction.atomic():
            yield self.esito


class Attempt:
    """One attempt of a worker at a job; it counts as long as its lease does."""

    def __init__(self, elaborazione: Elaborazione) -> None:
        self.elaborazione = elaborazione
        self.arguments = elaborazione.argomenti
        self.by = elaborazione.richiesta_da
        self.concluded = False
        self._fase, self._scritto = "", 0.0
        self._mia = Elaborazione.objects.filter(pk=elaborazione.pk).held_by(elaborazione.preso_da)

    @classmethod
    def claim(cls, pk: int) -> "Attempt | None":
        """Take a queued job; None when it is taken or over, as for a message come twice."""
        mio = uuid4()
        prese = Elaborazione.objects.filter(pk=pk, stato=StatoElaborazione.IN_CODA).update(
            stato=StatoElaborazione.IN_CORSO,
            preso_da=mio,
            presa_fino_a=from_now(settings.ELABORAZIONE_LEASE_SECONDI),
            tentativi=F("tentativi") + 1,
            iniziata_il=Now(),
            fase="",
            avanzamento=0,
        )
        if not prese:
            return None
        return cls(Elaborazione.objects.select_related("richiesta_da").get(pk=pk))

    def advance(self, fase: str, percento: int) -> None:
        """Write phase and percentage, and renew the lease; a few times a second at most."""
        if fase == self._fase and monotonic() - self._scritto < PAUSA_FRA_SCRITTURE:
            return
        self._fase, self._scritto = fase, monotonic()
        self._update(
            fase=fase[:120],
            avanzamento=min(max(int(percento), 0), 100),
            presa_fino_a=from_now(settings.ELABORAZIONE_LEASE_SECONDI),
        )

    @contextmanager
    def conclude(self) -> Iterator[Esito]:
        """End the job; what the block writes is committed with its end or not at all."""
        esito = Esito()
        with transaction.atomic():
            self._end(StatoElaborazione.RIUSCITA, errore="", avanzamento=100)
            yield esito
            Elaborazione.objects.filter(pk=self.elaborazione.pk).update(
                esito=esito.dati, documento=esito.documento
            )
        self.concluded = True

    def fail(self, errore: str, *, final: bool) -> None:
        """End the job as failed; unless `final`, leave it to the reconciler to try again."""
        if final or self.elaborazione.tentativi >= settings.ELABORAZIONE_TENTATIVI:
            self._end(StatoElaborazione.FALLITA, errore=errore)
        else:
            # Counted as just published: the reconciler waits its own time before it retries.
            self._update(**_back_in_queue(), errore=errore, pubblicata_il=Now())

    def _end(self, stato: StatoElaborazione, **valori: object) -> None:
        self._update(stato=stato, finita_il=Now(), preso_da=None, presa_fino_a=None, **valori)

    def _update(self, **valori: object) -> None:
        if self._mia.update(**valori) != 1:
            raise Superseded


def _back_in_queue() -> dict[str, object]:
    return {"stato": StatoElaborazione.IN_CODA, "preso_da": None, "presa_fino_a": None}


def execute(pk: int) -> None:
    """What a worker does with the id of a job. Never raises for a job's own failure."""
    attempt = Attempt.claim(pk)
    if attempt is None:
        return
    elaborazione = attempt.elaborazione
    with structlog.contextvars.bound_contextvars(elaborazione=elaborazione.codice):
        log.info("job begun", genere=elaborazione.genere, tentativo=elaborazione.tentativi)
        try:
            _work(attempt)
        except Superseded:
            log.warning("attempt superseded")
        log.info("job left")


def _work(attempt: Attempt) -> None:
    try:
        _generi[attempt.elaborazione.genere].funzione(attempt)
        if not attempt.concluded:
            with attempt.conclude():
                pass
    except Superseded:
        raise
    except JobFailed as errore:
        attempt.fail(str(errore), final=True)
    except SoftTimeLimitExceeded:
        log.exception("job out of time")
        attempt.fail(TROPPO_LUNGA, final=False)
    except Exception:
        log.exception("job failed")
        attempt.fail(IMPREVISTO, final=False)


def reconcile() -> None:
    """Give back to the broker every job that it lost, and end those tried too often."""
    abbandonate = Elaborazione.objects.abandoned().exclude(genere=battito.GENERE)
    abbandonate.filter(tentativi__gte=settings.ELABORAZIONE_TENTATIVI).update(
        stato=StatoElaborazione.FALLITA,
        finita_il=Now(),
        preso_da=None,
        presa_fino_a=None,
        errore=INTERROTTA,
    )
    abbandonate.update(**_back_in_queue(), pubblicata_il=None)
    dimenticate = Elaborazione.objects.forgotten(settings.RICONCILIA_OGNI_SECONDI)
    for pk, genere in dimenticate.order_by("pk").values_list("pk", "genere"):
        if genere in _generi and not publish(pk, _generi[genere].coda):
            return  # the broker is down: the next round will find the same rows
