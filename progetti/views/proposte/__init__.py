"""The pages of a proposal: begun, composed in steps, confirmed by its partners, read."""
