"""People: names, ages, languages, and contact data in what they write."""
