//! As much of an HTTP answer as the load needs: its status, its body, and where it ends.

/// What stands at the beginning of what was received.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Scan<'b> {
    /// Not all of it is there yet.
    More,
    /// One whole answer.
    Whole {
        /// Its status.
        status: u16,
        /// Its body as received.
        body: &'b [u8],
        /// Bytes of head and body.
        length: usize,
    },
    /// No answer of HTTP/1.1, or one whose end cannot be found.
    Broken,
}

/// Looks for one answer at the beginning of `received`.
pub(crate) fn scan(received: &[u8]) -> Scan<'_> {
    let Some(head) = find(received, b"\r\n\r\n") else { return Scan::More };
    let mut lines = received[..head].split(|byte| *byte == b'\n');
    let Some(status) = lines.next().and_then(status_of) else { return Scan::Broken };
    let start = head + 4;
    for line in lines {
        if let Some(value) = value_of(line, "content-length") {
            let Some(length) = number(value) else { return Scan::Broken };
            return match received.get(start..start + length) {
                Some(body) => Scan::Whole { status, body, length: start + length },
                None => Scan::More,
            };
        }
        if value_of(line, "transfer-encoding").is_some() {
            return match chunks_length(&received[start..]) {
                Some(length) => {
                    let body = &received[start..start + length];
                    Scan::Whole { status, body, length: start + length }
                }
                None => Scan::More,
            };
        }
    }
    if status == 204 { Scan::Whole { status, body: &[], length: start } } else { Scan::Broken }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn status_of(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"HTTP/1.1 ")?;
    number(rest.get(..3)?).and_then(|status| u16::try_from(status).ok())
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

fn value_of<'l>(line: &'l [u8], name: &str) -> Option<&'l [u8]> {
    let found = line.get(..name.len())?;
    let rest = line.get(name.len()..)?.strip_prefix(b":")?;
    found.eq_ignore_ascii_case(name.as_bytes()).then_some(rest)
}

/// Bytes of a chunked body up to and with its last chunk.
fn chunks_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let line = find(bytes.get(at..)?, b"\r\n")?;
        let digits = std::str::from_utf8(&bytes[at..at + line]).ok()?;
        let length = usize::from_str_radix(digits.split(';').next()?.trim(), 16).ok()?;
        at += line + 2 + length + 2;
        if at > bytes.len() {
            return None;
        }
        if length == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &[u8] =
        b"HTTP/1.1 201 Created\r\nContent-Length: 4\r\nx: y\r\n\r\n{\"a\"HTTP/1.1";

    #[test]
    fn an_answer_ends_where_its_length_says() {
        let length = ANSWER.len() - b"HTTP/1.1".len();
        assert_eq!(scan(ANSWER), Scan::Whole { status: 201, body: b"{\"a\"", length });
        for cut in 0..length {
            assert_eq!(scan(&ANSWER[..cut]), Scan::More, "{cut}");
        }
    }

    #[test]
    fn a_chunked_answer_ends_with_its_empty_chunk() {
        let whole = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
        let body = &whole[whole.len() - 13..];
        assert_eq!(scan(whole), Scan::Whole { status: 200, body, length: whole.len() });
        for cut in 0..whole.len() {
            assert_eq!(scan(&whole[..cut]), Scan::More, "{cut}");
        }
    }

    #[test]
    fn an_empty_answer_has_no_length() {
        let whole = b"HTTP/1.1 204 No Content\r\ndate: x\r\n\r\n";
        assert_eq!(scan(whole), Scan::Whole { status: 204, body: &[], length: whole.len() });
    }

    #[test]
    fn what_is_no_answer_is_told() {
        for bad in ["SSH-2.0\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"] {
            assert_eq!(scan(bad.as_bytes()), Scan::Broken, "{bad}");
        }
        let bad = b"HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n";
        assert_eq!(scan(bad), Scan::Broken);
    }
}
