//! What can be asked for around the person behind an account.

/// What is to happen.
#[derive(Clone, Debug)]
pub enum CareCommand {
    /// The actor wants to be told of accesses to their account, or not.
    WantNotices {
        /// Whether.
        wanted: bool,
    },
    /// The actor has read what they were told of accesses.
    ReadNotices,
}
