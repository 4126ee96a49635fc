"""The pages on which results are reported, verified and followed."""
