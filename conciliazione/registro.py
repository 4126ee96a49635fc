"""Logs: one line per event, JSON in production, with the id of the request that caused it.

Imported by the settings: it knows only structlog.
"""

import re
import uuid

import structlog

_ID_AMMESSO = re.compile(r"[A-Za-z0-9-]{8,64}")

_COMUNI = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    # Not Django's `request`: its address may carry what a person searched for.
    structlog.stdlib.ExtraAdder(allow={"status_code"}),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def begin_request(proposto: str | None = None) -> str:
    """Start a new context for logs and return its request id.

    `proposto` (from a proxy, or from the message of a job) is kept when it looks like an id.
    """
    scelto = proposto if proposto and _ID_AMMESSO.fullmatch(proposto) else uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=scelto)
    return scelto


def current_request() -> str | None:
    """The id of the request being served, if any."""
    return structlog.contextvars.get_contextvars().get("request_id")


def logging_config(*, json: bool) -> dict[str, object]:
    """Django's LOGGING: our events and the libraries' through the same processors."""
    structlog.configure(
        processors=[
            *_COMUNI,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    finali = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json
        # Plain: a traceback with the values of its variables would write passwords in the log.
        else [
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "evento": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _COMUNI,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *finali,
                ],
            }
        },
        "handlers": {"flusso": {"class": "logging.StreamHandler", "formatter": "evento"}},
        "root": {"handlers": ["flusso"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            # What they say every few seconds about the reconciler; of jobs `lavori` tells.
            "celery.beat": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "fontTools": {"level": "ERROR"},
            "weasyprint": {"level": "ERROR"},
        },
    }
