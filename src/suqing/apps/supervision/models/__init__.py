"""Everything that is kept of it, one file for each duty."""
