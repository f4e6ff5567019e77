//! Money over the wire: an integer of minor units and the book's currency code.

use std::fmt;

use domain::money::Money as Amount;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// A currency code: three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Currency([u8; 3]);

impl Currency {
    /// Reads a code.
    pub(crate) fn parse(text: &str) -> Option<Currency> {
        let letters: [u8; 3] = text.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_uppercase).then_some(Currency(letters))
    }

    /// An amount of this currency.
    pub(crate) fn of(self, amount: Amount) -> Money {
        Money { amount: amount.0, currency: self }
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.text())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Currency, D::Error> {
        let text = String::deserialize(input)?;
        Currency::parse(&text).ok_or_else(|| D::Error::custom("must be three capital letters"))
    }
}

/// An amount in minor units, signed: `{"amount": 12345, "currency": "USD"}` is 123.45 dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// Minor units, such as cents.
    pub(crate) amount: i64,
    /// The book's currency.
    #[schema(value_type = String, pattern = "^[A-Z]{3}$")]
    pub(crate) currency: Currency,
}

impl Money {
    /// The amount, for the domain.
    pub(crate) fn amount(self) -> Amount {
        Amount(self.amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Money, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn only_integers_are_amounts() {
        let usd = Currency::parse("USD").expect("a code");
        assert_eq!(read(r#"{"amount":-5,"currency":"USD"}"#), Ok(usd.of(Amount(-5))));
        for bad in [
            r#"{"amount":1.0,"currency":"USD"}"#,
            r#"{"amount":1e2,"currency":"USD"}"#,
            r#"{"amount":"5","currency":"USD"}"#,
            r#"{"amount":9223372036854775808,"currency":"USD"}"#,
            r#"{"amount":5,"currency":"usd"}"#,
            r#"{"amount":5,"currency":"EURO"}"#,
            r#"{"amount":5}"#,
            r#"{"amount":5,"currency":"USD","scale":2}"#,
            r#"{"amount":5,"amount":6,"currency":"USD"}"#,
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn money_prints_as_the_contract_says() {
        let money = Currency::parse("EUR").expect("a code").of(Amount(12_345));
        let text = serde_json::to_string(&money).expect("prints");
        assert_eq!(text, r#"{"amount":12345,"currency":"EUR"}"#);
    }
}
