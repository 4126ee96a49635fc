from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano territoriale"

    def ready(self) -> None:
        """Register the figures and the blocks of the room."""
        from piano import capitoli, cifre  # noqa: F401
