"""A proposal that is funded becomes a project of the Piano, with everything that it contains.

Called inside the transaction that grants the money, with the proposal locked: once, whoever
presses. Nothing is typed again.
"""

from collections.abc import Iterator
from itertools import count

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.text import slugify

from progetti.contenuto import (
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    letter,
    parse,
)
from progetti.enums import OrigineProgetto
from progetti.finestre import owe_from_now_on
from progetti.models import (
    Attivita,
    AzionePrescelta,
    AzioneProgettuale,
    Coinvolgimento,
    Destinatario,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    Proposta,
    RisultatoAtteso,
    TipoProva,
)
from progetti.signals import project_funded
from rete.models import Ciclo, Soggetto

DALLA_PROPOSTA = ("titolo", "sottotitolo", "contesto", "obiettivo", "dal", "al")
LUNGHEZZA_SLUG = Progetto._meta.get_field("slug").max_length
LUNGHEZZA_LETTERA = Progetto._meta.get_field("lettera").max_length


def becomes_project(proposta: Proposta) -> bool:
    """Whether a funded proposal is a project of the Piano: one of a soggetto without alliance is
    an incentive."""
    return proposta.alleanza_id is not None


def make_project(proposta: Proposta) -> Progetto:
    """The project that a funded proposal becomes, by its act; tells the rooms above.

    Raises:
        ValidationError: the ciclo has no free letter, or a text is longer than a project holds.
    """
    avviso = proposta.avviso
    # Two calls of one ciclo that end at the same moment take their letters one after the other.
    list(Ciclo.objects.select_for_update().filter(pk=avviso.ciclo_id).values_list("pk"))
    progetto = _saved(
        Progetto(
            slug=_free_slug(proposta.titolo),
            ciclo_id=avviso.ciclo_id,
            lettera=_free_letter(avviso.ciclo_id),
            origine=OrigineProgetto.AVVISO,
            alleanza_id=proposta.alleanza_id,
            atto_valutazione_id=proposta.atto_concessione_id,
            **{nome: getattr(proposta, nome) for nome in DALLA_PROPOSTA},
        )
    )
    azioni = AzioneProgettuale.objects.filter(proposte=proposta)
    for ordine, azione in enumerate(azioni.order_by("ordine", "pk"), start=1):
        AzionePrescelta.objects.create(progetto=progetto, azione=azione, ordine=ordine)
    _write_tree(progetto, proposta)
    owe_from_now_on(progetto)
    project_funded.send(Progetto, progetto=progetto, proposta=proposta)
    return progetto


def _write_tree(progetto: Progetto, proposta: Proposta) -> None:
    obiettivi = parse(proposta.contenuto).obiettivi
    soggetti = {s.slug: s for s in Soggetto.objects.filter(slug__in=_partners(obiettivi))}
    prove = {prova.slug: prova for prova in TipoProva.objects.all()}
    for numero, obiettivo in enumerate(obiettivi, start=1):
        riga = _saved(
            ObiettivoSpecifico(
                progetto=progetto, numero=numero, titolo=obiettivo.titolo, luogo=obiettivo.luogo
            )
        )
        _write_work(riga, obiettivo)
        _write_people(riga, obiettivo, soggetti)
        _write_results(riga, obiettivo.risultati, prove)


def _partners(obiettivi: tuple[ObiettivoProposto, ...]) -> set[str]:
    return {slug for obiettivo in obiettivi for slug in obiettivo.partner}


def _write_work(riga: ObiettivoSpecifico, obiettivo: ObiettivoProposto) -> None:
    for n, attivita in enumerate(obiettivo.attivita):
        _saved(
            Attivita(
                obiettivo=riga,
                ordine=n + 1,
                lettera=letter(n),
                testo=attivita.testo,
                dal=attivita.dal,
                al=attivita.al,
            )
        )


def _write_people(
    riga: ObiettivoSpecifico, obiettivo: ObiettivoProposto, soggetti: dict[str, Soggetto]
) -> None:
    for ordine, destinatari in enumerate(obiettivo.destinatari, start=1):
        _saved(
            Destinatario(
                obiettivo=riga,
                ordine=ordine,
                denominazione=destinatari.denominazione,
                numero_previsto=destinatari.numero_previsto,
            )
        )
    coinvolti = [soggetti[slug] for slug in obiettivo.partner if slug in soggetti]
    for ordine, soggetto in enumerate(coinvolti, start=1):
        citato = Coinvolgimento(
            obiettivo=riga, ordine=ordine, denominazione_citata=soggetto.denominazione
        )
        _saved(citato).soggetti.add(soggetto)


def _write_results(
    riga: ObiettivoSpecifico,
    risultati: tuple[RisultatoProposto, ...],
    prove: dict[str, TipoProva],
) -> None:
    for n, risultato in enumerate(risultati):
        atteso = _saved(
            RisultatoAtteso(obiettivo=riga, ordine=n + 1, lettera=letter(n), testo=risultato.testo)
        )
        for ordine, indicatore in enumerate(risultato.indicatori, start=1):
            scritto = _saved(_indicator(atteso, ordine, indicatore))
            scritto.prove.add(*(prove[slug] for slug in indicatore.prove if slug in prove))


def _indicator(atteso: RisultatoAtteso, ordine: int, proposto: IndicatoreProposto) -> Indicatore:
    return Indicatore(
        risultato=atteso,
        ordine=ordine,
        denominazione=proposto.denominazione,
        unita=proposto.unita,
        base=proposto.base,
        target=proposto.target,
        almeno=proposto.almeno,
        direzione=proposto.direzione,
        cumulativo=proposto.cumulativo,
        conta=proposto.conta,
    )


def _saved(obj: Model) -> Model:
    """Raises ValidationError: what was proposed does not fit in the columns of a project."""
    obj.clean_fields(exclude={c.name for c in obj._meta.fields if c.is_relation})
    obj.save(force_insert=True)
    return obj


def _free_slug(titolo: str) -> str:
    """An address that no project has, from the title."""
    base = slugify(titolo)[: LUNGHEZZA_SLUG - 5].strip("-") or "progetto"
    presi = set(Progetto.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in presi)


def _numbered(base: str) -> Iterator[str]:
    yield base
    for numero in count(2):
        yield f"{base}-{numero}"


def _free_letter(ciclo: int) -> str:
    """The first letter of the ciclo that no project has.

    Raises:
        ValidationError: none is left.
    """
    prese = set(Progetto.objects.filter(ciclo=ciclo).values_list("lettera", flat=True))
    libera = next(letter(n) for n in count() if letter(n) not in prese)
    if len(libera) > LUNGHEZZA_LETTERA:
        raise ValidationError("Nel ciclo non ci sono più lettere libere per i progetti.")
    return libera
