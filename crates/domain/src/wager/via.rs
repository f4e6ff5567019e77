//! By which way a wager was asked for: what its record must tell beside its terms (W-15).

use crate::register::{by_name, name_of};

/// The kind of way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// The player's own app.
    Web,
    /// A program with a key.
    Api,
    /// A clerk, for the player.
    Clerk,
    /// None of them: a replay, a demonstration.
    #[default]
    System,
}

impl Channel {
    /// Every channel with its stable name.
    pub const ALL: [(Channel, &str); 4] = [
        (Channel::Web, "web"),
        (Channel::Api, "api"),
        (Channel::Clerk, "clerk"),
        (Channel::System, "system"),
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        name_of(&Self::ALL, self)
    }

    /// The channel of a stable name.
    pub fn parse(name: &str) -> Option<Channel> {
        by_name(&Self::ALL, name)
    }
}

/// By which way a wager was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Via {
    /// The kind of way.
    pub channel: Channel,
    /// The address of whoever asked; empty when there was none.
    pub address: String,
    /// The session of whoever asked, as the list of sessions names it; empty when there was none.
    pub session: String,
}

impl Via {
    /// The canonical text: `web 203.0.113.7 s4f2a`.
    pub fn text(&self) -> String {
        format!("{} {} {}", self.channel.name(), self.address, self.session)
    }

    /// Of a canonical text; an empty one tells nothing, as of tickets from before it was kept.
    pub fn parse(text: &str) -> Option<Via> {
        if text.is_empty() {
            return Some(Via::default());
        }
        let mut words = text.splitn(3, ' ').map(str::to_owned);
        let channel = Channel::parse(&words.next()?)?;
        Some(Via { channel, address: words.next()?, session: words.next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_reads_back_from_its_text() {
        let web = Via {
            channel: Channel::Web,
            address: "2001:db8::7".to_owned(),
            session: "s4f2a".to_owned(),
        };
        for via in [web, Via::default()] {
            assert_eq!(Via::parse(&via.text()), Some(via));
        }
        assert_eq!(Via::parse(""), Some(Via::default()));
        assert_eq!(Via::parse("post 1.2.3.4 x"), None);
    }
}
