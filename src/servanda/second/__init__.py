"""The second reader: a model server that an installation may name, asked for drafts of texts that may leave the house."""
