//! Invitation links: a secret in an address, its hash in the book.

use domain::id::TokenHash;

use crate::token::Token;

/// A new invitation to a book: the path of its page, which holds the secret and is shown once, and
/// the hash to hand to the desk with `Action::Invite`.
pub fn new_invitation(slug: &str) -> (String, TokenHash) {
    let token = Token::random();
    (format!("/b/{slug}/invite/{}", token.text()), token.hash())
}

/// How long an invitation works, in seconds of the book's clock.
pub(crate) const INVITATION_SECONDS: i64 = 7 * 24 * 60 * 60;

/// How long a link works that replaces a password (ASVS 6.5.5).
pub const RESET_SECONDS: i64 = 10 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_holds_the_token_whose_hash_is_stored() {
        let (path, hash) = new_invitation("acme");
        let text = path.strip_prefix("/b/acme/invite/").expect("the page of invitations");
        assert_eq!(Token::parse(text).expect("a token").hash(), hash);
        assert_ne!(new_invitation("acme").1, hash);
    }
}
