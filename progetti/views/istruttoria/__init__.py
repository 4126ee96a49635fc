"""The staff say which of the proposals of a closed call are admissible."""
