//! What a schema asks of the inside of a value, checked while the user's crate compiles.
//!
//! Where a kind is all that a schema asks, a trait checks it, whose error the compiler words by `on_unimplemented`. Where it
//! says what is inside, the values of an enum, the items of an array, the members of an object, the type's [`Shape`] is a
//! constant that these functions compare with the schema's [`Rule`], the kind included: only so can one message say all
//! that the type needs. They panic in a `const _: () = ..` of the derive, and the compiler shows the message at the type
//! that the call is spanned at. Whatever is wrong with one value is in one message.
//!
//! An unknown shape inside of a value is no mistake here: it is reported where the value's type is derived.

mod case;
mod judge;
mod leaves;
mod members;
mod message;
mod near;
mod remedy;
mod variants;

use super::shape::{FieldShape, Shape};
use judge::{Given, Need, Place, judge};
use leaves::{Leaf, brings, leaf, leaves};
use members::{Allowed, judge_custom, judge_members};
use message::{Message, same};

/// What a schema asks of a value.
#[derive(Clone, Copy)]
pub enum Rule {
    /// Nothing.
    Any,
    /// Any string.
    String,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// A moment.
    DateTime,
    /// A day.
    Date,
    /// A UUID.
    Uuid,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A list of such items.
    Array(&'static Asked),
    /// An object.
    Object {
        /// The members that the schema lists.
        members: &'static [MemberRule],
        /// Whether it allows no others.
        closed: bool,
    },
    /// This value only, in JSON.
    Constant(&'static str),
}

/// What a schema asks of a value that may be null.
#[derive(Clone, Copy)]
pub struct Asked {
    /// What it asks of a value that is not null.
    pub rule: Rule,
    /// Whether null will do.
    pub nullable: bool,
}

impl Asked {
    /// Asks for a value that is not null.
    pub const fn of(rule: Rule) -> Self {
        Asked { rule, nullable: false }
    }

    /// The same, and null will do.
    pub const fn or_null(self) -> Self {
        Asked { nullable: true, ..self }
    }
}

/// What a schema asks of a member of an object.
#[derive(Clone, Copy)]
pub struct MemberRule {
    /// The member's name.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the author must declare it as personal data.
    pub personal: bool,
    /// What its value must be.
    pub asked: Asked,
}

impl MemberRule {
    /// A member that must be there.
    pub const fn required(name: &'static str, rule: Rule) -> Self {
        MemberRule { name, required: true, personal: false, asked: Asked::of(rule) }
    }

    /// A member that may be left out.
    pub const fn optional(name: &'static str, rule: Rule) -> Self {
        MemberRule { required: false, ..Self::required(name, rule) }
    }

    /// The same, and null will do.
    pub const fn or_null(self) -> Self {
        MemberRule { asked: self.asked.or_null(), ..self }
    }

    /// The same, and its author must declare it as personal data.
    pub const fn personal(self) -> Self {
        MemberRule { personal: true, ..self }
    }
}

/// Whether the type of a property is all that its schema asks. `ty` is the type as the user wrote it.
#[track_caller]
pub const fn fits(field: (Shape, bool), ty: &str, event: &str, member: &MemberRule) {
    let mut message = Message::new();
    let place = Place::property(member.name, event);
    judge(Given::property(&field, ty), Need::property(member), &place, &mut message);
    message.report();
}

/// Whether a flattened type's fields are what the event's schema asks. `direct` are the event's other properties.
#[track_caller]
pub const fn flattens(
    shape: Shape,
    event: &str,
    members: &'static [MemberRule],
    closed: bool,
    direct: &[&str],
    declare_personal: bool,
) {
    let mut message = Message::new();
    if let Shape::Fields(of, fields) = shape {
        let allowed = Allowed { members, closed, declare_personal };
        judge_members(of, fields, &allowed, direct, &Place::event(event), &mut message);
    }
    message.report();
}

/// Whether the fields of a type that is flattened into an event without a schema are no others of it.
#[track_caller]
pub const fn flattens_custom(shape: Shape, event: &str, direct: &[&str]) {
    let mut message = Message::new();
    if let Shape::Fields(of, fields) = shape {
        judge_custom(of, fields, direct, &Place::event(event), &mut message);
    }
    message.report();
}

/// Whether what a struct flattens brings no name twice. `what` is the struct's name.
#[track_caller]
pub const fn distinct(shapes: &[Shape], what: &str, direct: &[&str]) {
    let mut message = Message::new();
    twice(shapes, &["`", what, "`"], direct, &mut message);
    message.report();
}

/// Whether an event has every required property, of which no direct field is one of `owed`, and none twice from two
/// flattened types. Beside the name of a property stands what it is.
#[track_caller]
pub const fn complete(shapes: &[Shape], ident: &str, event: &str, owed: &[(&str, &str)]) {
    let mut message = Message::new();
    judge_whole(shapes, ident, event, owed, &mut message);
    message.report();
}

const fn judge_whole(shapes: &[Shape], ident: &str, event: &str, owed: &[(&str, &str)], message: &mut Message) {
    twice(shapes, &["event `", event, "`"], &[], message);
    let (mut missing, mut rest) = (0, owed);
    while let [(name, _), others @ ..] = rest {
        missing += !any_brings(shapes, name) as usize;
        rest = others;
    }
    if missing > 0 {
        message.line(&["event `", event, "` requires "]);
        let mut listed = 0;
        rest = owed;
        while let [(name, _), others @ ..] = rest {
            if !any_brings(shapes, name) {
                message.listed(listed, missing, name, "and");
                listed += 1;
            }
            rest = others;
        }
        message.push(&[", and neither `", ident, "` nor what it flattens has a field for that"]);
        rest = owed;
        while let [(name, what), others @ ..] = rest {
            if !any_brings(shapes, name) {
                message.push(&[
                    "\n- add a field `",
                    name,
                    "` to one of them: ",
                    what,
                    "; or name the one that holds it: ",
                ]);
                message.push(&["`#[track(property = \"", name, "\")]`"]);
            }
            rest = others;
        }
    }
}

const fn any_brings(shapes: &[Shape], name: &str) -> bool {
    let mut rest = shapes;
    while let [shape, others @ ..] = rest {
        match shape {
            Shape::Fields(_, fields) if !brings(fields, name) => {}
            // An unknown type may bring it; what is wrong with that type is said elsewhere.
            _ => return true,
        }
        rest = others;
    }
    false
}

/// Names that come from two of the shapes, twice from one, or from one and directly.
const fn twice(shapes: &[Shape], owner: &[&str], direct: &[&str], message: &mut Message) {
    let mut earlier = 0;
    let mut rest = shapes;
    while let [shape, others @ ..] = rest {
        if let Shape::Fields(_, fields) = shape {
            let (mut n, count) = (0, leaves(fields));
            while n < count {
                if let Some(Leaf { field, .. }) = leaf("", fields, n)
                    && (contains(direct, field.name)
                        || before(shapes, earlier, field.name)
                        || first(fields, field.name) < n)
                {
                    message.start();
                    message.push(owner);
                    message.push(&[
                        " gets `",
                        field.name,
                        "` twice: call one of them otherwise, `#[track(property = \"..\")]`",
                    ]);
                }
                n += 1;
            }
        }
        earlier += 1;
        rest = others;
    }
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut rest = names;
    while let [first, others @ ..] = rest {
        if same(first, name) {
            return true;
        }
        rest = others;
    }
    false
}

/// Whether one of the first `count` shapes brings the name.
const fn before(shapes: &[Shape], count: usize, name: &str) -> bool {
    let mut rest = shapes.split_at(count).0;
    while let [shape, others @ ..] = rest {
        if let Shape::Fields(_, fields) = shape
            && first(fields, name) < leaves(fields)
        {
            return true;
        }
        rest = others;
    }
    false
}

/// Which of the fields is the first of that name.
const fn first(fields: &'static [FieldShape], name: &str) -> usize {
    let (mut n, count) = (0, leaves(fields));
    while n < count {
        if let Some(Leaf { field, .. }) = leaf("", fields, n)
            && same(field.name, name)
        {
            return n;
        }
        n += 1;
    }
    n
}

#[cfg(test)]
mod tests;
