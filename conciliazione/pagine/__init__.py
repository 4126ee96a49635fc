"""The pages that belong to no room: the home, the search, what is said of the portal itself."""
