//! The live stream: what moved in a book and in the catalogue, by what the listener may see. The
//! database is the buffer; signals in memory only wake.

pub(crate) mod doubt;
pub(crate) mod hub;
pub(crate) mod news;
pub(crate) mod place;
pub(crate) mod stream;
pub(crate) mod tail;
