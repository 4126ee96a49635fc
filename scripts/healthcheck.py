"""Exit code 0 if the web server of this container answers; for Docker's HEALTHCHECK."""

from __future__ import annotations

import os
import sys
import urllib.request
from urllib.parse import urlsplit


def is_healthy(address: str, public: str, timeout: float = 4) -> bool:
    """Whether /healthz answers at `address` when asked, as the proxy does, for the public site."""
    headers = {"Host": urlsplit(public).netloc, "X-Forwarded-Proto": "https"}
    question = urllib.request.Request(f"{address}/healthz", headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(question, timeout=timeout):  # noqa: S310 - our own address
            return True
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(0 if is_healthy("http://127.0.0.1:8000", os.environ["BASE_URL"]) else 1)
