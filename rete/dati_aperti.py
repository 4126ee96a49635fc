"""The open data of the network: who is in it, where it works, on which norms, with which services.

Of the organi there are the seats and to whom they belong, never the people who sit there.
"""

from collections.abc import Iterable
from datetime import date

import django_filters
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from conciliazione.conteggi import count_related
from conciliazione.dati_aperti import (
    Campo,
    Dataset,
    Ramo,
    Tipo,
    campo,
    pagina,
    register,
    scelta,
)
from conciliazione.filters import (
    BooleanFilter,
    ChoiceFilter,
    DayFilter,
    SearchFilter,
    SlugFilter,
)
from rete.enums import (
    AreaServizio,
    LivelloOrgano,
    NaturaSoggetto,
    SettoreServizio,
    TipoAdesione,
    TipoLegame,
    TipoNorma,
)
from rete.models import (
    Adesione,
    Ambito,
    CensimentoServizi,
    Ciclo,
    Comune,
    Legame,
    Norma,
    Organo,
    Soggetto,
    TipologiaServizio,
)

CICLO = "Ciclo di programmazione (slug)"
DAL = campo("dal", "Primo giorno valido", Tipo.DATA, facoltativo=True)
AL = campo("al", "Ultimo giorno valido", Tipo.DATA, facoltativo=True)


def soggetto(nome: str, descrizione: str, da: str = "", facoltativo: bool = False) -> tuple:
    """The two fields that say which soggetto: its slug, and its name as one reads it."""
    percorso = da or nome
    return (
        campo(
            nome,
            f"{descrizione} (slug)",
            da=f"{percorso}.slug",
            facoltativo=facoltativo,
            esempio="comune-di-esempio",
        ),
        campo(
            f"{nome}_denominazione",
            f"{descrizione}: denominazione",
            da=f"{percorso}.denominazione",
            facoltativo=facoltativo,
            esempio="Comune di Esempio",
        ),
    )


def ciclo(da: str = "ciclo") -> Campo:
    """The field that says of which ciclo the row is."""
    return campo("ciclo", CICLO, da=f"{da}.slug", esempio="2014-2015")


def _legal_code(riga: Soggetto) -> str | None:
    """The tax code of a body: one of sixteen characters would be that of a person."""
    codice = riga.codice_fiscale or ""
    return codice if codice.isdigit() else None


# --- Cicli, territory -----------------------------------------------------------------------------

register(
    Dataset(
        nome="cicli",
        titolo="Cicli di programmazione",
        descrizione="Gli anni che un Piano abbraccia e l'ente che guida la Rete in quegli anni.",
        campi=(
            campo("slug", "Chiave del ciclo", esempio="2014-2015"),
            campo("denominazione", "Nome del ciclo", esempio="Biennio 2014-2015"),
            campo("dal", "Primo giorno del ciclo", Tipo.DATA),
            campo("al", "Ultimo giorno del ciclo", Tipo.DATA),
            *soggetto("capofila", "Ente capofila della Rete"),
        ),
        righe=lambda: Ciclo.objects.select_related("capofila").order_by("-dal", "pk"),
        chiave="slug",
        tema="GOVE",
        parole=("programmazione", "piano territoriale"),
    )
)


class ComuneFilter(django_filters.FilterSet):
    """Comuni by ambito."""

    ambito = SlugFilter(field_name="ambito__slug", label="Ambito territoriale (slug)")


register(
    Dataset(
        nome="comuni",
        titolo="Comuni del territorio",
        descrizione="I comuni in cui la Rete opera, con i loro codici e l'ambito di cui fanno"
        " parte.",
        campi=(
            campo("codice_istat", "Codice ISTAT del comune, di sei cifre", esempio="015146"),
            campo("denominazione", "Nome del comune", esempio="Esempio"),
            campo("codice_catastale", "Codice catastale", esempio="A000"),
            campo("cap", "Codice di avviamento postale", esempio="20100"),
            campo("ambito", "Ambito territoriale (slug)", da="ambito.slug", esempio="ambito-1"),
            campo("ambito_denominazione", "Nome dell'ambito", da="ambito.denominazione"),
        ),
        righe=lambda: (
            Comune.objects.defer("confine").select_related("ambito").order_by("codice_istat")
        ),
        filtri=ComuneFilter,
        chiave="codice_istat",
        tema="REGI",
        parole=("comuni", "territorio", "codici ISTAT"),
    )
)

register(
    Dataset(
        nome="ambiti",
        titolo="Ambiti territoriali",
        descrizione="Gli ambiti in cui i comuni programmano insieme i servizi sociali, con il"
        " distretto che li rappresenta nella Rete.",
        campi=(
            campo("slug", "Chiave dell'ambito", esempio="ambito-1"),
            campo("denominazione", "Nome dell'ambito"),
            campo("numero", "Numero del distretto", Tipo.INTERO, facoltativo=True),
            *soggetto("distretto", "Distretto sociale che lo rappresenta", facoltativo=True),
            campo(
                "distretto_dedotto",
                "Vero se la fonte non scrive quale distretto corrisponde all'ambito",
                Tipo.BOOLEANO,
            ),
            campo("comuni", "Numero di comuni", Tipo.INTERO, da="n_comuni", unita="comuni"),
        ),
        righe=lambda: (
            Ambito.objects.select_related("distretto")
            .annotate(n_comuni=count_related(Ambito, "comuni"))
            .order_by("denominazione")
        ),
        chiave="slug",
        rami=(
            Ramo(
                "elenco_comuni",
                "I comuni dell'ambito",
                lambda ambito: ambito.comuni.all(),
                (
                    campo("codice_istat", "Codice ISTAT", esempio="015146"),
                    campo("denominazione", "Nome del comune"),
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            Prefetch("comuni", Comune.objects.defer("confine").order_by("codice_istat"))
        ),
        tema="REGI",
        parole=("ambiti territoriali", "distretti", "piani di zona"),
    )
)


# --- Soggetti -------------------------------------------------------------------------------------


class SoggettoFilter(django_filters.FilterSet):
    """Soggetti by words, nature and place."""

    cerca = SearchFilter("ricerca", label="Parole della denominazione, della sigla o del luogo")
    natura = ChoiceFilter(NaturaSoggetto, label="Natura del soggetto")
    comune = SlugFilter(field_name="comune__codice_istat", label="Codice ISTAT del comune")
    ambito = SlugFilter(field_name="comune__ambito__slug", label="Ambito del comune (slug)")


register(
    Dataset(
        nome="soggetti",
        titolo="Soggetti della Rete",
        descrizione="Enti, imprese e associazioni che partecipano alla Rete o che i suoi documenti"
        " nominano. Un codice che la Rete non conosce resta vuoto.",
        campi=(
            campo("slug", "Chiave del soggetto", esempio="comune-di-esempio"),
            campo("denominazione", "Denominazione", esempio="Comune di Esempio"),
            campo("sigla", "Sigla", facoltativo=True),
            *scelta("natura", "Natura del soggetto", NaturaSoggetto),
            Campo(
                "codice_fiscale",
                _legal_code,
                "Codice fiscale dell'ente, di undici cifre",
                facoltativo=True,
                esempio="00000000000",
            ),
            campo("partita_iva", "Partita IVA", facoltativo=True, esempio="00000000000"),
            campo("indirizzo", "Indirizzo della sede", facoltativo=True),
            campo("cap", "Codice di avviamento postale", facoltativo=True, esempio="20100"),
            campo("localita", "Località della sede", facoltativo=True),
            campo(
                "comune",
                "Comune della sede (codice ISTAT)",
                da="comune.codice_istat",
                facoltativo=True,
                esempio="015146",
            ),
            campo("pec", "Posta elettronica certificata dell'ente", facoltativo=True),
            campo("sito", "Sito web", facoltativo=True),
            pagina(),
        ),
        righe=lambda: Soggetto.objects.select_related("comune").order_by("denominazione"),
        filtri=SoggettoFilter,
        chiave="slug",
        rami=(
            Ramo(
                "grafie",
                "Come i documenti scrivono il suo nome",
                lambda riga: riga.grafie.all(),
                (campo("grafia", "Nome come è scritto"), campo("dove", "Dove", facoltativo=True)),
            ),
            Ramo(
                "legami",
                "Di chi fa parte, da chi è guidato o controllato",
                lambda riga: riga.legami_in_uscita.all(),
                (*scelta("tipo", "Legame", TipoLegame), *soggetto("a", "Con chi"), DAL, AL),
            ),
            Ramo(
                "adesioni",
                "Le sue adesioni alla Rete",
                lambda riga: riga.adesioni.all(),
                (
                    ciclo("accordo.ciclo"),
                    *scelta("tipo", "Tipo di adesione", TipoAdesione),
                    DAL,
                    AL,
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            "grafie",
            Prefetch("legami_in_uscita", Legame.objects.select_related("a")),
            Prefetch("adesioni", Adesione.objects.select_related("accordo__ciclo")),
        ),
        tema="SOCI",
        parole=("conciliazione", "enti", "imprese", "associazioni"),
    )
)


class AdesioneFilter(django_filters.FilterSet):
    """Adhesions by ciclo, kind, soggetto, and the day on which they hold."""

    al = DayFilter(
        method="on_day",
        label="Solo le adesioni valide in questo giorno (quelle dedotte, senza date, lo sono"
        " sempre)",
    )
    ciclo = SlugFilter(field_name="accordo__ciclo__slug", label=CICLO)
    soggetto = SlugFilter(field_name="soggetto__slug", label="Soggetto (slug)")
    tipo = ChoiceFilter(TipoAdesione, label="Tipo di adesione")

    def on_day(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """The adhesions in force on that day."""
        return queryset.vigenti(value)


register(
    Dataset(
        nome="adesioni",
        titolo="Adesioni alla Rete",
        descrizione="Chi aderisce alla Rete e da quando. Un'adesione dedotta dalla partecipazione"
        " a un'alleanza non ha date. Il numero delle righe non è quello dei membri della Rete: di"
        " una parte di loro i documenti dichiarano solo quanti sono, e il conto è nella cifra"
        " rete.membri.",
        campi=(
            *soggetto("soggetto", "Chi aderisce"),
            ciclo("accordo.ciclo"),
            *scelta("tipo", "Tipo di adesione", TipoAdesione),
            Campo(
                "dedotta",
                lambda riga: riga.tipo == TipoAdesione.DEDOTTA,
                "Vero se si deduce dalla partecipazione a un'alleanza: le date non sono note",
                Tipo.BOOLEANO,
            ),
            DAL,
            AL,
        ),
        righe=lambda: Adesione.objects.select_related("soggetto", "accordo__ciclo").order_by("pk"),
        filtri=AdesioneFilter,
        tema="SOCI",
        parole=("adesioni", "sottoscrittori", "accordo di rete"),
    )
)


# --- Organi ---------------------------------------------------------------------------------------


class OrganoFilter(django_filters.FilterSet):
    """Organi by level."""

    livello = ChoiceFilter(LivelloOrgano, label="Livello dell'organo")


def _seats(organo: Organo) -> Iterable:
    return organo.seggi.all()


register(
    Dataset(
        nome="organi",
        titolo="Organi della Rete",
        descrizione="Gli organi della Rete e dei progetti, quelli esterni con cui la Rete si"
        " raccorda, i loro compiti e i loro seggi. Non contiene dati di persone.",
        campi=(
            campo("slug", "Chiave dell'organo", esempio="comitato"),
            campo("denominazione", "Nome dell'organo"),
            campo("denominazione_breve", "Nome breve", facoltativo=True),
            *scelta("livello", "Livello dell'organo", LivelloOrgano),
            campo("descrizione", "Che cos'è", facoltativo=True),
            campo("atto", "Atto che lo istituisce", da="atto.oggetto", facoltativo=True),
            campo("cadenza", "Quando si riunisce", facoltativo=True),
            campo(
                "mesi_fra_riunioni",
                "Al più quanti mesi fra due riunioni",
                Tipo.INTERO,
                unita="mesi",
                facoltativo=True,
            ),
            campo(
                "riunioni_previste",
                "Riunioni previste",
                Tipo.INTERO,
                unita="riunioni",
                facoltativo=True,
            ),
            campo("convocazione", "Chi lo convoca", facoltativo=True),
            campo("seggi", "Numero di seggi", Tipo.INTERO, da="n_seggi", unita="seggi"),
            pagina(),
        ),
        righe=lambda: (
            Organo.objects.select_related("atto")
            .annotate(n_seggi=count_related(Organo, "seggi"))
            .order_by("slug")
        ),
        filtri=OrganoFilter,
        chiave="slug",
        rami=(
            Ramo(
                "compiti",
                "Che cosa fa",
                lambda organo: organo.compiti.all(),
                (campo("ordine", "Ordine", Tipo.INTERO), campo("testo", "Compito")),
            ),
            Ramo(
                "composizione",
                "A chi appartengono i suoi seggi",
                _seats,
                (
                    campo("ordine", "Ordine", Tipo.INTERO),
                    campo("categoria", "A chi appartiene il seggio"),
                    *soggetto("soggetto", "Ente, se il seggio è di uno solo", facoltativo=True),
                    campo("titolo", "Da che cosa nasce", facoltativo=True),
                    campo("con_voto", "Vero se ha diritto di voto", Tipo.BOOLEANO),
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related("compiti", "seggi__soggetto"),
        tema="GOVE",
        parole=("organi", "governo della rete", "comitato", "tavolo"),
    )
)


# --- Norms ----------------------------------------------------------------------------------------


class NormaFilter(django_filters.FilterSet):
    """Norms by words, kind, subject."""

    cerca = SearchFilter("ricerca", label="Parole del titolo o della sintesi")
    tipo = ChoiceFilter(TipoNorma, label="Tipo di norma")
    tema = SlugFilter(field_name="temi__slug", label="Tema (slug)")
    quadro = BooleanFilter(label="Solo le norme che regolano il ciclo, o solo le altre")


register(
    Dataset(
        nome="norme",
        titolo="Norme della conciliazione",
        descrizione="Le leggi e gli atti regionali su cui il Piano poggia, con i temi di cui"
        " parlano.",
        campi=(
            campo("slug", "Chiave della norma", esempio="lr-34-2004"),
            *scelta("tipo", "Tipo di norma", TipoNorma),
            campo("numero", "Numero", esempio="34"),
            campo("data", "Data", Tipo.DATA, esempio="2004-12-14"),
            campo("titolo", "Titolo"),
            campo("punto", "Punto che interessa", facoltativo=True),
            campo("sintesi", "Che cosa stabilisce, in breve", facoltativo=True),
            campo("quadro", "Vero se il Piano nasce in attuazione della norma", Tipo.BOOLEANO),
            campo("link", "Testo ufficiale", facoltativo=True),
            Campo(
                "temi",
                lambda norma: [tema.slug for tema in norma.temi.all()],
                "Temi di cui parla (slug)",
                Tipo.ELENCO,
            ),
            pagina(),
        ),
        righe=lambda: Norma.objects.prefetch_related("temi").order_by("slug"),
        filtri=NormaFilter,
        chiave="slug",
        tema="JUST",
        parole=("normativa", "leggi regionali", "deliberazioni"),
    )
)


# --- Services -------------------------------------------------------------------------------------


class ServizioFilter(django_filters.FilterSet):
    """Kinds of service by words, sector and area."""

    cerca = SearchFilter("ricerca", label="Parole della denominazione")
    settore = ChoiceFilter(SettoreServizio, label="Settore")
    area = ChoiceFilter(AreaServizio, label="Area")


def _kinds() -> QuerySet:
    """The kinds of service, with what the last ciclo counted of each on all the territory."""
    ultimo = CensimentoServizi.objects.filter(tipologia=OuterRef("pk"), ambito=None).order_by(
        "-ciclo__dal"
    )
    return TipologiaServizio.objects.annotate(
        unita=Subquery(ultimo.values("unita")[:1]), posti=Subquery(ultimo.values("posti")[:1])
    ).order_by("settore", "ordine")


CENSITI = (
    campo("unita", "Unità d'offerta", Tipo.INTERO, unita="unità"),
    campo("posti", "Posti", Tipo.INTERO, unita="posti", facoltativo=True),
    campo("rilevato_il", "Giorno della rilevazione", Tipo.DATA, facoltativo=True),
    campo("fonte", "Da dove viene il numero", facoltativo=True),
)
AMBITO_CENSITO = campo(
    "ambito",
    "Ambito (slug); vuoto se il numero è di tutto il territorio",
    da="ambito.slug",
    facoltativo=True,
    esempio="ambito-1",
)

register(
    Dataset(
        nome="servizi",
        titolo="Tipologie di servizi",
        descrizione="I tipi di servizi sociali e sociosanitari del territorio, con le unità"
        " d'offerta e i posti contati su tutto il territorio nel ciclo più recente.",
        campi=(
            campo("slug", "Chiave della tipologia", esempio="centro-diurno-integrato"),
            campo("denominazione", "Nome della tipologia", esempio="Centro Diurno Integrato"),
            campo("sigla", "Sigla", facoltativo=True, esempio="CDI"),
            *scelta("settore", "Settore", SettoreServizio),
            *scelta("area", "Area", AreaServizio, facoltativo=True),
            campo("con_posti", "Vero se il servizio si misura in posti", Tipo.BOOLEANO),
            campo("unita", "Unità d'offerta", Tipo.INTERO, unita="unità", facoltativo=True),
            campo("posti", "Posti", Tipo.INTERO, unita="posti", facoltativo=True),
            pagina(),
        ),
        righe=_kinds,
        filtri=ServizioFilter,
        chiave="slug",
        rami=(
            Ramo(
                "censimenti",
                "Quante unità e quanti posti, ciclo per ciclo",
                lambda tipologia: tipologia.censimenti.all(),
                (ciclo(), AMBITO_CENSITO, *CENSITI),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            Prefetch(
                "censimenti",
                CensimentoServizi.objects.select_related("ciclo", "ambito").order_by(
                    "-ciclo__dal", "ambito__denominazione", "pk"
                ),
            )
        ),
        tema="SOCI",
        parole=("servizi sociali", "servizi sociosanitari", "unità d'offerta"),
    )
)


class CensimentoFilter(django_filters.FilterSet):
    """Counts by ciclo, kind of service, place."""

    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    servizio = SlugFilter(field_name="tipologia__slug", label="Tipologia di servizio (slug)")
    ambito = SlugFilter(field_name="ambito__slug", label="Ambito territoriale (slug)")


register(
    Dataset(
        nome="censimenti-servizi",
        titolo="Censimento dei servizi",
        descrizione="Quante unità d'offerta e quanti posti di ogni tipologia ha contato una fonte,"
        " su tutto il territorio o in un ambito.",
        campi=(
            campo("servizio", "Tipologia di servizio (slug)", da="tipologia.slug"),
            campo("servizio_denominazione", "Nome della tipologia", da="tipologia.denominazione"),
            ciclo(),
            AMBITO_CENSITO,
            *CENSITI,
        ),
        righe=lambda: CensimentoServizi.objects.select_related(
            "tipologia", "ciclo", "ambito"
        ).order_by("tipologia_id", "ciclo_id", "pk"),
        filtri=CensimentoFilter,
        tema="SOCI",
        parole=("servizi sociali", "posti", "unità d'offerta"),
    )
)
