"""The words on which the checks of names and of publics rest: small lists, all data.

Every word is normalised (`conciliazione.ricerca.normalise`). A word that is missing makes a check
say less, never something false.
"""

# What a soggetto is, as opposed to its own name: how these are written says nothing.
_GENERI = (
    "agenzia asc associazione azienda centro comune consortile consorzio coop cooperativa di"
    " direzione distretto ente fondazione organizzazione provincia sede sindacato sociale speciale"
    " studi studio ufficio"
)
GENERI = frozenset(_GENERI.split())

# What says nothing in the name of an alliance or of a document.
_VUOTE = "a alleanza area d del dell della delle di e il in l la le per rete"
VUOTE = frozenset(_VUOTE.split())

# The points of the compass, each with the one that contradicts it.
OPPOSTI = {"nord": "sud", "sud": "nord", "est": "ovest", "ovest": "est"}

# Words that say how often: the days between two times, none for what never stops.
FREQUENZE = {
    "tempo reale": 0,
    "quotidian": 1,
    "giornalier": 1,
    "ogni giorno": 1,
    "settimanal": 7,
    "ogni settimana": 7,
    "quindicinal": 15,
    "mensil": 30,
    "ogni mese": 30,
    "bimestral": 60,
    "ogni due mesi": 60,
    "trimestral": 90,
    "ogni tre mesi": 90,
    "quadrimestral": 120,
    "semestral": 180,
    "ogni sei mesi": 180,
    "annual": 365,
    "ogni anno": 365,
    "biennal": 730,
}

# Channels with a name of their own, which a plan of communication cannot forget.
CANALI = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "telegram": "Telegram",
    "tiktok": "TikTok",
    "twitter": "Twitter",
    "whatsapp": "WhatsApp",
    "youtube": "YouTube",
}

# Who an action may be for, by the words that name them.
DESTINATARI = {
    "ASL": ("asl", "azienda sanitaria"),
    "Comuni": ("comune", "comuni"),
    "Uffici di Piano": ("uffici di piano", "ufficio di piano", "udp"),
    "aziende": ("azienda", "aziende", "impresa", "imprese"),
    "terzo settore": ("terzo settore", "cooperative", "associazioni"),
    "sindacati": ("sindacato", "sindacati", "organizzazioni sindacali"),
    "scuole": ("scuola", "scuole"),
    "cittadini": ("cittadini", "famiglie"),
}

# Tools that are one tool, by the words that name it; any other is called by its own name.
STRUMENTI = {
    "sito web": ("sito web", "sito internet", "pagina web", "pagine web", "pagine internet"),
    "incontri": ("incontri", "riunioni", "riunione"),
    "eventi": ("eventi", "convegno", "convegni", "workshop", "seminari"),
    "stampa": ("comunicati stampa", "comunicato stampa"),
}

# Words for the small numbers, as they stand in a line of results.
_NUMERI = "un due tre quattro cinque sei sette otto nove dieci undici dodici"
NUMERI = {"uno": 1, "una": 1} | {p: n for n, p in enumerate(_NUMERI.split(), start=1)}
