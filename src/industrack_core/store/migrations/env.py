"""Alembic's entry: runs the revisions on the connection, and in the transaction, that `schema_state` opened."""

from alembic import context

from industrack_core.store.engine import schema

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=schema.TABLES["job"].metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the one transaction around all revisions is ours
    on_version_apply=context.config.attributes["applied"],
)
context.run_migrations()
