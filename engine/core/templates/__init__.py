"""The language of mails, Jinja with nothing but reading, and what it makes of a template."""
