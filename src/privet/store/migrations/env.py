"""How Alembic reaches the database: over the connection that `store.migrate` hands it."""

from __future__ import annotations

from alembic import context

from privet.store import schema

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=schema.data, transaction_per_migration=False)
context.run_migrations()
