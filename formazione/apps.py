from django.apps import AppConfig


class FormazioneConfig(AppConfig):
    name = "formazione"
    verbose_name = "Formazione e comunicazione"

    def ready(self) -> None:
        """Register the figures of the room."""
        from formazione import cifre, dati_aperti  # noqa: F401 - registers its figures
