"""Cases under way, moved to the newest version."""
