"""What people type in the pages of calls, proposals and scores."""
