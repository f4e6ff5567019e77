//! Elements and attributes of a message, in the order they stand. A strict and small part of XML:
//! what feeds send. Anything else (a document type, text content, an unknown entity) is refused.

/// Longest message read, in bytes.
const LENGTH_MAX: usize = 16 * 1024 * 1024;

/// The beginning or the end of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// An element begins; one without content also ends at once.
    Open(String, Vec<(String, String)>),
    /// An element ends.
    Close(String),
}

/// Reads all tags of a message.
///
/// # Errors
/// Says what is no markup of this kind, and at which byte.
pub(super) fn tags(text: &str) -> Result<Vec<Tag>, String> {
    if text.len() > LENGTH_MAX {
        return Err(format!("is longer than {LENGTH_MAX} bytes"));
    }
    let mut reader = Reader { text, at: 0, open: Vec::new(), tags: Vec::new() };
    while reader.step()? {}
    match reader.open.last() {
        Some(name) => Err(format!("<{name}> is never closed")),
        None if reader.tags.is_empty() => Err("has no element".to_owned()),
        None => Ok(reader.tags),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    open: Vec<String>,
    tags: Vec<Tag>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn wrong<T>(&self, what: &str) -> Result<T, String> {
        Err(format!("{what} at byte {}", self.at))
    }

    /// Takes everything up to and with `end`.
    fn until(&mut self, end: &str) -> Result<&'a str, String> {
        match self.rest().split_once(end) {
            Some((taken, _)) => {
                self.at += taken.len() + end.len();
                Ok(taken)
            }
            None => self.wrong(&format!("`{end}` is missing")),
        }
    }

    /// Reads one tag; answers whether there was one.
    fn step(&mut self) -> Result<bool, String> {
        let blank = self.rest().len()
            - self.rest().trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).len();
        self.at += blank;
        if self.rest().is_empty() {
            return Ok(false);
        }
        if self.rest().starts_with("<?") {
            self.until("?>")?;
        } else if self.rest().starts_with("<!--") {
            self.until("-->")?;
        } else if self.rest().starts_with("</") {
            self.at += 2;
            let name = self.until(">")?.trim_end().to_owned();
            if self.open.pop().as_deref() != Some(name.as_str()) {
                return self.wrong(&format!("</{name}> closes nothing"));
            }
            self.tags.push(Tag::Close(name));
        } else if self.rest().starts_with('<') && !self.rest().starts_with("<!") {
            self.at += 1;
            self.element()?;
        } else {
            return self.wrong("text stands outside of attributes");
        }
        Ok(true)
    }

    fn element(&mut self) -> Result<(), String> {
        let name = self.name()?;
        let mut attributes: Vec<(String, String)> = Vec::new();
        loop {
            self.at += self.rest().len() - self.rest().trim_start().len();
            if let Some(end) = ["/>", ">"].into_iter().find(|end| self.rest().starts_with(*end)) {
                self.at += end.len();
                self.tags.push(Tag::Open(name.clone(), attributes));
                if end == "/>" {
                    self.tags.push(Tag::Close(name));
                } else {
                    self.open.push(name);
                }
                return Ok(());
            }
            let key = self.name()?;
            if !self.rest().starts_with("=\"") {
                return self.wrong("an attribute has no value");
            }
            self.at += 2;
            let value = self.until("\"")?;
            if value.contains('<') || attributes.iter().any(|(known, _)| *known == key) {
                return self.wrong(&format!("attribute {key} is wrong"));
            }
            attributes.push((key, unescaped(value)?));
        }
    }

    fn name(&mut self) -> Result<String, String> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_-.:".contains(c);
        let length = self.rest().find(|c| !allowed(c)).unwrap_or(self.rest().len());
        if length == 0 {
            return self.wrong("a name is missing");
        }
        let name = self.rest()[..length].to_owned();
        self.at += length;
        Ok(name)
    }
}

fn unescaped(value: &str) -> Result<String, String> {
    let mut parts = value.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').unwrap_or((part, ""));
        let meant = match entity {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            other => return Err(format!("the entity &{other}; is unknown")),
        };
        text.push(meant);
        text.push_str(rest);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_in_order_with_their_attributes() {
        let read = tags("<?xml version=\"1.0\"?>\n<a x=\"1 &amp; 2\">\n<b/></a>").expect("reads");
        let open = |name: &str, attributes: &[(&str, &str)]| {
            let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
            Tag::Open(name.to_owned(), attributes.iter().map(pair).collect())
        };
        let close = |name: &str| Tag::Close(name.to_owned());
        let wanted = [open("a", &[("x", "1 & 2")]), open("b", &[]), close("b"), close("a")];
        assert_eq!(read, wanted);
    }

    #[test]
    fn what_feeds_do_not_send_is_refused() {
        for bad in [
            "",
            "<a>",
            "<a></b>",
            "<a>text</a>",
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>",
            "<a x=1/>",
            "<a x=\"1\" x=\"2\"/>",
            "<a x=\"&x;\"/>",
            "<a x=\"1",
            "<",
            "</a>",
        ] {
            assert!(tags(bad).is_err(), "{bad}");
        }
    }
}
