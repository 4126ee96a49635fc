from django.apps import AppConfig


class ProgettiConfig(AppConfig):
    name = "progetti"
    verbose_name = "Progetti"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from conciliazione import riquadri
        from progetti import cifre, dati_aperti, pannelli  # noqa: F401 - registers its figures

        riquadri.register("menu", pannelli.menu)
        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("home", pannelli.home)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("alleanza", pannelli.alleanza)
