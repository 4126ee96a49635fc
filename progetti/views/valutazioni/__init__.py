"""The pages on which the proposals of a call are scored."""
