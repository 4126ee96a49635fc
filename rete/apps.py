from django.apps import AppConfig


class ReteConfig(AppConfig):
    name = "rete"
    verbose_name = "Rete"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from conciliazione import riquadri
        from conciliazione.opendata import titolare as dati_di
        from rete import (  # noqa: F401 - all register
            cifre,
            cifre_aperte,
            dati_aperti,
            pannelli,
            titolare,
            transitions,
        )

        dati_di.register(titolare.holder)

        riquadri.register("menu", pannelli.menu)
        riquadri.register("home", pannelli.home)
        riquadri.register("novita", pannelli.novita)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("sezione", pannelli.sezione)
