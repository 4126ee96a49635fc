from django.apps import AppConfig


class AlleanzeConfig(AppConfig):
    name = "alleanze"
    verbose_name = "Alleanze"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from alleanze import cifre, cifre_crescita, dati_aperti, pannelli  # noqa: F401 - they register figures and datasets
        from conciliazione import riquadri

        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("home", pannelli.home)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("soggetto", pannelli.soggetto)
