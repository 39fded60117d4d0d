"""Forms of the draft, edited as rows of fields."""
