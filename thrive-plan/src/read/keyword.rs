//! The words of a plan file.

pub(super) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

// Keywords of JSON Schema.
pub(super) const SCHEMA: &str = "$schema";
pub(super) const TITLE: &str = "title";
pub(super) const DESCRIPTION: &str = "description";
pub(crate) const TYPE: &str = "type";
pub(super) const FORMAT: &str = "format";
pub(super) const CONST: &str = "const";
pub(super) const ENUM: &str = "enum";
pub(super) const MINIMUM: &str = "minimum";
pub(super) const MAXIMUM: &str = "maximum";
pub(super) const MIN_LENGTH: &str = "minLength";
pub(super) const MAX_LENGTH: &str = "maxLength";
pub(super) const PATTERN: &str = "pattern";
pub(crate) const ITEMS: &str = "items";
pub(crate) const PROPERTIES: &str = "properties";
pub(super) const REQUIRED: &str = "required";
pub(super) const ADDITIONAL: &str = "additionalProperties";
pub(super) const EXAMPLES: &str = "examples";

// Thrive's own.
pub(super) const PERSONAL: &str = "x-personal";
pub(super) const VERSION: &str = "version";
pub(super) const DEPRECATED: &str = "deprecated";
pub(crate) const EVENTS: &str = "events";
/// Of a plan, where `x-personal` is of a value.
pub(super) const PLAN_PERSONAL: &str = "personal";

// The members of an event on the wire, beside its properties.
pub(super) const EVENT_NAME: &str = "event_name";
pub(super) const USER_ID: &str = "user_id";
pub(super) const TIMESTAMP: &str = "timestamp";
pub(super) const CONTEXT: &str = "context";
pub(super) const GROUP_ID: &str = "group_id";

pub(super) const OBJECT: &str = "object";

/// What a word is that stands where none of these may.
pub(super) const KEYWORD: &str = "a supported keyword here";
