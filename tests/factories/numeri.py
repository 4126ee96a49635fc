"""The number that makes each row of the tests unlike the others."""

from itertools import cycle

# As many as a SMALLINT of PostgreSQL holds, then from 1 again: no test makes so many rows.
numeri = cycle(range(1, 2**15))
