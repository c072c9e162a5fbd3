"""The table of the full-text index, as each database makes it."""

CREATE = {
    "sqlite": ["CREATE VIRTUAL TABLE register_search USING fts5(title, parties, body, tokenize = 'ascii')"],
    "postgresql": [
        "CREATE TABLE register_search (rowid bigint PRIMARY KEY, terms tsvector NOT NULL)",
        "CREATE INDEX register_search_terms ON register_search USING gin (terms)",
    ],
}
