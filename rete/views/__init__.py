"""The public pages of the network, a module for each of its parts."""
