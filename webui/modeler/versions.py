"""Versions: listed, compared, deployed, restored, exported."""
