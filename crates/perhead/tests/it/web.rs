//! A small blocking HTTP client for loopback: one kept connection, cookies, the CSRF token, and
//! JSON in and out. It knows the headers of the interface and none of its routes.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use domain::id::RequestKey;
use serde_json::Value;

/// How long an answer may take before the test gives up on it.
const ANSWER: Duration = Duration::from_secs(30);

/// An answer of the server.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: u16,
    /// Headers by lower-case name; repeated ones are joined by line breaks.
    pub(crate) headers: BTreeMap<String, String>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The stable code of a problem; empty when it is none.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// True for an answer that something was done or found.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// A request. Headers of the session are added when it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Request {
    /// A request without a body.
    pub(crate) fn of(method: &str, path: impl Into<String>) -> Request {
        let (method, path) = (method.to_uppercase(), path.into());
        Request { method, path, headers: Vec::new(), body: None }
    }

    /// Looks at something.
    pub(crate) fn get(path: impl Into<String>) -> Request {
        Request::of("GET", path)
    }

    /// Sends a body of JSON.
    pub(crate) fn with_json(self, body: &Value) -> Request {
        self.with_text("application/json", &body.to_string())
    }

    /// Sends a body of any text.
    pub(crate) fn with_text(mut self, content_type: &str, body: &str) -> Request {
        self.body = Some(body.as_bytes().to_vec());
        self.with_header("content-type", content_type)
    }

    /// Adds a header.
    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Request {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends a key.
    pub(crate) fn with_key(self, key: RequestKey) -> Request {
        let key = uuid::Uuid::from_bytes(key.0).to_string();
        self.with_header("idempotency-key", &key)
    }
}

/// One signed-in device, or one that is not signed in.
pub(crate) struct Browser {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    /// Cookies it holds.
    pub(crate) cookies: BTreeMap<String, String>,
    /// The CSRF token of its session.
    pub(crate) csrf: Option<String>,
    /// The book it asks in.
    pub(crate) book: Option<String>,
}

impl Browser {
    /// A browser that holds nothing yet.
    pub(crate) fn new(address: SocketAddr, book: &str) -> Browser {
        let book = Some(book.to_owned());
        Browser { address, stream: None, cookies: BTreeMap::new(), csrf: None, book }
    }

    /// The same device with a connection of its own.
    pub(crate) fn beside(&self) -> Browser {
        Browser {
            address: self.address,
            stream: None,
            cookies: self.cookies.clone(),
            csrf: self.csrf.clone(),
            book: self.book.clone(),
        }
    }

    /// Signs in with a password.
    pub(crate) fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.sign_in_with(login, password, None)
    }

    /// The same with a code beside the password.
    pub(crate) fn sign_in_with(
        &mut self,
        login: &str,
        password: &str,
        code: Option<&str>,
    ) -> Answer {
        let mut body = serde_json::json!({"login": login, "password": password});
        if let Some(code) = code {
            body["code"] = serde_json::json!(code);
        }
        let answer = self.send(&Request::of("POST", "/v1/session").with_json(&body));
        if answer.is_success() {
            self.csrf = answer.json()["csrf_token"].as_str().map(str::to_owned);
        }
        answer
    }

    /// Sends a request, and again on a new connection if the kept one was closed meanwhile.
    pub(crate) fn send(&mut self, request: &Request) -> Answer {
        self.try_send(request).unwrap_or_else(|error| {
            panic!("{} {} is not answered: {error}", request.method, request.path)
        })
    }

    /// Sends a request.
    ///
    /// # Errors
    /// When the server cannot be reached or breaks off; what was asked may have happened.
    pub(crate) fn try_send(&mut self, request: &Request) -> io::Result<Answer> {
        if self.stream.is_some()
            && let Ok(answer) = self.exchange(request)
        {
            return Ok(answer);
        }
        let stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_nodelay(true)?;
        self.stream = Some(BufReader::new(stream));
        self.exchange(request)
    }

    /// Opens a stream of events that never ends by itself.
    pub(crate) fn listen(mut self, path: &str) -> Stream {
        let stream = TcpStream::connect(self.address).expect("the server answers");
        stream.set_read_timeout(Some(ANSWER)).expect("a socket takes a deadline");
        let mut stream = BufReader::new(stream);
        let text = self.text_of(&Request::get(path));
        stream.get_mut().write_all(&text).expect("the server listens");
        let (status, headers) = read_head(&mut stream).expect("the stream begins");
        assert_eq!(status, 200, "{path}: {headers:?}");
        self.stream = None;
        Stream(stream)
    }

    fn exchange(&mut self, request: &Request) -> io::Result<Answer> {
        let text = self.text_of(request);
        let mut stream = self.stream.take().ok_or(io::ErrorKind::NotConnected)?;
        stream.get_mut().write_all(&text)?;
        let answer = read_answer(&mut stream)?;
        if answer.headers.get("connection").is_none_or(|kept| kept != "close") {
            self.stream = Some(stream);
        }
        self.keep_cookies(&answer);
        Ok(answer)
    }

    fn text_of(&self, request: &Request) -> Vec<u8> {
        let mut text = format!("{} {} HTTP/1.1\r\n", request.method, request.path);
        let mut add = |name: &str, value: &str| {
            let named = |(known, _): &(String, String)| known.eq_ignore_ascii_case(name);
            if !request.headers.iter().any(named) {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
        };
        add("host", &self.address.to_string());
        if let Some(book) = &self.book {
            add("perhead-book", book);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            add("cookie", &pairs.join("; "));
        }
        if let Some(csrf) = &self.csrf {
            add("x-csrf-token", csrf);
        }
        let length = request.body.as_ref().map_or(0, Vec::len);
        add("content-length", &length.to_string());
        for (name, value) in &request.headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str("\r\n");
        let mut bytes = text.into_bytes();
        bytes.extend(request.body.iter().flatten());
        bytes
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for line in answer.headers.get("set-cookie").into_iter().flat_map(|all| all.lines()) {
            let pair = line.split(';').next().and_then(|pair| pair.split_once('='));
            if let Some((name, value)) = pair {
                self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }
}

/// An open stream of events.
pub(crate) struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Reads lines until one fits; answers everything read, that line included.
    pub(crate) fn await_line(&mut self, fits: impl Fn(&str) -> bool) -> String {
        let mut heard = String::new();
        loop {
            let line = read_line(&mut self.0).unwrap_or_else(|error| {
                panic!("the stream broke off before it said so ({error}): {heard}")
            });
            heard.push_str(&line);
            heard.push('\n');
            if fits(&line) {
                return heard;
            }
        }
    }
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

fn read_head(stream: &mut BufReader<TcpStream>) -> io::Result<(u16, BTreeMap<String, String>)> {
    let first = read_line(stream)?;
    let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.ok_or_else(|| broken("no status line"))?;
    let mut headers: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let line = read_line(stream)?;
        let Some((name, value)) = line.split_once(':') else { return Ok((status, headers)) };
        let (name, value) = (name.to_lowercase(), value.trim());
        headers
            .entry(name)
            .and_modify(|known| {
                known.push('\n');
                known.push_str(value);
            })
            .or_insert_with(|| value.to_owned());
    }
}

fn read_answer(stream: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let (status, headers) = read_head(stream)?;
    if headers.get("content-type").is_some_and(|kind| kind.starts_with("text/event-stream")) {
        // It would never end; whoever wants to hear it listens.
        let closed = ("connection".to_owned(), "close".to_owned());
        let headers = headers.into_iter().chain([closed]).collect();
        return Ok(Answer { status, headers, body: Vec::new() });
    }
    let mut body = Vec::new();
    if headers.get("transfer-encoding").is_some_and(|encoding| encoding == "chunked") {
        loop {
            let line = read_line(stream)?;
            let length = usize::from_str_radix(line.trim(), 16);
            let length = length.map_err(|_| broken("no length of a chunk"))?;
            let from = body.len();
            body.resize(from + length, 0);
            stream.read_exact(&mut body[from..])?;
            read_line(stream)?;
            if length == 0 {
                break;
            }
        }
    } else if let Some(length) = headers.get("content-length") {
        body.resize(length.parse().map_err(|_| broken("no length of a body"))?, 0);
        stream.read_exact(&mut body)?;
    }
    Ok(Answer { status, headers, body })
}

fn read_line(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
