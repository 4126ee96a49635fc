"""A membership request as who writes it sees it, without an account: begun with an e-mail, opened
by a personal link, filled in as a draft, followed to its decision.

Each link is one request's; a new one takes the place of the one before.
"""

from datetime import timedelta
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from conciliazione import posta
from conciliazione.campi import FileEsaminato
from conciliazione.collegamenti import fingerprint, new_link
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.models import Documento, Messaggio, Passaggio
from conciliazione.orologio import from_now
from conciliazione.transizioni import StaleState
from rete import carte
from rete.contenuto_domanda import data_fingerprint
from rete.enums import ModalitaFirma, StatoDomanda, TipoAllegato
from rete.models import Accordo, AllegatoDomanda, DomandaAdesione, Impegno
from rete.passi import ALLEGATI, FIRMA, IMPEGNO, ORGANIZZAZIONE, PASSI, Passo
from rete.permissions import applications_made_by

COLLEGAMENTO_PER = timedelta(days=30)
# After this a draft that nobody confirmed, and one that nobody touches, are deleted.
CONFERMA_ENTRO = timedelta(days=7)
BOZZA_PER = timedelta(days=90)
# Mails with a link that one address may get in an hour.
LETTERE_AL_PIU = 5
# Requests of one address that a mail carries, the latest; files of one request.
DOMANDE_AL_PIU = FILE_AL_PIU = 12
TROPPI = f"Una domanda porta al massimo {FILE_AL_PIU} file: toglierne uno, oppure riunirli."
# The states in which who asks may add files: while writing, and when something is asked of them.
APERTE_AI_FILE = (
    StatoDomanda.BOZZA.value,
    StatoDomanda.INTEGRAZIONE.value,
    StatoDomanda.PREAVVISO.value,
)
# Where the session keeps the codes of the requests that its links opened, with the fingerprint of
# each link: a new one ends the sessions of the one before.
CHIAVE, APERTE_AL_PIU = "domande", 20
_LETTERA = "collegamento-domanda"


# --- The links --------------------------------------------------------------------------------


def start(email: str, accordo: Accordo) -> None:
    """Begin a draft for this address and mail its link; one not yet confirmed is taken again."""
    email = email.strip().lower()
    if _is_flooded(email):
        return
    with transaction.atomic():
        sospesa = _drafts().filter(email=email, confermata_il=None, accordo=accordo).first()
        domanda = sospesa or DomandaAdesione(email=email, accordo=accordo)
        _send_links(email, [domanda], INIZIO)


def resend(email: str) -> None:
    """Mail a new link for each request begun with this address; to others nothing is written."""
    email = email.strip().lower()
    if _is_flooded(email):
        return
    with transaction.atomic():
        sue = DomandaAdesione.objects.filter(email=email).select_for_update().order_by("-pk")
        if domande := list(sue[:DOMANDE_AL_PIU]):
            _send_links(email, domande, RIPRESA)


INIZIO = (
    "La domanda di adesione alla Rete: il collegamento per compilarla",
    "Da questo indirizzo è stata chiesta una domanda di adesione alla Rete. Per compilarla aprire"
    " il collegamento e premere «Apri la domanda»:",
)
RIPRESA = (
    "La domanda di adesione alla Rete: un nuovo collegamento",
    "Per questo indirizzo è stato chiesto un nuovo collegamento. Quelli ricevuti prima non valgono"
    " più. Per riprendere aprire il collegamento e premere «Apri la domanda»:",
)


def _send_links(email: str, domande: list[DomandaAdesione], parole: tuple[str, str]) -> None:
    """Give each request a new link, and write one mail with them all."""
    righe = [f"{_named(domanda)}\n{_renew(domanda)}" for domanda in domande]
    oggetto, inizio = parole
    testo = "\n\n".join([inizio, *righe, _fine()])
    posta.send(f"{_LETTERA}:{domande[0].impronta}", email, oggetto, f"{testo}\n")


def _fine() -> str:
    giorni = COLLEGAMENTO_PER.days
    return (
        f"Il collegamento vale {giorni} giorni e apre la domanda a chiunque lo abbia: darlo solo a"
        " chi la compila insieme. Se scade se ne chiede un altro da"
        f" {settings.BASE_URL}{reverse('aderisci:resume')}\n\n"
        "Se la richiesta non è partita da chi legge, non serve fare nulla: una domanda non aperta"
        f" si cancella dopo {CONFERMA_ENTRO.days} giorni."
    )


def _named(domanda: DomandaAdesione) -> str:
    return f"Domanda {domanda.codice}" + (
        f" – {domanda.denominazione}:" if domanda.denominazione else ":"
    )


def _renew(domanda: DomandaAdesione) -> str:
    """A new link for the request, in place of the one before; its address."""
    token, domanda.impronta = new_link()
    domanda.collegamento_fino_a = timezone.now() + COLLEGAMENTO_PER
    if domanda.pk:
        domanda.save(update_fields=["impronta", "collegamento_fino_a"])
    else:
        domanda.save()
    return f"{settings.BASE_URL}{reverse('aderisci:link', args=[token])}"


def _is_flooded(email: str) -> bool:
    """Whether this address had its mails of the hour already."""
    lettere = Messaggio.objects.filter(destinatario=email, chiave__startswith=f"{_LETTERA}:")
    return lettere.filter(creato_il__gt=from_now(-3600)).count() >= LETTERE_AL_PIU


def find_by_link(token: str) -> DomandaAdesione | None:
    """The request of a link, expired or not; None when no request has it."""
    return DomandaAdesione.objects.filter(impronta=fingerprint(token)).first()


def has_expired(domanda: DomandaAdesione) -> bool:
    """Whether its link is too old to open it."""
    return domanda.collegamento_fino_a < timezone.now()


def open_by_link(request: HttpRequest, domanda: DomandaAdesione) -> None:
    """Let this session write and follow the request; the first time its address is confirmed."""
    DomandaAdesione.objects.filter(pk=domanda.pk, confermata_il=None).update(confermata_il=Now())
    request.session.cycle_key()
    altre = {c: impronta for c, impronta in _opened(request).items() if c != domanda.codice}
    aperte = [*altre.items(), (domanda.codice, domanda.impronta)]
    request.session[CHIAVE] = dict(aperte[-APERTE_AL_PIU:])


def _opened(request: HttpRequest) -> dict[str, str]:
    """Code and fingerprint of the link of each request that this session opened."""
    aperte = request.session.get(CHIAVE)
    return aperte if isinstance(aperte, dict) else {}


def own_request(request: HttpRequest, codice: str) -> DomandaAdesione:
    """The request with that code, if this session opened it by the link that it has now, or the
    account of who asks has its address.

    Raises:
        Http404: neither, or there is none: the answer is the same.
    """
    legate = ("accordo", "impegno", "termine", "atto", "comune")
    righe = DomandaAdesione.objects.select_related(*legate).defer("comune__confine")
    righe = righe.prefetch_related("aree").filter(codice=codice)
    impronta = _opened(request).get(codice)
    trovata = righe.filter(impronta=impronta).first() if impronta else None
    if trovata is None and request.user.is_authenticated:
        trovata = righe.filter(pk__in=applications_made_by(request.user)).first()
    if trovata is not None:
        return trovata
    raise Http404("La domanda si apre dal suo collegamento personale.")


# --- The draft --------------------------------------------------------------------------------


def touch(domanda: DomandaAdesione, stati: tuple[str, ...], **valori: object) -> None:
    """Write columns of a request that nobody changed since it was read, and its version + 1.

    Raises:
        StaleState: somebody did, or it is no more in one of `stati`.
    """
    righe = DomandaAdesione.objects.filter(
        pk=domanda.pk, versione=domanda.versione, stato__in=stati
    )
    scritte = righe.update(**valori, versione=F("versione") + 1, modificata_il=Now())
    if scritte != 1:
        raise StaleState
    domanda.refresh_from_db(fields=[*valori, "versione", "modificata_il"])


def current_commitment() -> Impegno | None:
    """The text to which who joins commits itself, in the version in force today."""
    return Impegno.objects.vigenti().order_by("-versione").first()


def accept_commitment(domanda: DomandaAdesione, impegno: Impegno | None) -> None:
    """Note that who writes accepts that version of the commitment, or none of them.

    Raises:
        StaleState: the draft changed meanwhile.
    """
    if domanda.impegno_id != (impegno.pk if impegno else None):
        quando = timezone.now() if impegno else None
        bozza = (StatoDomanda.BOZZA.value,)
        touch(domanda, bozza, impegno=impegno, impegno_accettato_il=quando)


def choose_signature(domanda: DomandaAdesione, modalita: ModalitaFirma) -> None:
    """Note how the request will be signed.

    Raises:
        StaleState: the draft changed meanwhile.
    """
    if domanda.modalita_firma != modalita:
        touch(domanda, (StatoDomanda.BOZZA.value,), modalita_firma=modalita)


def attach(domanda: DomandaAdesione, tipo: TipoAllegato, file: FileEsaminato) -> AllegatoDomanda:
    """Keep a file of the request; of the signed one, with what its signatures say.

    A new signed request takes the place of the one before.

    Raises:
        StaleState: the request changed meanwhile, or takes no files now.
        ValidationError: there are too many of them, or the file may not stay.
    """
    firmato = tipo == TipoAllegato.MODULO_FIRMATO
    # Reading signatures takes seconds: before the database is asked to wait.
    valori = {"esito_firma": _examine_signed(domanda, file)} if firmato else {}
    with transaction.atomic():
        touch(domanda, APERTE_AI_FILE, **valori)
        if firmato:
            _drop(domanda.allegati.filter(tipo=tipo))
        if domanda.allegati.count() >= FILE_AL_PIU:
            raise ValidationError(TROPPI, code="troppi")
        documento = store(file, file.name, Riservatezza.PERSONALE, None)
        return AllegatoDomanda.objects.create(domanda=domanda, tipo=tipo, documento=documento)


def _examine_signed(domanda: DomandaAdesione, file: FileEsaminato) -> dict[str, object]:
    """What the signatures of the file say; of a scan, the data that it was printed from."""
    file.seek(0)
    esito = carte.read_signature(domanda, file.read())
    if not esito["firme"] and not esito["impronta"]:
        # On paper the fingerprint is in the foot: it is taken to be the last one printed.
        esito["impronta"] = carte.last_printed(domanda) or data_fingerprint(domanda)
    return esito


def detach(domanda: DomandaAdesione, allegato: AllegatoDomanda) -> None:
    """Take a file away, really; what was already sent stays.

    Raises:
        StaleState: the request changed meanwhile, or the file was sent.
    """
    if not is_removable(domanda, allegato):
        raise StaleState
    firmato = allegato.tipo == TipoAllegato.MODULO_FIRMATO
    with transaction.atomic():
        touch(domanda, APERTE_AI_FILE, **({"esito_firma": {}} if firmato else {}))
        _drop(AllegatoDomanda.objects.filter(pk=allegato.pk))


def is_removable(domanda: DomandaAdesione, allegato: AllegatoDomanda) -> bool:
    """Whether the file was not sent yet: of a draft every one, then those added since the last
    change of state.
    """
    if domanda.stato == StatoDomanda.BOZZA:
        return True
    mosse = Passaggio.objects.about(domanda).exclude(da=F("a"))
    ultimo = mosse.order_by("-quando", "-pk").first()
    recente = ultimo is None or allegato.aggiunto_il > ultimo.quando
    return domanda.stato in APERTE_AI_FILE and recente


def _drop(allegati: QuerySet[AllegatoDomanda]) -> None:
    """Delete files of a request, and what is on the disk once that is certain."""
    documenti = [allegato.documento for allegato in allegati.select_related("documento")]
    allegati.delete()
    _delete_documents(documenti)


def _delete_documents(documenti: list[Documento]) -> None:
    for documento in documenti:
        documento.delete()
        transaction.on_commit(partial(documento.file.delete, save=False), robust=True)


# --- What is missing --------------------------------------------------------------------------


class Mancanza(NamedTuple):
    """Something without which the request is not sent: where it is asked, and in words."""

    passo: Passo
    campo: str
    testo: str


def missing(domanda: DomandaAdesione) -> list[Mancanza]:
    """What the request still lacks, in the order of the form; nothing when it may be sent."""
    return [
        *_missing_values(domanda),
        *_missing_commitment(domanda),
        *_missing_signature(domanda),
    ]


def _missing_values(domanda: DomandaAdesione) -> list[Mancanza]:
    trovate = [
        Mancanza(passo, voce.nome, voce.etichetta)
        for passo in PASSI
        for voce in carte.lines(domanda, [n for n in passo.campi if n in passo.necessari])
        if not voce.valore.strip()
    ]
    if not (domanda.comune_id or domanda.localita.strip()):
        trovate.append(
            Mancanza(ORGANIZZAZIONE, "comune", "Comune della sede, o località se è fuori")
        )
    return sorted(trovate, key=lambda m: PASSI.index(m.passo))


def _missing_commitment(domanda: DomandaAdesione) -> list[Mancanza]:
    vigente = current_commitment()
    if domanda.impegno_id and vigente and domanda.impegno_id != vigente.pk:
        cambiato = "Il testo dell’impegno è cambiato: va riletto e accettato di nuovo"
        return [Mancanza(IMPEGNO, "accetto", cambiato)]
    if domanda.impegno_id:
        return []
    return [Mancanza(IMPEGNO, "accetto", "L’impegno non è ancora accettato")]


def _missing_signature(domanda: DomandaAdesione) -> list[Mancanza]:
    modo, presenti = domanda.modalita_firma, {a.tipo for a in domanda.allegati.all()}
    if not modo:
        return [Mancanza(FIRMA, "modalita_firma", "Come si firma")]
    if modo == ModalitaFirma.ACCESSO:
        return []
    trovate = []
    if TipoAllegato.MODULO_FIRMATO not in presenti:
        trovate.append(Mancanza(FIRMA, "file", "La domanda firmata"))
    elif is_stale(domanda):
        trovate.append(
            Mancanza(FIRMA, "file", "La domanda firmata è di dati poi cambiati: va rifirmata")
        )
    if modo == ModalitaFirma.AUTOGRAFA and TipoAllegato.IDENTITA not in presenti:
        trovate.append(Mancanza(ALLEGATI, "file", "Il documento d’identità di chi firma"))
    return trovate


def is_stale(domanda: DomandaAdesione) -> bool:
    """Whether the signed file is of data that were changed after it was printed.

    A file in which the portal does not find its own fingerprint is left to the staff to judge.
    """
    impronta = domanda.esito_firma.get("impronta")
    return bool(impronta) and impronta != data_fingerprint(domanda)


def is_duplicate(detto: str) -> bool:
    """Whether that is what the table says of a second request with the same tax code."""
    vincoli = DomandaAdesione._meta.constraints
    sola = next(v for v in vincoli if v.name.endswith("_una_sola_pendente"))
    return detto == sola.violation_error_message


# --- The end of a draft -----------------------------------------------------------------------


def discard(domanda: DomandaAdesione) -> None:
    """Delete a draft really, with its files; what was sent stays.

    Raises:
        StaleState: it was sent, or changed, meanwhile.
    """
    with transaction.atomic():
        touch(domanda, (StatoDomanda.BOZZA.value,))
        _erase([domanda])


def forget() -> int:
    """Delete the drafts whose time is over; how many.

    Not confirmed, 7 days after they were begun; the others, and those withdrawn before being
    sent, 90 days after the last change.
    """
    adesso = timezone.now()
    mai_aperte = Q(confermata_il=None, iniziata_il__lt=adesso - CONFERMA_ENTRO)
    ferme = Q(modificata_il__lt=adesso - BOZZA_PER)
    mai_inviate = Q(stato=StatoDomanda.BOZZA) | Q(stato=StatoDomanda.RITIRATA, inviata_il=None)
    with transaction.atomic():
        vecchie = DomandaAdesione.objects.filter(mai_inviate).filter(mai_aperte | ferme)
        trovate = list(vecchie.select_for_update())
        _erase(trovate)
    return len(trovate)


def _erase(domande: list[DomandaAdesione]) -> None:
    """Delete requests never sent, their files and the papers that the portal made of them."""
    for domanda in domande:
        documenti = list(carte.papers_of(domanda))
        carte.jobs_of(domanda).update(documento=None)
        domanda.delete()
        _delete_documents(documenti)


def _drafts() -> QuerySet[DomandaAdesione]:
    return DomandaAdesione.objects.filter(stato=StatoDomanda.BOZZA)


def is_open_to_join() -> bool:
    """Whether one can ask to join today: the network has an agreement and a commitment."""
    return carte.current_accordo() is not None and current_commitment() is not None
