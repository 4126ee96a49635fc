"""A proposal of the demo: written, confirmed by its partners, sent, examined."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from progetti import bozze, partenza
from progetti.contenuto import (
    AttivitaProposta,
    Contenuto,
    DestinatariProposti,
    IndicatoreProposto,
    ObiettivoProposto,
    RisultatoProposto,
    as_json,
)
from progetti.enums import EsitoRequisito, StatoPartecipazione
from progetti.esame import record_checks
from progetti.management.passi_demo import (
    Scheda,
    dated,
    day,
    do,
    move,
    person,
    publisher,
    writer,
)
from progetti.models import Avviso, Progetto, Proposta, QuotaProposta
from progetti.permissions import alliances_for, proponents_for
from rete.models import Soggetto

CHI_PROPONE = "PROPONENTE"
PROPONE = "Propone il progetto e lo realizza."
# What the document of 2014 does not say and a proposal must: said to be of the demo.
DIMOSTRATIVO = " (valore atteso dimostrativo: il documento non lo dice)"
SENZA_LUOGO = "Territorio dell’alleanza"
COLONNE = ("titolo", "contesto", "obiettivo")


def compose(avviso: Avviso, sua: Scheda, quando: datetime | None) -> Proposta:
    """The draft that a file describes, with the confirmations that it says, now or then."""
    with dated(quando):
        return _compose(avviso, sua, quando)


def _compose(avviso: Avviso, sua: Scheda, quando: datetime | None) -> Proposta:
    chi = person(str(sua["chi"]))
    alleanza = alliances_for(chi, avviso).first()
    proposta = bozze.begin(avviso, proponents_for(chi, avviso).get(), chi, alleanza)
    if "progetto" in sua:
        partenza.start_from(proposta, Progetto.objects.get(slug=sua["progetto"]))
    _take_part(proposta, sua, quando)
    periodo = dict(zip(("dal", "al"), map(day, sua.get("periodo", ())), strict=False))
    colonne = {nome: sua[nome] for nome in COLONNE if nome in sua}
    bozze.touch(proposta, **colonne, **periodo, contenuto=as_json(_tree(proposta, sua, periodo)))
    if "azioni" in sua:
        proposta.azioni.set(avviso.azioni.filter(slug__in=sua["azioni"]))
    for ordine, (voce, fonte, ente, importo) in enumerate(sua["quote"], start=1):
        QuotaProposta.objects.create(
            proposta=proposta,
            ordine=ordine,
            voce=voce,
            fonte=fonte,
            soggetto=_payer(proposta, ente),
            importo=Decimal(importo),
        )
    proposta.refresh_from_db()
    return proposta


def _payer(proposta: Proposta, ente: str) -> Soggetto | None:
    if ente == CHI_PROPONE:
        return proposta.proponente
    return Soggetto.objects.get(slug=ente) if ente else None


def _take_part(proposta: Proposta, sua: Scheda, quando: datetime | None) -> None:
    """Those that the file names, each with its task; all have confirmed but where it says who."""
    if "compito" in sua:
        proposta.partecipazioni.update(compito=sua["compito"])
    else:
        compiti = sua.get("partner") or {proposta.proponente.slug: PROPONE}
        proposta.partecipazioni.exclude(soggetto__slug__in=compiti).delete()
        bozze.add_partners(
            proposta, Soggetto.objects.filter(slug__in=compiti).values_list("pk", flat=True)
        )
        for slug, compito in compiti.items():
            proposta.partecipazioni.filter(soggetto__slug=slug).update(compito=compito)
    in_attesa = proposta.partecipazioni.filter(stato=StatoPartecipazione.ATTESA)
    if "confermano" in sua:
        in_attesa = in_attesa.filter(soggetto__slug__in=sua["confermano"])
    for partecipazione in in_attesa.select_related("soggetto", "proposta"):
        chi = f"Referente di {partecipazione.soggetto}"
        do(partecipazione, "confirm", None, quando=quando, risposto_da=chi)


def _tree(proposta: Proposta, sua: Scheda, periodo: Mapping[str, object]) -> Contenuto:
    if "progetto" in sua:
        albero = partenza.copy_tree(Progetto.objects.get(slug=sua["progetto"]))
        return Contenuto(tuple(_completed(o, periodo) for o in albero.obiettivi))
    partner = tuple(proposta.partecipazioni.values_list("soggetto__slug", flat=True))
    return Contenuto(tuple(_objective(riga, partner, periodo) for riga in sua.get("obiettivi", ())))


def _objective(
    riga: Scheda, partner: tuple[str, ...], periodo: Mapping[str, object]
) -> ObiettivoProposto:
    return ObiettivoProposto(
        titolo=riga["titolo"],
        luogo=riga["luogo"],
        attivita=tuple(AttivitaProposta(testo, **periodo) for testo in riga["attivita"]),
        destinatari=tuple(DestinatariProposti(*chi) for chi in riga["destinatari"]),
        partner=partner,
        risultati=tuple(_result(*risultato) for risultato in riga["risultati"]),
    )


def _result(testo: str, indicatore: str, unita: str, target: str, prova: str) -> RisultatoProposto:
    misura = IndicatoreProposto(
        denominazione=indicatore,
        unita=unita,
        base=Decimal(0),
        target=Decimal(target),
        almeno=True,
        prove=(prova,),
    )
    return RisultatoProposto(testo, (misura,))


def _completed(obiettivo: ObiettivoProposto, periodo: Mapping[str, object]) -> ObiettivoProposto:
    """An objective of 2014 with what its document leaves out and the portal asks of a proposal."""
    return replace(
        obiettivo,
        luogo=obiettivo.luogo or SENZA_LUOGO,
        attivita=tuple(replace(a, **periodo) for a in obiettivo.attivita),
        risultati=tuple(
            replace(r, indicatori=tuple(_with_target(i) for i in r.indicatori))
            for r in obiettivo.risultati
        ),
    )


def _with_target(indicatore: IndicatoreProposto) -> IndicatoreProposto:
    prove = indicatore.prove or ("documento",)
    if indicatore.target is not None:
        return replace(indicatore, prove=prove)
    return replace(
        indicatore,
        prove=prove,
        target=indicatore.base or Decimal(1),
        denominazione=f"{indicatore.denominazione}{DIMOSTRATIVO}",
    )


def send(proposta: Proposta, quando: datetime | None) -> None:
    """Send it, as who wrote it, now or then."""
    if quando is not None:
        move(proposta, modificata_il=quando)
    do(proposta, "send", proposta.creata_da, quando=quando)


def examine(avviso: Avviso, sua: Scheda, quando: datetime | None) -> None:
    """The steps of the staff on a proposal: those of the file; admitted, when it is scored."""
    proposta = avviso.proposte.get(creata_da=person(str(sua["chi"])))
    passi = sua.get("passi") or ([("admit", "", "")] if "voti" in sua else [])
    for verbo, chi, testo in passi:
        if verbo == "admit":
            esiti = dict.fromkeys(avviso.requisiti.all(), (EsitoRequisito.SI.value, ""))
            with dated(quando):
                record_checks(proposta, writer(avviso), esiti)
        by = publisher(avviso) if chi == "responsabile" else writer(avviso)
        do(proposta, verbo, by, testo, quando)
