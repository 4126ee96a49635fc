"""The pages of the calls: the public ones, and those of who writes, publishes and answers."""
