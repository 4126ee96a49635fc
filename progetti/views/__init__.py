"""Pages of the projects, of the calls and of what answers them."""
