//! What goes into and comes out of a statement.

use desk::port::StoreError;

/// A cell: the types every engine has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    /// No value.
    Null,
    /// A number.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

macro_rules! from {
    ($($source:ty => |$value:ident| $built:expr;)+) => {$(
        impl From<$source> for Value {
            fn from($value: $source) -> Value { $built }
        }
    )+};
}

from! {
    i64 => |value| Value::Int(value);
    i32 => |value| Value::Int(value.into());
    bool => |value| Value::Int(value.into());
    &str => |value| Value::Text(value.to_owned());
    String => |value| Value::Text(value);
    &[u8] => |value| Value::Blob(value.to_vec());
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// Reads the cells of one row from left to right. A cell of the wrong type means that the store
/// is corrupt or a statement is wrong; either is named by its place.
pub(crate) struct Cells {
    cells: std::vec::IntoIter<Value>,
    place: usize,
}

impl Cells {
    pub(crate) fn new(cells: Vec<Value>) -> Cells {
        Cells { cells: cells.into_iter(), place: 0 }
    }

    fn next(&mut self) -> Value {
        self.place += 1;
        self.cells.next().unwrap_or(Value::Null)
    }

    fn wrong(&self, wanted: &str, found: &Value) -> StoreError {
        StoreError::Corrupt(format!("cell {} is {found:?}, not {wanted}", self.place))
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreError> {
        match self.next() {
            Value::Int(value) => Ok(value),
            other => Err(self.wrong("a number", &other)),
        }
    }

    pub(crate) fn int32(&mut self) -> Result<i32, StoreError> {
        let value = self.int()?;
        i32::try_from(value).map_err(|_| self.wrong("a small number", &Value::Int(value)))
    }

    pub(crate) fn uint32(&mut self) -> Result<u32, StoreError> {
        let value = self.int()?;
        u32::try_from(value).map_err(|_| self.wrong("a small number", &Value::Int(value)))
    }

    pub(crate) fn uint8(&mut self) -> Result<u8, StoreError> {
        let value = self.int()?;
        u8::try_from(value).map_err(|_| self.wrong("a very small number", &Value::Int(value)))
    }

    pub(crate) fn flag(&mut self) -> Result<bool, StoreError> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn maybe_int(&mut self) -> Result<Option<i64>, StoreError> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Int(value) => Ok(Some(value)),
            other => Err(self.wrong("a number or nothing", &other)),
        }
    }

    pub(crate) fn maybe_int32(&mut self) -> Result<Option<i32>, StoreError> {
        let wrong = |value| StoreError::Corrupt(format!("{value} is not a small number"));
        let value = self.maybe_int()?;
        value.map(|value| i32::try_from(value).map_err(|_| wrong(value))).transpose()
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        match self.next() {
            Value::Text(value) => Ok(value),
            other => Err(self.wrong("text", &other)),
        }
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Text(value) => Ok(Some(value)),
            other => Err(self.wrong("text or nothing", &other)),
        }
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        match self.next() {
            Value::Blob(value) if value.len() == N => {
                Ok(value.try_into().expect("the length was checked"))
            }
            other => Err(self.wrong("bytes", &other)),
        }
    }

    pub(crate) fn maybe_bytes<const N: usize>(&mut self) -> Result<Option<[u8; N]>, StoreError> {
        match self.next() {
            Value::Null => Ok(None),
            Value::Blob(value) if value.len() == N => {
                Ok(Some(value.try_into().expect("the length was checked")))
            }
            other => Err(self.wrong("bytes or nothing", &other)),
        }
    }

    /// A value of a closed set by its stable name, or none.
    pub(crate) fn maybe_named<T>(
        &mut self,
        parse: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let unknown = |text: &str| StoreError::Corrupt(format!("{text} is unknown here"));
        let text = self.maybe_text()?;
        text.map(|text| parse(&text).ok_or_else(|| unknown(&text))).transpose()
    }

    /// A value of a closed set by its stable name.
    pub(crate) fn named<T>(&mut self, parse: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text = self.text()?;
        parse(&text).ok_or_else(|| self.wrong("a known name", &Value::Text(text)))
    }
}
