from django.apps import AppConfig


class FormazioneConfig(AppConfig):
    name = "formazione"
    verbose_name = "Formazione e comunicazione"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from conciliazione import riquadri
        from formazione import cifre, dati_aperti, pannelli  # noqa: F401 - registers its figures

        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("menu", pannelli.menu)
