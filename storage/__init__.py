"""What the program remembers: tables, shelves of frozen records, one unit of work."""
