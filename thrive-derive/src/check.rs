//! What a type says against what its events' schemas ask. Collects every mistake; what is right stays and is expanded,
//! so that the compiler checks the kinds of the other fields in the same run.

mod field;
mod members;
mod schema;
mod unknown;
mod words;

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Generics, LitStr, Member, Path};
use thrive_plan::{EventSchema, Kind, ObjectSchema, ValueSchema};

use crate::errors::Errors;
use crate::input::{self, Field, Input};
use crate::tokens::Tokens;
pub(crate) use field::refuse_conflicts;
use members::{Collected, Members};
use schema::{Found, Schemas};

/// A type that can be expanded.
pub(crate) struct Checked {
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    pub(crate) krate: Path,
    pub(crate) arms: Vec<Arm>,
    pub(crate) is_enum: bool,
    /// What makes cargo look again when a plan changes.
    pub(crate) watched: TokenStream,
}

impl Checked {
    /// Every field that is sent, in whatever part.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.arms.iter().flat_map(|arm| match arm {
            Arm::Event(event) => event.places(),
            Arm::Inner { place, .. } => vec![place],
        })
    }

    pub(crate) fn events(&self) -> impl Iterator<Item = &Event> {
        self.arms.iter().filter_map(|arm| match arm {
            Arm::Event(event) => Some(&**event),
            Arm::Inner { .. } => None,
        })
    }
}

/// A struct, or one variant of an enum.
pub(crate) enum Arm {
    Event(Box<Event>),
    /// A variant that wraps an event of its own.
    Inner {
        variant: Ident,
        place: Place,
    },
}

pub(crate) struct Event {
    /// The struct's or the variant's name.
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether it stands in no plan.
    pub(crate) custom: bool,
    /// In the order in which they go over the wire: the schema's, then the struct's.
    pub(crate) properties: Vec<Property>,
    pub(crate) flattened: Flattened,
    pub(crate) user: Role,
    pub(crate) timestamp: Option<Place>,
    pub(crate) group: Role,
    pub(crate) context: Vec<Property>,
    /// Whether the schema insists on a group.
    pub(crate) group_required: bool,
    /// What to use instead, and where the event was named.
    pub(crate) deprecated: Option<(String, Span)>,
}

impl Event {
    /// The fields that are written as members of an object.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Written> {
        self.properties.iter().chain(&self.context).filter_map(|property| match property {
            Property::Field(written) => Some(&**written),
            Property::Constant { .. } => None,
        })
    }

    pub(crate) fn places(&self) -> Vec<&Place> {
        let members = self.written().map(|written| &written.place).chain(&self.flattened.places);
        members.chain(self.user.place()).chain(self.group.place()).chain(&self.timestamp).collect()
    }
}

/// What stands in `properties` or in `context`.
pub(crate) enum Property {
    Field(Box<Written>),
    /// The schema allows one value, so nobody has to say it. The value is JSON text.
    Constant {
        name: String,
        json: String,
    },
}

impl Property {
    pub(crate) fn name(&self) -> &str {
        match self {
            Property::Field(written) => &written.name,
            Property::Constant { name, .. } => name,
        }
    }
}

/// The types whose fields are properties here, which only the compiler can look into.
#[derive(Default)]
pub(crate) struct Flattened {
    pub(crate) places: Vec<Place>,
    /// What they have to fit; of a custom event there is none.
    pub(crate) schema: Option<ObjectSchema>,
    pub(crate) declare_personal: bool,
    /// The required properties that no field of the type itself is.
    pub(crate) owed: Vec<Owed>,
}

/// A required property that is not there yet.
pub(crate) struct Owed {
    pub(crate) name: String,
    /// What it is, in words.
    pub(crate) what: String,
}

/// Where a role of the envelope comes from.
pub(crate) enum Role {
    Field(Place),
    /// Not from the type: the call has to name it.
    Missing,
    /// Not from the type, and not needed.
    NotNeeded,
    /// A mistake stands where it would come from, and was reported.
    Unknown,
}

impl Role {
    fn place(&self) -> Option<&Place> {
        match self {
            Role::Field(place) => Some(place),
            Role::Missing | Role::NotNeeded | Role::Unknown => None,
        }
    }
}

/// A field, as generated code reaches it.
pub(crate) struct Place {
    pub(crate) member: Member,
    pub(crate) ty: Tokens,
}

impl Place {
    pub(crate) fn of(field: &Field) -> Self {
        Place { member: field.member.clone(), ty: field.ty.clone() }
    }
}

/// A field that is written as a member of `properties` or `context`.
pub(crate) struct Written {
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) form: Form,
    pub(crate) presence: Presence,
    /// What is left for const evaluation to check.
    pub(crate) nested: Option<ValueSchema>,
    /// Whether the schema does not list it.
    pub(crate) unlisted: bool,
    /// Whether its author declared it personal data.
    pub(crate) personal: bool,
}

/// What a member's type must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Kind(Kind),
    /// An array of items of one scalar kind.
    Items(Kind),
    /// It is the id of the user or the group too, and so a string on the wire whatever its type.
    Id,
    /// It is the event's time too.
    Time,
    /// What serde makes of it: any JSON, or an array or an object of anything.
    Json(Kind),
    /// A keyed hash of it.
    Hashed,
}

/// When a member is left out, and when it is null.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presence {
    /// The type must have a value.
    Required,
    /// `None` is left out.
    Optional,
    /// `None` is null.
    OrNull,
    /// `None` is left out, `Some(None)` is null.
    IfGiven,
}

pub(crate) fn check(mut input: Input, errors: &mut Errors) -> Checked {
    let mut schemas = Schemas::of(input.plan.as_ref(), errors);
    let events = std::mem::take(&mut input.events);
    let names_user =
        input.is_enum && events.iter().any(|event| event.fields.iter().any(|field| field.attrs.user_id.is_some()));
    let arms = events.into_iter().map(|event| check_arm(&input, event, names_user, &mut schemas, errors)).collect();
    Checked {
        ident: input.ident,
        generics: input.generics,
        krate: input.krate,
        arms,
        is_enum: input.is_enum,
        watched: schemas.watched(),
    }
}

fn check_arm(input: &Input, event: input::Event, names_user: bool, schemas: &mut Schemas, errors: &mut Errors) -> Arm {
    if input.is_enum
        && let (None, [field @ Field { name: None, .. }]) = (&event.event, event.fields.as_slice())
        && field.attrs.given().is_empty()
        && event.custom.is_none()
        && !event.malformed
    {
        return Arm::Inner { variant: event.ident, place: Place::of(field) };
    }
    Arm::Event(Box::new(check_event(input, event, names_user, schemas, errors)))
}

fn check_event(
    input: &Input,
    mut event: input::Event,
    user_elsewhere: bool,
    schemas: &mut Schemas,
    errors: &mut Errors,
) -> Event {
    let found = schemas.find(input, &event, errors);

    let mut roles_unclear = event.malformed;
    for field in &mut event.fields {
        roles_unclear |= refuse_conflicts(field, errors);
    }
    let user = the_one(&event.fields, "user_id", |field| field.attrs.user_id, errors);
    let timestamp = the_one(&event.fields, "timestamp", |field| field.attrs.timestamp, errors);
    let group = the_one(&event.fields, "group_id", |field| field.attrs.group_id, errors);

    let name = event.event.as_ref().map(LitStr::value).unwrap_or_default();
    let (schema, declare_personal) = match &found {
        Found::Plan { schema, declare_personal, .. } => (Some(&**schema), *declare_personal),
        Found::Custom | Found::Mistaken => (None, false),
    };
    let custom = matches!(found, Found::Custom);
    let group_required =
        schema.is_some_and(|schema| schema.context.get("group_id").is_some_and(|group| group.required));
    let called = schema.map_or(name.as_str(), |schema| schema.name.as_str());
    let members = |schema, of_context| Members {
        event: called,
        fields: &event.fields,
        generics: &input.generics,
        schema,
        custom,
        declare_personal,
        of_context,
        user_elsewhere,
    };
    let Collected { written, flattened, meant, maybe_role, strangers } =
        members(schema.map(|schema| &schema.properties), false).properties(errors);
    roles_unclear |= maybe_role;
    let context = members(schema.map(|schema| &schema.context), true).contexts(errors);

    let fields = |written: Vec<Written>| -> Vec<Property> {
        written.into_iter().map(|written| Property::Field(Box::new(written))).collect()
    };
    let (mut properties, mut context) = (fields(written), fields(context));
    let mut flattened = Flattened { places: flattened, declare_personal, ..Flattened::default() };
    if let Some(schema) = schema {
        properties.extend(constants(&schema.properties, &properties));
        context.extend(constants(&schema.context, &context));
        if !event.malformed {
            unknown::report_missing_context(&event, schema, &context, errors);
        }
        let missing = if event.malformed { Vec::new() } else { missing(&event, schema, &properties, &meant, errors) };
        if flattened.places.is_empty() {
            unknown::report_missing(&event, &schema.name, &missing, &strangers, declare_personal, errors);
        } else {
            let owed = |property: &thrive_plan::Property| Owed {
                name: property.name.clone(),
                what: words::what(property, true, declare_personal),
            };
            flattened.owed = missing.into_iter().map(owed).collect();
            flattened.schema = Some(schema.properties.clone());
        }
        let order = |property: &Property| schema.properties.names().position(|name| name == property.name());
        properties.sort_by_cached_key(|property| order(property).unwrap_or(usize::MAX));
    }

    // What could not be read may be the role that is missing, and without a schema nobody knows what is needed.
    let absent_user = if roles_unclear || matches!(found, Found::Mistaken) { Role::Unknown } else { Role::Missing };
    let absent_group = match (&absent_user, group_required) {
        (Role::Unknown, _) => Role::Unknown,
        (_, true) => Role::Missing,
        (_, false) => Role::NotNeeded,
    };
    let named_at = event.event.as_ref().map_or_else(Span::call_site, LitStr::span);
    Event {
        ident: event.ident,
        description: event.description,
        custom,
        properties,
        flattened,
        user: user.map_or(absent_user, Role::Field),
        timestamp,
        group: group.map_or(absent_group, Role::Field),
        context,
        group_required,
        deprecated: schema.and_then(|schema| schema.deprecated.clone()).map(|instead| (instead, named_at)),
        name,
    }
}

/// The required properties that can have but one value and that no field is.
fn constants(schema: &ObjectSchema, properties: &[Property]) -> Vec<Property> {
    let constant = |property: &thrive_plan::Property| {
        let json = property.value.constant.clone()?;
        let is_field = properties.iter().any(|written| written.name() == property.name);
        (!is_field).then(|| Property::Constant { name: property.name.clone(), json })
    };
    schema.required().filter_map(constant).collect()
}

/// The required properties that nothing here is, but for those that were reported already.
fn missing<'s>(
    event: &input::Event,
    schema: &'s EventSchema,
    properties: &[Property],
    meant: &[String],
    errors: &mut Errors,
) -> Vec<&'s thrive_plan::Property> {
    let absent = schema.properties.required().filter(|required| {
        let name = required.name.as_str();
        !properties.iter().any(|property| property.name() == name) && !meant.iter().any(|meant| meant == name)
    });
    // A name that the schema does not list and that looks like one it requires is where the mistake was typed.
    absent.filter(|required| !unknown::report_misspelt(event, schema, &required.name, errors)).collect()
}

/// At most one field has a role.
fn the_one(fields: &[Field], role: &str, mark: impl Fn(&Field) -> Option<Span>, errors: &mut Errors) -> Option<Place> {
    let mut first: Option<&Field> = None;
    for field in fields {
        let Some(span) = mark(field) else { continue };
        match first {
            None => first = Some(field),
            Some(first) => {
                let first = describe(&first.member);
                errors.at(
                    span,
                    format!("two fields are the event's `{role}`: {first} already is; write `property` or `skip` here"),
                )
            }
        }
    }
    first.map(Place::of)
}

pub(crate) fn describe(member: &Member) -> String {
    match member {
        Member::Named(ident) => format!("`{ident}`"),
        Member::Unnamed(index) => format!("field {}", index.index),
    }
}
