"""A proposal as it was sent: the data that are sealed, and the PDF made of them.

The PDF reads the sealed copy and nothing else, so that the same copy always gives the same bytes.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from conciliazione import lavori, pdf
from conciliazione.date import format_period
from conciliazione.documenti import store
from conciliazione.enums import Riservatezza
from conciliazione.lavori import Run
from conciliazione.models import CopiaSigillata, Documento, Elaborazione
from conciliazione.testo import render_markdown
from progetti.contenuto import Contenuto, ObiettivoProposto, as_json, letter, parse
from progetti.enums import FonteFinanziamento
from progetti.models import AllegatoProposta, PartecipazioneProposta, Proposta, TipoProva
from rete.models import Soggetto

GENERE = "progetti.proposta"
_COLONNE = ("codice", "titolo", "sottotitolo", "contesto", "obiettivo")


def sealed_data(proposta: Proposta) -> dict[str, object]:
    """The whole proposal in plain values: what the sealed copy keeps.

    The names of what it refers to stand beside their slugs: they may change later, the copy not.
    """
    contenuto = parse(proposta.contenuto)
    return {
        **{nome: getattr(proposta, nome) for nome in _COLONNE},
        "presentata_il": proposta.presentata_il.isoformat(),
        "avviso": {"slug": proposta.avviso.slug, "titolo": proposta.avviso.titolo},
        "proponente": _named(proposta.proponente),
        "alleanza": str(proposta.alleanza) if proposta.alleanza else "",
        "dal": proposta.dal.isoformat() if proposta.dal else None,
        "al": proposta.al.isoformat() if proposta.al else None,
        "azioni": [str(azione) for azione in proposta.azioni.all()],
        "contenuto": as_json(contenuto),
        "tipi_prova": _kinds_of_proof(contenuto),
        "partecipanti": [_participant(p) for p in _participants(proposta)],
        "costi": _budget(proposta),
        "allegati": [_file(a) for a in proposta.allegati.select_related("documento")],
    }


def _named(soggetto: Soggetto) -> dict[str, str]:
    return {"slug": soggetto.slug, "denominazione": str(soggetto)}


def _participants(proposta: Proposta) -> QuerySet[PartecipazioneProposta]:
    return proposta.partecipazioni.select_related("soggetto")


def _participant(partecipazione: PartecipazioneProposta) -> dict[str, object]:
    quando = partecipazione.risposto_il
    return {
        **_named(partecipazione.soggetto),
        "capofila": partecipazione.capofila,
        "compito": partecipazione.compito,
        "stato": partecipazione.stato,
        "risposto_da": partecipazione.risposto_da,
        "risposto_il": quando.isoformat() if quando else None,
    }


def _budget(proposta: Proposta) -> list[dict[str, object]]:
    return [
        {
            "voce": quota.voce,
            "fonte": quota.fonte,
            "soggetto": str(quota.soggetto) if quota.soggetto else "",
            "importo": f"{quota.importo:.2f}",
            "in_natura": quota.in_natura,
        }
        for quota in proposta.quote.select_related("soggetto")
    ]


def _file(allegato: AllegatoProposta) -> dict[str, object]:
    documento = allegato.documento
    return {
        "titolo": allegato.titolo,
        "nome": documento.nome,
        "dimensione": documento.dimensione,
        "sha256": documento.sha256,
    }


def _kinds_of_proof(contenuto: Contenuto) -> dict[str, str]:
    indicatori = (i for o in contenuto.obiettivi for r in o.risultati for i in r.indicatori)
    citati = {slug for indicatore in indicatori for slug in indicatore.prove}
    tipi = TipoProva.objects.filter(slug__in=citati).order_by("slug")
    return dict(tipi.values_list("slug", "denominazione"))


def sealed_copy(proposta: Proposta) -> CopiaSigillata | None:
    """The copy sealed when it was sent; None while it is a draft."""
    return CopiaSigillata.objects.about(proposta).first()


def as_sent(proposta: Proposta) -> dict[str, object]:
    """A proposal as it was sent, for the pages that show it whole: `copia` and what it says (see
    `in_words`), `allegati`, and `carta`, the job that makes its PDF."""
    copia = sealed_copy(proposta)
    return {
        "copia": copia,
        "carta": paper_of(proposta),
        "allegati": proposta.allegati.select_related("documento"),
        **(in_words(copia.dati) if copia else {}),
    }


# --- The PDF ----------------------------------------------------------------------------------


def paper_key(proposta: Proposta) -> str:
    """The key of the job that makes the PDF."""
    return f"{GENERE}:{proposta.codice}"


def ask_paper(proposta: Proposta) -> Elaborazione:
    """Queue the PDF, inside the transaction of the sending."""
    argomenti = {"proposta": proposta.pk}
    return lavori.enqueue(GENERE, argomenti, key=paper_key(proposta), by=None)


def paper_of(proposta: Proposta) -> Elaborazione | None:
    """The last job that made, or makes, the PDF."""
    fatte = Elaborazione.objects.filter(chiave=paper_key(proposta))
    return fatte.select_related("documento").order_by("-pk").first()


def papers_of(proposte: Iterable[Proposta]) -> QuerySet[Documento]:
    """Every file of those proposals: those that they brought and the PDF made of them."""
    proposte = list(proposte)
    portati = AllegatoProposta.objects.filter(proposta__in=proposte).values("documento")
    chiavi = [paper_key(proposta) for proposta in proposte]
    fatti = Elaborazione.objects.filter(chiave__in=chiavi, documento__isnull=False)
    return Documento.objects.filter(pk__in=portati) | Documento.objects.filter(
        pk__in=fatti.values("documento")
    )


def print_paper(proposta: Proposta, run: Run) -> None:
    """Make the PDF of the sealed copy and keep it.

    Raises:
        ErrorePdf: it cannot be rendered here.
    """
    run.advance("Impaginazione", 10)
    reso = pdf.render(render_html(proposta))
    with run.conclude() as esito:
        nome = f"proposta-{proposta.codice}.pdf"
        esito.documento = store(reso.contenuto, nome, Riservatezza.INTERNO, None)
        esito.dati["pagine"] = reso.pagine


def render_html(proposta: Proposta) -> str:
    """The whole document, of the sealed copy alone."""
    copia = sealed_copy(proposta)
    emanante = proposta.avviso.emanante
    contesto = {
        "capofila": emanante,
        "profilo": getattr(emanante, "profilo", None),
        "giorno": timezone.localdate(proposta.presentata_il),
        "presentata_il": proposta.presentata_il,
        "sha256": copia.sha256,
        **in_words(copia.dati),
    }
    return render_to_string("progetti/pdf/proposta.html", contesto)


def in_words(dati: Mapping[str, object]) -> dict[str, object]:
    """The sealed data as the page and the PDF show them: names for slugs, sums, days in words."""
    costi = [_cost_in_words(costo) for costo in dati["costi"]]
    chiesti = [c["importo"] for c in costi if c["fonte"] == FonteFinanziamento.REGIONALE.label]
    return {
        "dati": dati,
        "periodo_progetto": format_period(_day(dati["dal"]), _day(dati["al"])),
        "contesto_scritto": render_markdown(dati["contesto"]),
        "obiettivo_scritto": render_markdown(dati["obiettivo"]),
        "obiettivi": [_objective_in_words(o, dati) for o in parse(dati["contenuto"]).obiettivi],
        "costi": costi,
        "totale": sum((c["importo"] for c in costi), Decimal(0)),
        "chiesto": sum(chiesti, Decimal(0)),
    }


def _cost_in_words(costo: Mapping[str, object]) -> dict[str, object]:
    fonte = FonteFinanziamento(costo["fonte"]).label
    return {**costo, "fonte": fonte, "importo": Decimal(costo["importo"])}


def _objective_in_words(
    obiettivo: ObiettivoProposto, dati: Mapping[str, object]
) -> dict[str, object]:
    nomi = {p["slug"]: p["denominazione"] for p in dati["partecipanti"]}
    prove = dati["tipi_prova"]
    return {
        "titolo": obiettivo.titolo,
        "luogo": obiettivo.luogo,
        "chi": [nomi.get(slug, slug) for slug in obiettivo.partner],
        "destinatari": obiettivo.destinatari,
        "attivita": [
            {"lettera": letter(n), "testo": a.testo, "dal": a.dal, "al": a.al}
            for n, a in enumerate(obiettivo.attivita)
        ],
        "righe": [
            {
                "risultato": f"{letter(n)}. {risultato.testo}",
                "indicatore": indicatore,
                "prove": [prove.get(slug, slug) for slug in indicatore.prove],
            }
            for n, risultato in enumerate(obiettivo.risultati)
            for indicatore in risultato.indicatori
        ],
    }


def _day(scritto: str | None) -> date | None:
    return date.fromisoformat(scritto) if scritto else None
