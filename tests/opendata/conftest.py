"""The plan of 2014 with a published version, so that every dataset has rows."""

from tests.api.conftest import published

__all__ = ["published"]
