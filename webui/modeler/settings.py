"""Settings of the pack and of its processes."""
