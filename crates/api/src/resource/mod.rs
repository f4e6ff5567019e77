//! One file per resource: its shapes and its functions, each named `<verb>_<resource>` like its
//! operation. They read, hand over commands and say what came of it; they decide nothing.

pub(crate) mod balance;
pub(crate) mod board;
pub(crate) mod book;
pub(crate) mod books;
pub(crate) mod control;
pub(crate) mod dashboard;
pub(crate) mod effect;
pub(crate) mod event;
pub(crate) mod exposure;
pub(crate) mod figure;
pub(crate) mod fixture;
pub(crate) mod form;
pub(crate) mod free_play;
pub(crate) mod invitation;
pub(crate) mod jurisdiction;
pub(crate) mod limit;
pub(crate) mod line;
pub(crate) mod live;
pub(crate) mod manifest;
pub(crate) mod member;
pub(crate) mod method;
pub(crate) mod offer;
pub(crate) mod payment;
pub(crate) mod policy;
pub(crate) mod preview;
pub(crate) mod quote;
pub(crate) mod report;
pub(crate) mod result;
pub(crate) mod score;
pub(crate) mod session;
pub(crate) mod statement;
pub(crate) mod ticket;
pub(crate) mod void;
pub(crate) mod wager;
pub(crate) mod week;
