"""共享通 without the web: library, command line and scheduler."""
