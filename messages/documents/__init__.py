"""Papers and tables: what an office prints, fills in or edits."""
