//! What goes over the wire, by its schema names. Shapes are promises to programs outside; they
//! hold no rules. Each shape is built from domain rows or views and never the other way round,
//! but for the small parsing types of requests.

pub(crate) mod id;
pub(crate) mod money;
pub(crate) mod odds;
pub(crate) mod side;
pub(crate) mod time;
pub(crate) mod word;
