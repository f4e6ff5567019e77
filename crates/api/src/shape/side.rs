//! One side of a market over the wire: a word, or a runner's number.

use domain::board::market as markets;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// The spellings of a side.
pub(crate) const SIDE_PATTERN: &str = "^(home|away|draw|over|under|yes|no|r[0-9]{3})$";

/// One side of a market.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Side(pub(crate) markets::Side);

impl From<markets::Side> for Side {
    fn from(side: markets::Side) -> Side {
        Side(side)
    }
}

impl From<Side> for markets::Side {
    fn from(side: Side) -> markets::Side {
        side.0
    }
}

impl Serialize for Side {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.0.name())
    }
}

impl<'de> Deserialize<'de> for Side {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Side, D::Error> {
        let text = String::deserialize(input)?;
        let unknown = || serde::de::Error::custom("is no side of a market");
        markets::Side::parse(&text).map(Side).ok_or_else(unknown)
    }
}

impl PartialSchema for Side {
    fn schema() -> RefOr<Schema> {
        let told = "One side of a market: `home`, `away`, `draw`, `over`, `under`, `yes`, `no`, or \
                    the runner of a field by its number, `r001` to `r255`.";
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::String))
            .description(Some(told))
            .pattern(Some(SIDE_PATTERN))
            .examples(["home"])
            .into()
    }
}

impl ToSchema for Side {
    fn name() -> std::borrow::Cow<'static, str> {
        "Side".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_spelled_as_in_the_domain() {
        let fixed = markets::Side::ALL.iter().map(|(side, _)| *side);
        for side in fixed.chain([markets::Side::Runner(1), markets::Side::Runner(255)]) {
            let text = serde_json::to_string(&Side(side)).expect("text");
            assert_eq!(serde_json::from_str::<Side>(&text).expect("a side"), Side(side));
        }
        for bad in ["\"r000\"", "\"r1\"", "\"Home\"", "1", "null"] {
            assert!(serde_json::from_str::<Side>(bad).is_err(), "{bad}");
        }
    }
}
