//! One call a field, in the order of the wire, and what the calls ask of the type's parameters.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Generics, Member, Path};
use thrive_plan::Kind;

use super::names::Names;
use crate::check::{Event, Form, Place, Presence, Property, Role, Written};
use crate::tokens::{Tokens, append, append_arguments, append_one};

/// How a field is reached.
pub(super) enum Access {
    /// As a field of this variable.
    Field(Ident),
    /// By the variable that a pattern bound to it.
    Bound,
}

/// The variable that a variant's pattern binds to a field.
pub(super) fn binding(member: &Member) -> Ident {
    match member {
        Member::Named(ident) => format_ident!("__{}", ident.unraw()),
        Member::Unnamed(index) => format_ident!("__{}", index.index),
    }
}

/// `ty: check<lead names>`
pub(super) struct Bound {
    pub(super) ty: Tokens,
    pub(super) check: TokenStream,
    pub(super) lead: Option<TokenStream>,
    pub(super) names: Vec<Ident>,
}

impl Bound {
    /// A type that is an event itself, where only the user of a generic type can know it.
    pub(super) fn of_event(ty: &Tokens, generics: &Generics, krate: &Path) -> Option<Self> {
        ty.mention_type(generics).then(|| Bound {
            ty: ty.clone(),
            check: quote!(#krate::TrackEvent),
            lead: None,
            names: Vec::new(),
        })
    }
}

pub(super) struct Body<'a> {
    ident: &'a Ident,
    generics: &'a Generics,
    names: &'a Names,
    access: &'a Access,
    calls: TokenStream,
    bounds: Vec<Bound>,
}

impl<'a> Body<'a> {
    pub(super) fn new(ident: &'a Ident, generics: &'a Generics, names: &'a Names, access: &'a Access) -> Self {
        Body { ident, generics, names, access, calls: TokenStream::new(), bounds: Vec::new() }
    }

    pub(super) fn finish(self) -> (TokenStream, Vec<Bound>) {
        (self.calls, self.bounds)
    }

    /// The whole event.
    pub(super) fn event(&mut self, event: &Event) {
        let name = event.name.as_str();
        let prefix = format!("{{\"event_name\":{},\"properties\":", json_string(name));
        self.say("event", Some(&prefix));
        self.members(name, &event.properties);
        for place in &event.flattened.places {
            self.flattened(place, self.names.get(name).to_token_stream());
        }
        match &event.user {
            Role::Field(place) => self.role(place, "UserId", name),
            _ => self.say("no_user", None),
        }
        match &event.timestamp {
            Some(place) => self.role(place, "EventTime", name),
            None => self.say("no_timestamp", None),
        }
        match &event.group {
            Role::Field(place) if event.group_required => self.role(place, "GroupId", name),
            Role::Field(place) => self.role(place, "OptionalGroupId", name),
            _ => self.say("no_group", None),
        }
        self.members(name, &event.context);
        self.say("end", None);
    }

    fn members(&mut self, event: &str, members: &[Property]) {
        for member in members {
            match member {
                Property::Field(written) => self.member(event, written),
                Property::Constant { name, json } => self.constant(name, json),
            }
        }
    }

    fn member(&mut self, event: &str, written: &Written) {
        let names = [event, &written.name];
        let names = names.iter().filter_map(|name| self.names.get(name)).cloned().collect();
        if written.nested.is_some() {
            self.probed(&written.place, written.presence, &written.name);
            return;
        }
        let Call { check, lead, method, form } = Call::of(written.form, written.presence);
        let arguments = Arguments { method, key: Some(&written.name), form };
        self.call(&written.place, check, lead, names, arguments);
    }

    fn role(&mut self, place: &Place, check: &str, event: &str) {
        let names = self.names.get(event).cloned().into_iter().collect();
        self.call(place, check, None, names, Arguments::NONE);
    }

    fn constant(&mut self, name: &str, json: &str) {
        self.say("constant", Some(&format!("{}{json}", key(name))));
    }

    /// The fields of another type; `whole` is what they are part of.
    pub(super) fn flattened(&mut self, place: &Place, whole: TokenStream) {
        self.call(place, "FlattenedFields", Some(whole), Vec::new(), Arguments::NONE);
    }

    /// A field that const evaluation checks, its kind included: whether its type is a value at all is not asked here.
    fn probed(&mut self, place: &Place, presence: Presence, name: &str) {
        let ty = place.ty.without_self(self.ident, self.generics);
        // `__thrive::Probe::<ty>::method(value, key, __out);`
        let calls = &mut self.calls;
        append!(calls, __thrive::Probe::<);
        ty.to_tokens(calls);
        append!(calls, >::);
        let arguments = Arguments { method: method(presence), key: Some(name), form: None };
        append_one(calls, arguments.method);
        append_arguments(calls, |inside| arguments.append_to(inside, self.access, place));
        append!(calls, ;);
    }

    /// One field's call; `lead` are type arguments of the check before the names.
    pub(super) fn call(
        &mut self,
        place: &Place,
        check: &str,
        lead: Option<TokenStream>,
        names: Vec<Ident>,
        arguments: Arguments<'_>,
    ) {
        let lead = lead.map(|lead| quote!(#lead,));
        let ty = place.ty.without_self(self.ident, self.generics);
        // `<ty as __thrive::check<lead names>>::method(value, key, form __out);`
        let calls = &mut self.calls;
        append!(calls, <);
        ty.to_tokens(calls);
        append!(calls, as __thrive::);
        append_one(calls, check);
        append!(calls, <);
        lead.to_tokens(calls);
        for name in &names {
            name.to_tokens(calls);
            append!(calls, ,);
        }
        append!(calls, >>::);
        append_one(calls, arguments.method);
        append_arguments(calls, |inside| arguments.append_to(inside, self.access, place));
        append!(calls, ;);
        if ty.mention_type(self.generics) {
            let check = format_ident!("{check}");
            self.bounds.push(Bound { ty, check: quote!(__thrive::#check), lead, names });
        }
    }

    /// `__out.method(text);`
    fn say(&mut self, method: &str, text: Option<&str>) {
        let calls = &mut self.calls;
        append!(calls, __out.);
        append_one(calls, method);
        append_arguments(calls, |inside| text.map(Literal::string).to_tokens(inside));
        append!(calls, ;);
    }
}

/// How a check is called.
pub(super) struct Arguments<'a> {
    pub(super) method: &'static str,
    /// The member that is written.
    pub(super) key: Option<&'a str>,
    /// An argument between the key and the encoder, with its comma.
    pub(super) form: Option<TokenStream>,
}

impl Arguments<'_> {
    pub(super) const NONE: Self = Arguments { method: "write", key: None, form: None };

    /// `value, key, form __out`
    fn append_to(&self, inside: &mut TokenStream, access: &Access, place: &Place) {
        match access {
            Access::Field(whole) => {
                append!(inside, &);
                whole.to_tokens(inside);
                append!(inside, .);
                place.member.to_tokens(inside);
            }
            Access::Bound => binding(&place.member).to_tokens(inside),
        }
        append!(inside, ,);
        if let Some(name) = self.key {
            Literal::string(&key(name)).to_tokens(inside);
            append!(inside, ,);
        }
        self.form.to_tokens(inside);
        append!(inside, __out);
    }
}

fn method(presence: Presence) -> &'static str {
    match presence {
        Presence::Required | Presence::Optional => "write",
        Presence::OrNull => "write_or_null",
        Presence::IfGiven => "write_if_given",
    }
}

/// The trait that a member's type must have, and how it is called.
pub(super) struct Call {
    pub(super) check: &'static str,
    pub(super) lead: Option<TokenStream>,
    pub(super) method: &'static str,
    /// An argument between the key and the encoder, with its comma.
    pub(super) form: Option<TokenStream>,
}

impl Call {
    fn of(form: Form, presence: Presence) -> Self {
        let required = presence == Presence::Required;
        let method = method(presence);
        let choose = |always, maybe| if required { always } else { maybe };
        let (check, lead) = match form {
            Form::Kind(kind) => (kind_check(kind, required), None),
            Form::Items(kind) => (items_check(kind, required), None),
            Form::Hashed => (choose("HashedValue", "OptionalHashedValue"), None),
            // An id that the schema requires is there, null or not. The event's time is always there.
            Form::Id if matches!(presence, Presence::Required | Presence::OrNull) => return Call::plain("IdProperty"),
            Form::Id => return Call::plain("OptionalIdProperty"),
            Form::Time => return Call::plain("TimeProperty"),
            Form::Json(kind) => return Call::json(kind, presence),
        };
        Call { check, lead, method, form: None }
    }

    fn plain(check: &'static str) -> Self {
        Call { check, lead: None, method: "write", form: None }
    }

    pub(super) fn json(kind: Kind, presence: Presence) -> Self {
        let kind = match kind {
            Kind::Array => format_ident!("array"),
            Kind::Object => format_ident!("object"),
            _ => format_ident!("any"),
        };
        let presence = match presence {
            Presence::Required => quote!(.required()),
            Presence::OrNull => quote!(.or_null()),
            Presence::Optional | Presence::IfGiven => TokenStream::new(),
        };
        let form = quote!(__thrive::JsonForm::#kind() #presence,);
        Call { check: "JsonValue", lead: None, method: "write", form: Some(form) }
    }
}

fn kind_check(kind: Kind, required: bool) -> &'static str {
    match (kind, required) {
        (Kind::Any, true) => "AnyValue",
        (Kind::Any, false) => "OptionalAnyValue",
        (Kind::String, true) => "StringValue",
        (Kind::String, false) => "OptionalStringValue",
        (Kind::Integer, true) => "IntegerValue",
        (Kind::Integer, false) => "OptionalIntegerValue",
        (Kind::Number, true) => "NumberValue",
        (Kind::Number, false) => "OptionalNumberValue",
        (Kind::Boolean, true) => "BooleanValue",
        (Kind::Boolean, false) => "OptionalBooleanValue",
        (Kind::DateTime, true) => "DateTimeValue",
        (Kind::DateTime, false) => "OptionalDateTimeValue",
        (Kind::Date, true) => "DateValue",
        (Kind::Date, false) => "OptionalDateValue",
        (Kind::Uuid, true) => "UuidValue",
        (Kind::Uuid, false) => "OptionalUuidValue",
        (Kind::Array, true) => "ArrayValue",
        (Kind::Array, false) => "OptionalArrayValue",
        (Kind::Object, true) => "ObjectValue",
        (Kind::Object, false) => "OptionalObjectValue",
    }
}

/// A trait for each kind of items, since a message would print a type for the kind with its path.
fn items_check(kind: Kind, required: bool) -> &'static str {
    match (kind, required) {
        (Kind::String, true) => "ArrayOfStrings",
        (Kind::String, false) => "OptionalArrayOfStrings",
        (Kind::Integer, true) => "ArrayOfIntegers",
        (Kind::Integer, false) => "OptionalArrayOfIntegers",
        (Kind::Number, true) => "ArrayOfNumbers",
        (Kind::Number, false) => "OptionalArrayOfNumbers",
        (Kind::Boolean, true) => "ArrayOfBooleans",
        (Kind::Boolean, false) => "OptionalArrayOfBooleans",
        (Kind::DateTime, true) => "ArrayOfDateTimes",
        (Kind::DateTime, false) => "OptionalArrayOfDateTimes",
        (Kind::Date, true) => "ArrayOfDates",
        (Kind::Date, false) => "OptionalArrayOfDates",
        (Kind::Uuid, true) => "ArrayOfUuids",
        (Kind::Uuid, false) => "OptionalArrayOfUuids",
        (Kind::Any | Kind::Array | Kind::Object, _) => kind_check(Kind::Array, required),
    }
}

/// `,"name":`, with all that the punctuation needs joined while compiling.
fn key(name: &str) -> String {
    format!(",{}:", json_string(name))
}

pub(crate) fn json_string(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            control if control < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(control))),
            plain => json.push(plain),
        }
    }
    json.push('"');
    json
}
