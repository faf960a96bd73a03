"""The tables, by what they are about; `schema` has them all."""
