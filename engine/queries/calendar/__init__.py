"""The working-day calendar: its years, its notices, what a new one would move, how fresh it is."""
