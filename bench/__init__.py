"""What the portal has to do fast, measured: `make bench` (or `python -m bench`).

Ratios between things measured side by side in one run, so that they mean the same on any machine.
No test asserts on times.
"""
