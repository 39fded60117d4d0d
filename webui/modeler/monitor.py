"""Where the open cases stand, on the diagram."""
