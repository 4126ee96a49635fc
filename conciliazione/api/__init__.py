"""The public API: what the addresses below `/api/` share, and those of the open data.

A view of ours derives from `PublicAPIView`: limits, headers, errors, ETag and CORS come with it.
"""

from conciliazione.api.problemi import PROBLEM_JSON, problem, problem_json, problem_response

__all__ = ["PROBLEM_JSON", "problem", "problem_json", "problem_response"]
