"""What the card of a soggetto says to search engines (schema.org)."""

from rete.enums import NaturaSoggetto
from rete.models import Soggetto

PUBBLICHE = {
    NaturaSoggetto.AZIENDA_SANITARIA,
    NaturaSoggetto.AMMINISTRAZIONE_STATALE,
    NaturaSoggetto.ENTE_LOCALE,
}


def describe_as_organization(soggetto: Soggetto, url: str) -> dict[str, object]:
    """The soggetto as an organisation whose page is `url`, without what is not known."""
    indirizzo = {
        "streetAddress": soggetto.indirizzo,
        "postalCode": soggetto.cap,
        "addressLocality": soggetto.localita,
    }
    dati = {
        "@context": "https://schema.org",
        "@type": "GovernmentOrganization" if soggetto.natura in PUBBLICHE else "Organization",
        "name": soggetto.denominazione,
        "alternateName": soggetto.sigla,
        "description": soggetto.descrizione,
        "url": soggetto.sito or url,
        "email": soggetto.pec,
        "vatID": soggetto.partita_iva and f"IT{soggetto.partita_iva}",
        "taxID": soggetto.codice_fiscale,
        "address": {"@type": "PostalAddress", **_known(indirizzo)}
        if any(indirizzo.values())
        else "",
    }
    return _known(dati)


def _known(dati: dict[str, object]) -> dict[str, object]:
    return {nome: valore for nome, valore in dati.items() if valore}
