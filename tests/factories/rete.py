"""Makers of the rows of the network: soggetti, people, acts, organi, territory, services."""

from datetime import date

from rete.accounts import confirm_address
from rete.enums import (
    DestinatarioEsempio,
    EsitoParere,
    LivelloOrgano,
    MotivoSegnalazione,
    NaturaSoggetto,
    RuoloDelega,
    SettoreServizio,
    TipoAdesione,
    TipoAtto,
    TipoNorma,
)
from rete.models import (
    Accordo,
    Adesione,
    Ambito,
    Atto,
    CensimentoServizi,
    Ciclo,
    Comune,
    Delega,
    EsempioServizio,
    Mandato,
    Norma,
    Organo,
    Parere,
    ProfiloCapofila,
    Seggio,
    Segnalazione,
    Soggetto,
    TemaNorma,
    TipologiaServizio,
    Utente,
)
from tests.factories.numeri import numeri

DAL, AL = date(2014, 7, 1), date(2016, 9, 30)


def make_soggetto(**campi: object) -> Soggetto:
    n = next(numeri)
    return Soggetto.objects.create(
        **{
            "slug": f"soggetto-{n}",
            "denominazione": f"Soggetto {n}",
            "natura": NaturaSoggetto.ASSOCIAZIONE,
            **campi,
        }
    )


def make_profilo(**campi: object) -> ProfiloCapofila:
    return ProfiloCapofila.objects.create(
        **{"soggetto": campi.get("soggetto") or make_soggetto(), "nome_rete": "Rete di prova"}
        | campi
    )


def make_ciclo(**campi: object) -> Ciclo:
    return Ciclo.objects.create(
        **{
            "slug": f"ciclo-{next(numeri)}",
            "denominazione": "Biennio di prova",
            "dal": DAL,
            "al": AL,
            "capofila": campi.get("capofila") or make_soggetto(),
            **campi,
        }
    )


def make_utente(**campi: object) -> Utente:
    """A person; with `password` one who can enter, without one who never did."""
    n = next(numeri)
    utente = Utente.objects.create_user(
        **{"email": f"persona-{n}@rete.example", "nome": f"Persona {n}", **campi}
    )
    if "password" in campi:
        confirm_address(utente)
    return utente


def make_delega(**campi: object) -> Delega:
    return Delega.objects.create(
        **{
            "utente": campi.get("utente") or make_utente(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            "ruolo": RuoloDelega.REFERENTE,
            "dal": DAL,
            **campi,
        }
    )


def make_organo(**campi: object) -> Organo:
    n = next(numeri)
    return Organo.objects.create(
        **{
            "slug": f"organo-{n}",
            "denominazione": f"Organo {n}",
            "livello": LivelloOrgano.RETE,
            **campi,
        }
    )


def make_seggio(**campi: object) -> Seggio:
    return Seggio.objects.create(
        **{
            "organo": campi.get("organo") or make_organo(),
            "ordine": next(numeri),
            "categoria": "Enti locali",
            **campi,
        }
    )


def make_mandato(**campi: object) -> Mandato:
    return Mandato.objects.create(
        **{
            "utente": campi.get("utente") or make_utente(),
            "seggio": campi.get("seggio") or make_seggio(),
            "designato_da": campi.get("designato_da") or make_soggetto(),
            "dal": DAL,
            **campi,
        }
    )


def make_atto(**campi: object) -> Atto:
    n = next(numeri)
    return Atto.objects.create(
        **{
            "slug": f"atto-{n}",
            "tipo": TipoAtto.DELIBERAZIONE,
            "emanante": "Direttore Generale",
            "numero": str(n),
            "data": date(2014, 6, 27),
            "oggetto": "Oggetto di prova",
            **campi,
        }
    )


def make_accordo(**campi: object) -> Accordo:
    return Accordo.objects.create(
        **{
            "slug": f"accordo-{next(numeri)}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "denominazione": "Accordo di prova",
            **campi,
        }
    )


def make_adesione(**campi: object) -> Adesione:
    return Adesione.objects.create(
        **{
            "accordo": campi.get("accordo") or make_accordo(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            "tipo": TipoAdesione.ADERENTE,
            "dal": DAL,
            **campi,
        }
    )


def make_parere(**campi: object) -> Parere:
    return Parere.objects.create(
        **{
            "slug": f"parere-{next(numeri)}",
            "organo": campi.get("organo") or make_organo(),
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "oggetto": "Parere di prova",
            "reso_il": date(2014, 6, 23),
            "esito": EsitoParere.FAVOREVOLE,
            **campi,
        }
    )


def make_ambito(**campi: object) -> Ambito:
    n = next(numeri)
    return Ambito.objects.create(**{"slug": f"ambito-{n}", "denominazione": f"Ambito {n}", **campi})


def make_comune(**campi: object) -> Comune:
    n = next(numeri)
    return Comune.objects.create(
        **{
            "codice_istat": f"{n:06d}",
            "denominazione": f"Comune {n}",
            "codice_catastale": f"{n:04X}",
            "cap": "20100",
            "ambito": campi.get("ambito") or make_ambito(),
            **campi,
        }
    )


def make_norma(**campi: object) -> Norma:
    n = next(numeri)
    return Norma.objects.create(
        **{
            "slug": f"norma-{n}",
            "tipo": TipoNorma.LEGGE_REGIONALE,
            "numero": str(n),
            "data": date(2004, 12, 6),
            "titolo": f"Norma di prova {n}",
            **campi,
        }
    )


def make_tema(**campi: object) -> TemaNorma:
    n = next(numeri)
    return TemaNorma.objects.create(
        **{"slug": f"tema-{n}", "denominazione": f"Tema {n}", "ordine": n, **campi}
    )


def make_tipologia(**campi: object) -> TipologiaServizio:
    n = next(numeri)
    return TipologiaServizio.objects.create(
        **{
            "slug": f"tipologia-{n}",
            "denominazione": f"Servizio {n}",
            "settore": SettoreServizio.SOCIOSANITARIO,
            "ordine": n,
            **campi,
        }
    )


def make_censimento(**campi: object) -> CensimentoServizi:
    return CensimentoServizi.objects.create(
        **{
            "tipologia": campi.get("tipologia") or make_tipologia(),
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "unita": 1,
            "posti": 10,
            **campi,
        }
    )


def make_esempio(**campi: object) -> EsempioServizio:
    return EsempioServizio.objects.create(
        **{
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "destinatario": DestinatarioEsempio.MINORI,
            "ordine": next(numeri),
            "denominazione": "Iniziativa di prova",
            **campi,
        }
    )


def make_segnalazione(**campi: object) -> Segnalazione:
    n = next(numeri)
    return Segnalazione.objects.create(
        **{
            "gettone": f"gettone-di-prova-{n:06d}",
            "motivo": MotivoSegnalazione.ERRORE,
            "testo": "Il collegamento non porta a nulla.",
            **campi,
        }
    )
