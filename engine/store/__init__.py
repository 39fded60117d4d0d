"""Tables, sessions and registries."""
