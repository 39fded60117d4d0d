"""The diagram editor and what it reads, saves and has checked."""
