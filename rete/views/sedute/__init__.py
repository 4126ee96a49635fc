"""The pages of the meetings: the public ones, and those of who plans, convenes and records them."""
