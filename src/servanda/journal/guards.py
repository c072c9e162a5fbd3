# ruff: noqa: S608 (constants of this file)
"""SQL with which the database refuses whatever is not an insert at the chain's end (SQLite and PostgreSQL)."""

REFUSAL = "the journal is append-only"
OUT_OF_ORDER = "an entry must follow the last one"

SQLITE = [
    f"""CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE deletes without firing the delete trigger: what stands may not be inserted again.
    f"""CREATE TRIGGER journal_in_order BEFORE INSERT ON journal_entry
        WHEN NEW.seq IS NOT (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry)
        BEGIN SELECT RAISE(ABORT, '{OUT_OF_ORDER}'); END""",
    f"""CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal_entry
        WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]

POSTGRESQL = [
    f"""CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER journal_no_update BEFORE UPDATE OR DELETE ON journal_entry
        FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal_entry
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
    f"""CREATE FUNCTION journal_order() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            IF NEW.seq IS DISTINCT FROM (SELECT COALESCE(MAX(seq), 0) + 1 FROM journal_entry) THEN
                RAISE EXCEPTION '{OUT_OF_ORDER}';
            END IF;
            RETURN NEW;
        END $$""",
    """CREATE TRIGGER journal_in_order BEFORE INSERT ON journal_entry
        FOR EACH ROW EXECUTE FUNCTION journal_order()""",
]

SQLITE_OFF = [
    f"DROP TRIGGER IF EXISTS {name}"
    for name in ("journal_no_update", "journal_no_delete", "journal_in_order", "journal_no_replace")
]
POSTGRESQL_OFF = [
    "DROP TRIGGER IF EXISTS journal_no_update ON journal_entry",
    "DROP TRIGGER IF EXISTS journal_no_truncate ON journal_entry",
    "DROP TRIGGER IF EXISTS journal_in_order ON journal_entry",
    "DROP FUNCTION IF EXISTS journal_refuse()",
    "DROP FUNCTION IF EXISTS journal_order()",
]


def statements(vendor: str, off: bool = False) -> list[str]:
    """The statements that raise (or take down) the guards on a database vendor as Django names it."""
    if vendor == "postgresql":
        return POSTGRESQL_OFF if off else POSTGRESQL
    return SQLITE_OFF if off else SQLITE
