//! The OpenAPI document: shapes and operations from the code, and what all routes have in common
//! from the table of routes.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{OpenApi, RefOr, schema::Schema};
use utoipa_axum::router::OpenApiRouter;

use crate::export::Format;
use crate::problem::{ProblemShape, TABLE};
use crate::resource::fixture::FixtureState;
use crate::resource::live;
use crate::resource::receipt::ReceiptFile;
use crate::resource::report::Grain;
use crate::resource::wager::WagerState;
use crate::router::{KeyUse, Need, Route, routes, wired};

/// The document as it is committed: pretty, in a stable order, ending in one line end.
pub fn openapi_json() -> String {
    let text = serde_json::to_string_pretty(document());
    format!("{}\n", text.unwrap_or_default())
}

/// The document as a value.
pub(crate) fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(build)
}

fn build() -> Value {
    let mut routed = OpenApiRouter::new();
    for (_, wired) in wired() {
        routed = routed.routes(wired);
    }
    let (_, written) = routed.split_for_parts();
    let mut document = serde_json::to_value::<OpenApi>(written).unwrap_or_default();
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({
        "title": "Perhead",
        "version": env!("CARGO_PKG_VERSION"),
        "license": { "name": "MIT OR Apache-2.0" },
        "description": "The interface of a Perhead server. docs/API.md tells how to use it.",
    });
    document["servers"] = json!([{ "url": "/" }]);
    add_shapes(&mut document["components"]["schemas"]);
    document["components"]["securitySchemes"] = json!({
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "__Host-perhead-{slug}",
            "description": "Set by POST /v1/session; perhead-{slug} on a server without TLS.",
        },
    });
    document["components"]["parameters"] = parameters();
    document["components"]["responses"] = responses();
    name_pages(&mut document);
    for route in routes() {
        complete(&mut document["paths"][route.path][route.method], &route);
    }
    document
}

/// A shape by its name, and all that it refers to.
pub(crate) fn add_shape<T: ToSchema>(all: &mut Vec<(String, RefOr<Schema>)>) {
    all.push((T::name().into_owned(), T::schema()));
    T::schemas(all);
}

/// Shapes that no body names: problems, words of queries, the messages of the live stream.
fn add_shapes(schemas: &mut Value) {
    let mut more = Vec::new();
    add_shape::<ProblemShape>(&mut more);
    add_shape::<Format>(&mut more);
    add_shape::<FixtureState>(&mut more);
    add_shape::<ReceiptFile>(&mut more);
    add_shape::<Grain>(&mut more);
    add_shape::<WagerState>(&mut more);
    live::schemas(&mut more);
    for (name, schema) in more {
        schemas[name] = serde_json::to_value(schema).unwrap_or_default();
    }
}

/// Calls a page of members `MemberPage`, and lets it refer to `Member`.
fn name_pages(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object_mut();
    let Some(schemas) = schemas else { return };
    let items: Vec<String> = schemas.keys().filter_map(|name| item_of(name)).collect();
    for item in items {
        if let Some(mut page) = schemas.remove(&format!("{GENERIC_PAGE}{item}")) {
            page["properties"]["items"]["items"] =
                json!({ "$ref": format!("#/components/schemas/{item}") });
            schemas.insert(format!("{item}Page"), page);
        }
    }
    rename_references(document);
}

/// How pages are called before they are named.
const GENERIC_PAGE: &str = "PageOf_";

fn item_of(name: &str) -> Option<String> {
    name.strip_prefix(GENERIC_PAGE).map(str::to_owned)
}

fn rename_references(value: &mut Value) {
    match value {
        Value::Object(fields) => fields.values_mut().for_each(rename_references),
        Value::Array(items) => items.iter_mut().for_each(rename_references),
        Value::String(text) => {
            let name = text.strip_prefix("#/components/schemas/").and_then(item_of);
            if let Some(item) = name {
                *text = format!("#/components/schemas/{item}Page");
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn parameters() -> Value {
    let header = |name: &str, required: bool, description: &str, format: Option<&str>| {
        let mut schema = Map::from_iter([("type".to_owned(), json!("string"))]);
        schema.extend(format.map(|format| ("format".to_owned(), json!(format))));
        json!({
            "name": name,
            "in": "header",
            "required": required,
            "description": description,
            "schema": schema,
        })
    };
    let book = "Slug of the book. GET also takes it as the query parameter book.";
    let csrf = "The csrf_token of the session. Needed on everything but GET.";
    let key = "A UUID, best of version 7. The same key for the same intent: a repeated request is \
        answered with the stored outcome and changes nothing more.";
    json!({
        "Book": header("Perhead-Book", false, book, None),
        "Csrf": header("X-CSRF-Token", false, csrf, None),
        "KeyRequired": header("Idempotency-Key", true, key, Some("uuid")),
        "KeyOffered": header("Idempotency-Key", false, key, Some("uuid")),
    })
}

fn responses() -> Value {
    let codes: Vec<String> = TABLE.iter().map(|row| format!("`{}`", row.code)).collect();
    json!({
        "Problem": {
            "description": format!("A refusal or an error. Codes: {}.", codes.join(", ")),
            "content": {
                "application/problem+json": {
                    "schema": { "$ref": "#/components/schemas/Problem" },
                },
            },
        },
    })
}

/// Adds what the table of routes says to one operation.
fn complete(operation: &mut Value, route: &Route) {
    let refer = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    let mut parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    if route.need != Need::Public {
        parameters.push(refer("Book"));
    }
    let signed_in = matches!(route.need, Need::Session | Need::AnyOf(_));
    if signed_in && route.method != "get" {
        parameters.push(refer("Csrf"));
    }
    match route.key {
        KeyUse::Required => parameters.push(refer("KeyRequired")),
        KeyUse::Offered => parameters.push(refer("KeyOffered")),
        KeyUse::Never => {}
    }
    if !parameters.is_empty() {
        operation["parameters"] = Value::Array(parameters);
    }
    operation["security"] = if signed_in { json!([{ "session": [] }]) } else { json!([]) };
    if let Need::AnyOf(permissions) = route.need {
        let names: Vec<&str> = permissions.iter().map(|one| one.name()).collect();
        operation["x-permissions"] = json!(names);
    }
    for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
        let told = match status.as_str() {
            "201" => "Created.",
            "204" => "Done.",
            _ => "The answer.",
        };
        if response["description"].as_str().is_none_or(str::is_empty) {
            response["description"] = json!(told);
        }
    }
    operation["responses"]["default"] = json!({ "$ref": "#/components/responses/Problem" });
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMITTED: &str = "../../docs/openapi.json";

    /// Set `UPDATE=1` to write the document anew.
    #[test]
    fn openapi_is_current() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
        let fresh = openapi_json();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&file, &fresh).expect("the document can be written");
        }
        let committed = std::fs::read_to_string(&file).expect("the document is committed");
        assert!(committed == fresh, "run this test with UPDATE=1 and commit docs/openapi.json");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        fn walk<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
            match value {
                Value::Object(fields) => {
                    found.extend(fields.get("$ref").and_then(Value::as_str));
                    fields.values().for_each(|value| walk(value, found));
                }
                Value::Array(items) => items.iter().for_each(|value| walk(value, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        walk(document(), &mut found);
        assert!(found.len() > 100);
        for reference in found {
            let pointer = reference.strip_prefix('#').expect("a reference within the document");
            assert!(document().pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_operation_states_who_may_use_it() {
        for route in routes() {
            let operation = &document()["paths"][route.path][route.method];
            assert_eq!(operation["operationId"], route.operation);
            let open = matches!(route.need, Need::Public | Need::Book);
            assert_eq!(operation["security"].as_array().is_some_and(Vec::is_empty), open);
            assert!(operation["responses"]["default"].is_object(), "{}", route.operation);
        }
    }

    #[test]
    fn request_bodies_refuse_unknown_fields() {
        for route in routes() {
            let operation = &document()["paths"][route.path][route.method];
            let body = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let Some(reference) = body.as_str() else { continue };
            let schema = document().pointer(&reference[1..]).expect("a schema");
            assert_eq!(schema["additionalProperties"], false, "{reference}");
        }
    }
}
