"""Customers, what is theirs, and what was offered to them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from industrack_core.domain.kinds import Kind
from industrack_core.store.engine.columns import (
    amount_column,
    flag_column,
    metadata,
    record_table,
    text_column,
    word_column,
)

customer = record_table(
    Kind.CUSTOMER,
    text_column("number"),
    text_column("kind"),
    text_column("name"),
    text_column("contact"),
    text_column("phone"),
    text_column("mobile"),
    text_column("email"),
    text_column("billing_address"),
    text_column("payment_terms"),
    text_column("tags", "[]"),
    text_column("internal_note"),
    text_column("attachments", "[]"),
    text_column("notify"),
    UniqueConstraint("number"),
)
Index("ix_customer_name", customer.c.name)

location = record_table(
    Kind.LOCATION,
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    text_column("name"),
    text_column("address"),
    Column("is_main", Integer, nullable=False),
    text_column("site_note"),
    flag_column("retired"),
)
Index("ix_location_customer_id", location.c.customer_id)

customer_word = Table(
    "customer_word",
    metadata,
    word_column("word"),
    Column("customer_id", Integer, ForeignKey("customer.id"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("ix_customer_word_customer_id", customer_word.c.customer_id, customer_word.c.word)

estimate = record_table(
    Kind.ESTIMATE,
    text_column("number"),
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    text_column("description"),
    text_column("status"),
    text_column("made_on"),
    Column("valid_until", Text),
    text_column("lines", "[]"),
    Column("total", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    Column("discount_rate", Integer, nullable=False, server_default="0"),
    amount_column("discount_amount"),
    Column("tax_rate", Integer, nullable=False, server_default="0"),
    text_column("note"),
    text_column("attachments", "[]"),
    UniqueConstraint("number"),
)
Index("ix_estimate_customer_id", estimate.c.customer_id, estimate.c.id)
Index("ix_estimate_location_id", estimate.c.location_id)
Index("ix_estimate_made_on", estimate.c.made_on, estimate.c.id)
Index("ix_estimate_status", estimate.c.status, estimate.c.id)
Index("ix_estimate_total", estimate.c.total, estimate.c.id)
Index("ix_estimate_status_made_on", estimate.c.status, estimate.c.made_on, estimate.c.id)
Index("ix_estimate_status_total", estimate.c.status, estimate.c.total, estimate.c.id)

estimate_sum = Table(
    "estimate_sum",
    metadata,
    Column("status", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("total", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    sqlite_strict=True,
)
"""How many estimates stand in each status, and what they come to."""

equipment = record_table(
    Kind.EQUIPMENT,
    Column("customer_id", Integer, ForeignKey("customer.id"), nullable=False),
    Column("location_id", Integer, ForeignKey("location.id")),
    text_column("name"),
    text_column("maker"),
    text_column("model"),
    text_column("serial"),
    text_column("service_note"),
    flag_column("retired"),
)
Index("ix_equipment_customer_id", equipment.c.customer_id)
