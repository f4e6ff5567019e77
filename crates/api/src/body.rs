//! Reading requests: JSON bodies, queries and ids in paths. A good body costs one pass; a bad one
//! is held against the published schema, so that all its fields are told at once.

use std::str::FromStr;

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::schema_check;

/// A body of a published schema.
pub(crate) struct Body<T>(pub(crate) T);

impl<S, T> FromRequest<S> for Body<T>
where
    S: Send + Sync,
    T: DeserializeOwned + ToSchema,
{
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Body<T>, Problem> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|text| text.to_str().ok());
        let essence = content_type.and_then(|text| text.split(';').next()).unwrap_or_default();
        if !essence.trim().eq_ignore_ascii_case("application/json") {
            return Err(Problem::plain("unsupported_media_type"));
        }
        // The guard has bounded the body already.
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await;
        let bytes = bytes.map_err(|error| Problem::internal(error.to_string()))?;
        parse(&bytes).map(Body)
    }
}

/// Reads a body, or tells everything that is wrong with it.
pub(crate) fn parse<T: DeserializeOwned + ToSchema>(bytes: &[u8]) -> Result<T, Problem> {
    if let Ok(content) = serde_json::from_slice(bytes) {
        return Ok(content);
    }
    // Whether it is JSON at all is asked of a reader that wants nothing else.
    let value = serde_json::from_slice(bytes);
    let value = value.map_err(|error| Problem::new("malformed_json", error.to_string()))?;
    schema_check::check(&T::name(), &value)?;
    // The schema has nothing against it, so the reading itself names the place.
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(content) => Ok(content),
        Err(error) => Err(at_path(&error.path().to_string(), &error.inner().to_string())),
    }
}

fn at_path(path: &str, detail: &str) -> Problem {
    let named = detail.split('`').nth(1).filter(|_| path == ".");
    let field = named.unwrap_or(path);
    Problem::of_field(field, "field_invalid", format!("{field}: {detail}"))
}

/// A query of typed fields. An empty value means that the field is not given.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Problem> {
        parse_query(parts.uri.query().unwrap_or_default()).map(Query)
    }
}

fn parse_query<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    let malformed = |error: serde_urlencoded::de::Error| at_path("query", &error.to_string());
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).map_err(malformed)?;
    let given = pairs.into_iter().filter(|(name, value)| name != "book" && !value.is_empty());
    let given: Vec<(String, String)> = given.collect();
    let text = serde_urlencoded::to_string(given).unwrap_or_default();
    let reader = serde_urlencoded::Deserializer::new(form_pairs(&text));
    serde_path_to_error::deserialize(reader)
        .map_err(|error| at_path(&error.path().to_string(), &error.inner().to_string()))
}

fn form_pairs(text: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(text.as_bytes())
}

/// An id in the path. A text that is no id names nothing, like an id nobody has.
pub(crate) struct PathId<T>(pub(crate) T);

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for PathId<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PathId<T>, Problem> {
        let unknown = || Problem::not_found("object");
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| unknown())?;
        text.parse().map(PathId).map_err(|_| unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::member::CreateMember;
    use crate::resource::session::SignIn;
    use crate::resource::wager::WagerRequest;
    use serde::Deserialize;

    fn refused<T: DeserializeOwned + ToSchema>(text: &str) -> (&'static str, Vec<String>) {
        let Err(problem) = parse::<T>(text.as_bytes()) else { panic!("taken: {text}") };
        let fields = problem.shape.errors.iter().map(|error| error.field.clone());
        (problem.shape.code, fields.collect())
    }

    #[test]
    fn every_wrong_field_is_told_at_once() {
        let (code, fields) = refused::<CreateMember>(
            r#"{"role":"king","login":5,"credit_limit":{"amount":1.5,"currency":"usd"},"id":"m1"}"#,
        );
        assert_eq!(code, "field_missing");
        let expected =
            ["credit_limit.amount", "credit_limit.currency", "id", "login", "name", "role"];
        let mut fields = fields;
        fields.sort();
        assert_eq!(fields, expected);
    }

    #[test]
    fn fields_within_lists_are_named_by_their_place() {
        let (_, fields) = refused::<WagerRequest>(
            r#"{"type":"straight","entry":"risk","amount":{"amount":100,"currency":"USD"},
                "price_policy":"none","legs":[{"market_id":"k1","side":"home","version":1},
                {"market_id":"f1","side":"up","version":"1"}]}"#,
        );
        assert_eq!(fields, ["legs[1].market_id", "legs[1].side", "legs[1].version"]);
    }

    #[test]
    fn bodies_that_are_no_json_or_repeat_a_field_are_refused() {
        assert_eq!(refused::<SignIn>("").0, "malformed_json");
        assert_eq!(refused::<SignIn>("{").0, "malformed_json");
        assert_eq!(refused::<SignIn>("{} {}").0, "malformed_json");
        assert_eq!(refused::<SignIn>("[]").0, "field_invalid");
        assert_eq!(refused::<SignIn>("null").0, "field_invalid");
        let odd = r#"{"role":7,"login":"lee","name":"Lee"}"#;
        assert_eq!(refused::<CreateMember>(odd), ("field_invalid", vec!["role".to_owned()]));
        let twice = r#"{"login":"a","login":"b","password":"x"}"#;
        assert_eq!(refused::<SignIn>(twice), ("field_invalid", vec!["login".to_owned()]));
        let deep = "[".repeat(100_000);
        assert_eq!(refused::<SignIn>(&deep).0, "malformed_json");
    }

    #[derive(Debug, PartialEq, Eq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        limit: Option<u32>,
        search: Option<String>,
    }

    #[test]
    fn queries_are_typed_and_strict() {
        let read = |query: &str| parse_query::<Sample>(query);
        let sample =
            |limit, search: Option<&str>| Sample { limit, search: search.map(str::to_owned) };
        assert_eq!(read("").ok(), Some(sample(None, None)));
        assert_eq!(read("limit=5&search=&book=acme").ok(), Some(sample(Some(5), None)));
        assert_eq!(read("search=a%26b+c").ok(), Some(sample(None, Some("a&b c"))));
        for (bad, field) in [("limit=-1", "limit"), ("limit=x", "limit"), ("sort=a", "sort")] {
            let problem = read(bad).expect_err(bad);
            assert_eq!(problem.shape.field.as_deref(), Some(field));
        }
        assert!(read("limit=1&limit=2").is_err());
    }
}
