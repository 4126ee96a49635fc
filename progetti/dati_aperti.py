"""The open data of the projects: what they want, what they do, how it is measured and proved."""

from datetime import date

import django_filters
from django.db.models import DateField, QuerySet, Value
from django.urls import reverse

from conciliazione.dati_aperti import (
    Campo,
    Dataset,
    Ramo,
    Tipo,
    campo,
    importi,
    pagina,
    register,
    scelta,
    whole,
)
from conciliazione.filters import BooleanFilter, ChoiceFilter, DayFilter, SearchFilter, SlugFilter
from conciliazione.periodi import today
from progetti.enums import (
    Andamento,
    ChiPropone,
    ContaProva,
    Direzione,
    LivelloAvviso,
    OrigineProgetto,
    StatoAvviso,
)
from progetti.misure import standings
from progetti.models import (
    Attivita,
    Avviso,
    Indicatore,
    ObiettivoSpecifico,
    Progetto,
    RisultatoAtteso,
)
from rete.dati_aperti.campi import CICLO, ciclo, soggetto

PROGETTO = "Progetto (slug)"
LETTERA = campo("lettera", "Lettera con cui è elencata nel documento", facoltativo=True)
ORDINE = campo("ordine", "Ordine", Tipo.INTERO)


def _project(da: str) -> tuple[Campo, ...]:
    """The fields that say of which project, and of which objective, the row is."""
    obiettivo = da.removesuffix(".progetto")
    return (
        campo("progetto", PROGETTO, da=f"{da}.slug", esempio="progetto-di-esempio"),
        campo("obiettivo", "Numero dell'obiettivo", Tipo.INTERO, da=f"{obiettivo}.numero"),
    )


OBIETTIVO = (
    campo("numero", "Numero dell'obiettivo nel progetto", Tipo.INTERO),
    campo("titolo", "Obiettivo"),
    campo("titolo_breve", "Titolo breve", facoltativo=True),
    campo("luogo", "Dove si svolge", facoltativo=True),
)
MISURE = (
    campo("denominazione", "Che cosa si misura"),
    campo("unita", "Unità di misura", esempio="persone"),
    campo("base", "Valore di partenza", Tipo.DECIMALE, facoltativo=True),
    campo("target", "Valore atteso", Tipo.DECIMALE, facoltativo=True, esempio=50),
    campo("almeno", "Vero se il valore atteso è un minimo", Tipo.BOOLEANO),
    *scelta("direzione", "Quando va bene", Direzione),
    campo("cumulativo", "Vero se si somma nel tempo", Tipo.BOOLEANO),
    *scelta("conta", "Come conta una prova", ContaProva),
    Campo(
        "prove",
        lambda indicatore: [prova.denominazione for prova in indicatore.prove.all()],
        "Con che cosa si prova",
        Tipo.ELENCO,
    ),
)
INDICATORI = Ramo(
    "indicatori",
    "Come si misura il risultato",
    lambda risultato: risultato.indicatori.all(),
    (ORDINE, *MISURE),
)
RISULTATI = Ramo(
    "risultati",
    "I risultati attesi",
    lambda obiettivo: obiettivo.risultati.all(),
    (ORDINE, LETTERA, campo("testo", "Risultato atteso"), INDICATORI),
)
ATTIVITA = Ramo(
    "attivita",
    "Che cosa si fa",
    lambda obiettivo: obiettivo.attivita.all(),
    (ORDINE, LETTERA, campo("testo", "Attività")),
)
DESTINATARI = Ramo(
    "destinatari",
    "Per chi",
    lambda obiettivo: obiettivo.destinatari.all(),
    (
        campo("denominazione", "A chi si rivolge"),
        campo(
            "numero_previsto",
            "Quante persone si prevedono",
            Tipo.INTERO,
            unita="persone",
            facoltativo=True,
        ),
    ),
)
COINVOLTI = Ramo(
    "coinvolgimenti",
    "Chi ci lavora",
    lambda obiettivo: obiettivo.coinvolgimenti.all(),
    (
        campo("denominazione_citata", "Come lo chiama il documento"),
        Campo(
            "soggetti",
            lambda riga: [soggetto.slug for soggetto in riga.soggetti.all()],
            "Soggetti (slug)",
            Tipo.ELENCO,
        ),
    ),
)


class ProgettoFilter(django_filters.FilterSet):
    """Projects by words, ciclo, origin and alliance."""

    cerca = SearchFilter("ricerca", label="Parole del titolo o della presentazione")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    origine = ChoiceFilter(OrigineProgetto, label="Da dove nasce il progetto")
    alleanza = SlugFilter(field_name="alleanza__slug", label="Alleanza (slug)")


def _whole(righe: QuerySet) -> QuerySet:
    return righe.prefetch_related(
        "finalita",
        "obiettivi__attivita",
        "obiettivi__destinatari",
        "obiettivi__coinvolgimenti__soggetti",
        "obiettivi__risultati__indicatori__prove",
    )


register(
    Dataset(
        nome="progetti",
        titolo="Progetti del Piano",
        descrizione="I progetti delle alleanze e dell'ente capofila. Nell'API il singolo progetto"
        " ha tutto il suo albero: obiettivi, attività, destinatari, risultati attesi, indicatori e"
        " prove.",
        campi=(
            campo("slug", "Chiave del progetto", esempio="progetto-di-esempio"),
            campo("titolo", "Titolo"),
            campo("sottotitolo", "Sottotitolo", facoltativo=True),
            ciclo(),
            campo("lettera", "Lettera nel Piano", esempio="a"),
            *scelta("origine", "Da dove nasce il progetto", OrigineProgetto),
            campo(
                "alleanza",
                "Alleanza che lo realizza (slug)",
                da="alleanza.slug",
                facoltativo=True,
                esempio="alleanza-di-esempio",
            ),
            *soggetto("promotore", "Chi lo propone, se non è un'alleanza", facoltativo=True),
            campo("dal", "Inizio", Tipo.DATA, facoltativo=True),
            campo("al", "Fine", Tipo.DATA, facoltativo=True),
            campo("obiettivo", "Obiettivo dell'intervento", facoltativo=True),
            campo("obiettivi_specifici", "Numero di obiettivi", Tipo.INTERO, da="n_obiettivi"),
            campo("risultati_attesi", "Numero di risultati", Tipo.INTERO, da="n_risultati"),
            campo("indicatori", "Numero di indicatori", Tipo.INTERO, da="n_indicatori"),
            campo("target", "Indicatori con un valore atteso", Tipo.INTERO, da="n_target"),
            pagina(),
        ),
        righe=lambda: (
            Progetto.objects.con_numeri()
            .select_related("ciclo", "alleanza", "promotore")
            .order_by("slug")
        ),
        filtri=ProgettoFilter,
        chiave="slug",
        rami=(
            Ramo(
                "finalita",
                "A che cosa serve",
                lambda progetto: progetto.finalita.all(),
                (ORDINE, campo("testo", "Finalità")),
            ),
            Ramo(
                "obiettivi",
                "Gli obiettivi specifici",
                lambda progetto: progetto.obiettivi.all(),
                (*OBIETTIVO, ATTIVITA, DESTINATARI, COINVOLTI, RISULTATI),
            ),
        ),
        intere=_whole,
        tema="SOCI",
        parole=("progetti", "conciliazione famiglia-lavoro"),
    )
)


class ObiettivoFilter(django_filters.FilterSet):
    """Objectives by words and project."""

    cerca = SearchFilter("ricerca", label="Parole dell'obiettivo")
    progetto = SlugFilter(field_name="progetto__slug", label=PROGETTO)


register(
    Dataset(
        nome="obiettivi",
        titolo="Obiettivi dei progetti",
        descrizione="Gli obiettivi specifici di ogni progetto.",
        campi=(
            campo("progetto", PROGETTO, da="progetto.slug", esempio="progetto-di-esempio"),
            *OBIETTIVO,
            Campo(
                "destinatari",
                lambda obiettivo: [riga.denominazione for riga in obiettivo.destinatari.all()],
                "A chi si rivolge",
                Tipo.ELENCO,
            ),
        ),
        righe=lambda: (
            ObiettivoSpecifico.objects.select_related("progetto")
            .prefetch_related("destinatari")
            .order_by("progetto_id", "numero")
        ),
        filtri=ObiettivoFilter,
        tema="SOCI",
        parole=("progetti", "obiettivi"),
    )
)


class AttivitaFilter(django_filters.FilterSet):
    """Activities by project."""

    progetto = SlugFilter(field_name="obiettivo__progetto__slug", label=PROGETTO)


register(
    Dataset(
        nome="attivita",
        titolo="Attività dei progetti",
        descrizione="Che cosa fa ogni progetto, obiettivo per obiettivo.",
        campi=(
            *_project("obiettivo.progetto"),
            ORDINE,
            LETTERA,
            campo("testo", "Attività"),
        ),
        righe=lambda: Attivita.objects.select_related("obiettivo__progetto").order_by(
            "obiettivo_id", "ordine"
        ),
        filtri=AttivitaFilter,
        tema="SOCI",
        parole=("progetti", "attività"),
    )
)


class RisultatoFilter(django_filters.FilterSet):
    """Results by project."""

    progetto = SlugFilter(field_name="obiettivo__progetto__slug", label=PROGETTO)


register(
    Dataset(
        nome="risultati",
        titolo="Risultati attesi dei progetti",
        descrizione="I risultati che ogni obiettivo promette.",
        campi=(
            *_project("obiettivo.progetto"),
            ORDINE,
            LETTERA,
            campo("testo", "Risultato atteso"),
        ),
        righe=lambda: RisultatoAtteso.objects.select_related("obiettivo__progetto").order_by(
            "obiettivo_id", "ordine"
        ),
        filtri=RisultatoFilter,
        tema="SOCI",
        parole=("progetti", "risultati attesi"),
    )
)


class IndicatoreFilter(django_filters.FilterSet):
    """Indicators by words, project, having a target."""

    cerca = SearchFilter("ricerca", label="Parole dell'indicatore o dell'unità di misura")
    progetto = SlugFilter(field_name="risultato__obiettivo__progetto__slug", label=PROGETTO)
    con_target = BooleanFilter(method="with_target", label="Se ha un valore atteso")
    al = DayFilter(method="on_day", label="Giorno a cui riferire valori e andamento; senza, oggi")

    def on_day(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """The indicators as they were on a day."""
        return queryset.annotate(al=Value(value, DateField())) if value else queryset

    def with_target(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        """The indicators that have an expected value, or those that have none."""
        return queryset.filter(target__isnull=not value)


def _with_standings(righe: list[Indicatore]) -> list[Indicatore]:
    """Some indicators, all of one day, each with its `avanzamento`: verified values only."""
    giorno = righe[0].al if righe else today()
    for letto in standings(righe, solo_verificato=True, pubblico=True, on=giorno):
        letto.indicatore.avanzamento = letto
    return righe


def _figure_page(indicatore: Indicatore) -> str:
    giorno = "" if indicatore.al == today() else f"?al={indicatore.al.isoformat()}"
    chiave = f"progetti.verificato:{indicatore.riferimento}"
    return whole(reverse("rete:cifra", args=[chiave]) + giorno)


AVANZAMENTO = (
    campo("al", "Giorno a cui si riferiscono i campi che seguono", Tipo.DATA),
    campo(
        "verificato",
        "Valore raggiunto, di cui l'ente capofila ha verificato le prove; vuoto se non ancora"
        " misurato",
        Tipo.DECIMALE,
        da="avanzamento.valore",
        facoltativo=True,
        esempio=20,
    ),
    campo(
        "verificato_al",
        "Giorno dell'ultimo valore verificato",
        Tipo.DATA,
        da="avanzamento.misura.verificato_al",
        facoltativo=True,
    ),
    campo(
        "previsto",
        "Valore che il tempo trascorso farebbe attendere; vuoto dove mancano le date del progetto"
        " o il valore atteso",
        Tipo.DECIMALE,
        da="avanzamento.atteso",
        facoltativo=True,
        esempio=25,
    ),
    campo(
        "percentuale",
        "Quanta parte della strada dal valore di partenza a quello atteso è fatta",
        Tipo.DECIMALE,
        da="avanzamento.percentuale",
        unita="%",
        facoltativo=True,
        esempio=40,
    ),
    *scelta("andamento", "Come va", Andamento, da="avanzamento.andamento"),
    Campo("pagina", _figure_page, "Pagina con le righe da cui viene il valore", Tipo.INDIRIZZO),
)

register(
    Dataset(
        nome="indicatori",
        titolo="Indicatori dei progetti",
        descrizione="Le quantità con cui si misurano i risultati attesi: unità, valore di"
        " partenza, valore atteso, prove e, un giorno qualsiasi, quanto è stato raggiunto e"
        " verificato.",
        campi=(
            campo(
                "riferimento",
                "Progetto, obiettivo, risultato e posto dell'indicatore, come nelle cifre",
                esempio="progetto-di-esempio/1/1/1",
            ),
            *_project("risultato.obiettivo.progetto"),
            campo("risultato", "Ordine del risultato", Tipo.INTERO, da="risultato.ordine"),
            ORDINE,
            *MISURE,
            *AVANZAMENTO,
        ),
        righe=lambda: (
            Indicatore.objects.select_related("risultato__obiettivo__progetto")
            .prefetch_related("prove")
            .annotate(al=Value(today(), DateField()))
            .order_by("risultato_id", "ordine")
        ),
        lette=_with_standings,
        filtri=IndicatoreFilter,
        tema="SOCI",
        parole=("progetti", "indicatori", "monitoraggio"),
    )
)


class AvvisoFilter(django_filters.FilterSet):
    """Calls by words, ciclo, level and state."""

    cerca = SearchFilter("ricerca", label="Parole del titolo o del testo")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    livello = ChoiceFilter(LivelloAvviso, label="Di chi è l'avviso")
    stato = ChoiceFilter(StatoAvviso, label="Stato")


CRITERI_AVVISO = Ramo(
    "criteri",
    "Con quali criteri si valutano le proposte",
    lambda avviso: avviso.criteri.all(),
    (
        ORDINE,
        campo("titolo", "Criterio"),
        campo("guida", "Come si dà il punteggio", facoltativo=True),
        campo("peso", "Peso su 100", Tipo.DECIMALE),
        campo("massimo", "Punti al massimo", Tipo.DECIMALE),
        campo("minimo", "Media sotto la quale la proposta non è ammessa", Tipo.DECIMALE),
    ),
)
REQUISITI_AVVISO = Ramo(
    "requisiti",
    "Che cosa deve avere una proposta per essere ammissibile",
    lambda avviso: avviso.requisiti.all(),
    (ORDINE, campo("testo", "Requisito")),
)
VERSIONI_AVVISO = Ramo(
    "versioni",
    "Quando l'avviso è stato pubblicato, rettificato, prorogato",
    lambda avviso: avviso.versioni.all(),
    (
        campo("numero", "Numero della versione", Tipo.INTERO),
        campo("genere", "Pubblicazione, rettifica o proroga"),
        campo("registrata_il", "Quando", Tipo.ISTANTE),
        campo("motivo", "Perché", facoltativo=True),
        campo("sha256", "Impronta SHA-256 dei dati"),
    ),
)

register(
    Dataset(
        nome="avvisi",
        titolo="Avvisi della Rete e delle alleanze",
        descrizione="Gli avvisi pubblicati: chi può presentare una proposta, da quando a quando,"
        " quanto c'è. Nell'API il singolo avviso ha anche criteri, requisiti e versioni.",
        campi=(
            campo("slug", "Chiave dell'avviso", esempio="avviso-di-esempio"),
            campo("titolo", "Titolo"),
            campo("sommario", "In una frase", facoltativo=True),
            ciclo(),
            *scelta("livello", "Di chi è l'avviso", LivelloAvviso),
            *scelta("stato", "A che punto è", StatoAvviso),
            *soggetto("emanante", "Chi lo emana"),
            campo("progetto", PROGETTO, da="progetto.slug", facoltativo=True),
            *scelta("chi_propone", "Chi presenta la proposta", ChiPropone),
            campo("apre_il", "Apertura", Tipo.ISTANTE),
            campo("chiude_il", "Chiusura", Tipo.ISTANTE),
            *importi(
                campo("dotazione", "Dotazione", Tipo.EURO),
                campo("massimale", "Massimo per progetto", Tipo.EURO, facoltativo=True),
            ),
            campo("soglia", "Punteggio minimo su 100", Tipo.DECIMALE),
            campo("pubblicato_il", "Pubblicazione", Tipo.ISTANTE),
            pagina(),
        ),
        righe=lambda: (
            Avviso.objects.published()
            .select_related("ciclo", "emanante", "progetto")
            .order_by("slug")
        ),
        filtri=AvvisoFilter,
        chiave="slug",
        rami=(CRITERI_AVVISO, REQUISITI_AVVISO, VERSIONI_AVVISO),
        intere=lambda righe: righe.prefetch_related("criteri", "requisiti", "versioni"),
        tema="GOVE",
        parole=("avvisi", "bandi", "incentivi"),
    )
)
