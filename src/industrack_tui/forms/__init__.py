"""Forms: screens with fields that are typed, picked, saved and kept."""
