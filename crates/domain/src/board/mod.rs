//! What can be bet on: leagues, teams, fixtures, markets and their lines.
//!
//! All of this but [`offer`] is catalogue: shared by every book and written only by the
//! catalogue lane.

pub mod fixture;
pub mod line;
pub mod market;
pub mod offer;
pub mod own_line;
pub mod period;
pub mod post;
pub mod profile;
mod profile_text;
pub mod prop;
