from django.apps import AppConfig


class ReteConfig(AppConfig):
    name = "rete"
    verbose_name = "Rete"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from conciliazione import riquadri
        from rete import (  # noqa: F401 - all register
            cifre,
            cifre_aperte,
            dati_aperti,
            pannelli,
            transitions,
        )

        riquadri.register("menu", pannelli.menu)
        riquadri.register("home", pannelli.home)
        riquadri.register("novita", pannelli.novita)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("sezione", pannelli.sezione)
