"""The workshop: what the pack holds, what is being edited, where to go on."""
