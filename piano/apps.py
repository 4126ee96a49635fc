from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano territoriale"

    def ready(self) -> None:
        """Register the figures of the room."""
        from piano import cifre  # noqa: F401
