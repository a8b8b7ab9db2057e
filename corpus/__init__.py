"""The reports: their record, their manifest, the folder they live in, and the errors meant for people."""
