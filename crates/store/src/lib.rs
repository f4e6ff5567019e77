//! All SQL: migrations, row mapping, one SQL text.
