//! Holds a JSON value against a published schema and tells every field that does not fit. Knows
//! as much of JSON Schema as our own document uses; what it does not know it lets pass, because
//! the reading after it is strict.

use serde_json::Value;

use crate::openapi;
use crate::problem::{Faults, Problem};
use crate::shape::{id, money, time};

/// Holds `value` against the schema of a name.
///
/// # Errors
/// All fields that break their rules.
pub(crate) fn check(name: &str, value: &Value) -> Result<(), Problem> {
    let schemas = &openapi::document()["components"]["schemas"];
    let mut check = Check { schemas, faults: Faults::default() };
    check.value(&schemas[name], value, "");
    check.faults.finish()
}

struct Check<'d> {
    schemas: &'d Value,
    faults: Faults,
}

/// The path of a field below another.
fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

impl<'d> Check<'d> {
    fn fault(&mut self, path: &str, code: &'static str, rule: &str) {
        let field = if path.is_empty() { "body" } else { path };
        self.faults.add(field, code, format!("{field} {rule}"));
    }

    fn resolved(&self, schema: &'d Value) -> &'d Value {
        match schema["$ref"].as_str().and_then(|text| text.rsplit('/').next()) {
            Some(name) => &self.schemas[name],
            None => schema,
        }
    }

    fn value(&mut self, schema: &'d Value, value: &Value, path: &str) {
        let schema = self.resolved(schema);
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.value(part, value, path);
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            self.choice(choices, value, path);
        }
        if !self.type_fits(schema, value, path) {
            return;
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
            self.fault(path, "field_invalid", &format!("must be one of {}", words.join(", ")));
        }
        match value {
            Value::String(text) => self.text(schema, text, path),
            Value::Number(_) => self.number(schema, value, path),
            Value::Array(items) => self.list(schema, items, path),
            Value::Object(fields) => self.object(schema, fields, path),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Our choices are always "nothing, or one shape".
    fn choice(&mut self, choices: &'d [Value], value: &Value, path: &str) {
        let is_null = |choice: &Value| choice["type"] == "null";
        if value.is_null() && choices.iter().any(is_null) {
            return;
        }
        let mut shapes = choices.iter().filter(|choice| !is_null(choice));
        if let (Some(shape), None) = (shapes.next(), shapes.next()) {
            self.value(shape, value, path);
        }
    }

    fn type_fits(&mut self, schema: &Value, value: &Value, path: &str) -> bool {
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => return true,
        };
        let fits = |name: &&str| match *name {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            "null" => value.is_null(),
            _ => true,
        };
        let fits = types.iter().any(fits);
        if !fits {
            let names: Vec<&str> = types.into_iter().filter(|name| *name != "null").collect();
            let article = if names.first().is_some_and(|n| n.starts_with(['a', 'i', 'o'])) {
                "an"
            } else {
                "a"
            };
            self.fault(path, "field_invalid", &format!("must be {article} {}", names.join(" or ")));
        }
        fits
    }

    fn text(&mut self, schema: &Value, text: &str, path: &str) {
        let length = text.chars().count() as u64;
        if let Some(most) = schema["maxLength"].as_u64().filter(|most| length > *most) {
            self.fault(path, "field_too_long", &format!("must be at most {most} characters"));
        }
        if let Some(least) = schema["minLength"].as_u64().filter(|least| length < *least) {
            self.fault(path, "field_missing", &format!("must be at least {least} characters"));
        }
        if let Some(pattern) = schema["pattern"].as_str()
            && pattern_fits(pattern, text) == Some(false)
        {
            self.fault(path, "field_invalid", &format!("must match {pattern}"));
        }
        if let Some(format) = schema["format"].as_str()
            && time::fits_format(format, text) == Some(false)
        {
            self.fault(path, "field_invalid", &format!("must be a {format}"));
        }
    }

    fn number(&mut self, schema: &Value, value: &Value, path: &str) {
        let Some(number) = value.as_i64() else {
            if value.is_u64() {
                self.fault(path, "field_invalid", "is too large");
            }
            return;
        };
        if let Some(least) = schema["minimum"].as_i64().filter(|least| number < *least) {
            self.fault(path, "field_invalid", &format!("must be at least {least}"));
        }
        if let Some(most) = schema["maximum"].as_i64().filter(|most| number > *most) {
            self.fault(path, "field_invalid", &format!("must be at most {most}"));
        }
    }

    fn list(&mut self, schema: &'d Value, items: &[Value], path: &str) {
        let length = items.len() as u64;
        if let Some(most) = schema["maxItems"].as_u64().filter(|most| length > *most) {
            self.fault(path, "field_too_long", &format!("must have at most {most} items"));
            return;
        }
        if let Some(least) = schema["minItems"].as_u64().filter(|least| length < *least) {
            self.fault(path, "field_missing", &format!("must have at least {least} items"));
        }
        for (place, item) in items.iter().enumerate() {
            self.value(&schema["items"], item, &format!("{path}[{place}]"));
        }
    }

    fn object(&mut self, schema: &'d Value, fields: &serde_json::Map<String, Value>, path: &str) {
        let known = &schema["properties"];
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                self.fault(&below(path, name), "field_missing", "is missing");
            }
        }
        for (name, value) in fields {
            match known.get(name) {
                Some(schema) => self.value(schema, value, &below(path, name)),
                None if schema["additionalProperties"] == false => {
                    self.fault(&below(path, name), "field_invalid", "is not known here");
                }
                None => {}
            }
        }
    }
}

fn pattern_fits(pattern: &str, text: &str) -> Option<bool> {
    if pattern == "^[A-Z]{3}$" {
        return Some(money::Currency::parse(text).is_some());
    }
    id::fits_pattern(pattern, text)
}
