//! As much of JSON Schema (draft 2020-12) as `tests/check.schema.json` needs.

use serde_json::Value;

const KEYWORDS: [&str; 12] = [
    "$schema",
    "$id",
    "title",
    "description",
    "$ref",
    "type",
    "enum",
    "required",
    "additionalProperties",
    "minimum",
    "minItems",
    "maxItems",
];

/// Where a value is not what a schema says, a line each.
pub(crate) fn mistakes(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Checker { root: schema, found: &mut found }.check(schema, value, "$");
    found
}

/// Keywords of a schema that are not checked here.
pub(crate) fn unknown_keywords(schema: &Value) -> Vec<String> {
    let Some(object) = schema.as_object() else { return Vec::new() };
    let mut unknown = Vec::new();
    for (key, inner) in object {
        match key.as_str() {
            "properties" | "$defs" => {
                unknown.extend(inner.as_object().into_iter().flatten().flat_map(|(_, it)| unknown_keywords(it)));
            }
            "items" => unknown.extend(unknown_keywords(inner)),
            "anyOf" => unknown.extend(inner.as_array().into_iter().flatten().flat_map(unknown_keywords)),
            key if KEYWORDS.contains(&key) => {}
            key => unknown.push(key.to_owned()),
        }
    }
    unknown
}

struct Checker<'a> {
    root: &'a Value,
    found: &'a mut Vec<String>,
}

impl Checker<'_> {
    fn check(&mut self, schema: &Value, value: &Value, at: &str) {
        if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
            let definition = &self.root["$defs"][name];
            assert!(definition.is_object(), "{name} is defined");
            self.check(definition, value, at);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let fits = |choice: &Value| {
                let mut found = Vec::new();
                Checker { root: self.root, found: &mut found }.check(choice, value, at);
                found.is_empty()
            };
            if !choices.iter().any(fits) {
                self.found.push(format!("{at}: {value} fits no choice"));
            }
        }
        if !schema["type"].is_null() && !types(&schema["type"]).any(|name| is_a(value, name)) {
            self.found.push(format!("{at}: {value} is no {}", schema["type"]));
        }
        if schema["enum"].as_array().is_some_and(|values| !values.contains(value)) {
            self.found.push(format!("{at}: {value} is none of {}", schema["enum"]));
        }
        if let (Some(least), Some(number)) = (schema["minimum"].as_i64(), value.as_i64())
            && number < least
        {
            self.found.push(format!("{at}: {number} is less than {least}"));
        }
        if let Some(items) = value.as_array() {
            self.list(schema, items, at);
        }
        if value.is_object() {
            self.object(schema, value, at);
        }
    }

    fn list(&mut self, schema: &Value, items: &[Value], at: &str) {
        let length = items.len() as u64;
        let short = schema["minItems"].as_u64().is_some_and(|least| length < least);
        if short || schema["maxItems"].as_u64().is_some_and(|most| length > most) {
            self.found.push(format!("{at}: {length} items"));
        }
        if schema["items"].is_object() {
            for (index, item) in items.iter().enumerate() {
                self.check(&schema["items"], item, &format!("{at}[{index}]"));
            }
        }
    }

    fn object(&mut self, schema: &Value, value: &Value, at: &str) {
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(name).is_none() {
                self.found.push(format!("{at}: {name} is missing"));
            }
        }
        for (name, inner) in value.as_object().into_iter().flatten() {
            match schema["properties"].get(name) {
                Some(property) => self.check(property, inner, &format!("{at}.{name}")),
                None if schema["additionalProperties"] == false => self.found.push(format!("{at}: {name} is extra")),
                None => {}
            }
        }
    }
}

fn types(declared: &Value) -> impl Iterator<Item = &str> {
    let list = declared.as_array().map_or(std::slice::from_ref(declared), Vec::as_slice);
    list.iter().filter_map(Value::as_str)
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
