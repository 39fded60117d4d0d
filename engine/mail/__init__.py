"""Mails: from a template of the pack to what a server takes."""
