//! Whether an object's members are those that its rule lists.

use super::judge::{Given, Need, Place, judge};
use super::leaves::{Leaf, brings, leaf, leaves};
use super::message::{Message, same};
use super::{MemberRule, contains};
use crate::value::shape::{FieldShape, Personal, Shape};

/// What a schema allows in an object.
pub(super) struct Allowed {
    pub(super) members: &'static [MemberRule],
    /// Whether nothing else is allowed.
    pub(super) closed: bool,
    /// Whether what is personal must be declared.
    pub(super) declare_personal: bool,
}

impl Allowed {
    const fn get(&self, name: &str) -> Option<&MemberRule> {
        let mut rest = self.members;
        while let [member, others @ ..] = rest {
            if same(member.name, name) {
                return Some(member);
            }
            rest = others;
        }
        None
    }

    const fn knows(&self, field: &FieldShape) -> bool {
        self.get(field.name).is_some() || (field.explicit && !self.closed)
    }
}

/// A struct's fields against an object's rule, or a flattened type's against an event's; then `direct` are the event's
/// own properties.
pub(super) const fn judge_members(
    fields: &'static [FieldShape],
    allowed: &Allowed,
    direct: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut n, leaves) = (0, leaves(fields));
    while n < leaves {
        if let Some(leaf) = leaf(fields, n) {
            judge_member(leaf, allowed, direct, place, message);
        }
        n += 1;
    }
    // What a flattened type does not bring, another one or the event itself may.
    if !place.is_event() {
        missing(fields, allowed, place, message);
    }
    unknown(fields, allowed, direct, place, message);
}

/// A flattened type's fields against an event that has no schema.
pub(super) const fn judge_custom(
    fields: &'static [FieldShape],
    direct: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut n, leaves) = (0, leaves(fields));
    while n < leaves {
        if let Some(Leaf { field, .. }) = leaf(fields, n)
            && contains(direct, field.name)
        {
            taken(field.name, place, message);
        }
        n += 1;
    }
}

const fn taken(name: &str, place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[
        " has `",
        name,
        "` from a field of its own, and this type brings another: call one of them otherwise, ",
    ]);
    message.push(&["`#[track(property = \"..\")]`, or leave one out, `#[track(skip)]`"]);
}

const fn judge_member(leaf: Leaf, allowed: &Allowed, direct: &[&str], place: &Place<'_>, message: &mut Message) {
    let Leaf { field, optional } = leaf;
    if contains(direct, field.name) {
        return taken(field.name, place, message);
    }
    let Some(member) = allowed.get(field.name) else { return };
    let given = Given { shape: &field.shape, optional, nullable: field.nullable, personal: field.personal };
    let need = Need {
        rule: &member.asked.rule,
        required: member.required,
        nullable: member.asked.nullable,
        kind_is_checked: false,
    };
    let place = place.member(field.name);
    judge(given, need, &place, message);
    if member.personal && allowed.declare_personal && matches!(field.personal, Personal::Undeclared) {
        say_undeclared(&place, message);
    }
}

const fn say_undeclared(place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" is personal data, and the plan asks to declare it: "]);
    message.push(&["`#[track(personal)]` or `#[track(hashed)]` on that field"]);
}

/// What must be there and is not.
const fn missing(fields: &'static [FieldShape], allowed: &Allowed, place: &Place<'_>, message: &mut Message) {
    let (mut count, mut rest) = (0, allowed.members);
    while let [member, others @ ..] = rest {
        count += (member.required && !brings(fields, member.name)) as usize;
        rest = others;
    }
    if count > 0 {
        say_missing(count, fields, allowed, place, message);
    }
}

const fn say_missing(
    count: usize,
    fields: &'static [FieldShape],
    allowed: &Allowed,
    place: &Place<'_>,
    message: &mut Message,
) {
    place.start(message);
    message.push(&[" requires "]);
    let (mut listed, mut rest, mut first) = (0, allowed.members, "");
    while let [member, others @ ..] = rest {
        if member.required && !brings(fields, member.name) {
            message.listed(listed, count, member.name, "and");
            first = if listed == 0 { member.name } else { first };
            listed += 1;
        }
        rest = others;
    }
    message.push(&[", and its struct has no field for that"]);
    message.push(&["\n- add a field `", first, "` to that struct, or name the one that holds it: "]);
    message.push(&["`#[track(property = \"", first, "\")]`"]);
}

/// Fields that the schema does not know, and that nobody named.
const fn unknown(
    fields: &'static [FieldShape],
    allowed: &Allowed,
    direct: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut count, mut n) = (0, 0);
    let leaves = leaves(fields);
    while n < leaves {
        if let Some(Leaf { field, .. }) = leaf(fields, n) {
            count += is_unknown(field, allowed, direct) as usize;
        }
        n += 1;
    }
    if count > 0 {
        say_unknown(count, fields, allowed, direct, place, message);
    }
}

const fn say_unknown(
    count: usize,
    fields: &'static [FieldShape],
    allowed: &Allowed,
    direct: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    place.start(message);
    message.push(&[if allowed.closed { " allows no " } else { " knows no " }]);
    message.push(&[if place.is_event() { "property " } else { "" }]);
    let (mut listed, mut n) = (0, 0);
    let leaves = leaves(fields);
    while n < leaves {
        if let Some(Leaf { field, .. }) = leaf(fields, n)
            && is_unknown(field, allowed, direct)
        {
            message.listed(listed, count, field.name, "or");
            listed += 1;
        }
        n += 1;
    }
    message.push(&[", which this type brings"]);
    free(fields, allowed, direct, message);
    if !allowed.closed {
        message.push(&["\n- to send it all the same: `#[track(property)]` on that field"]);
    }
    message.push(&["\n- to keep it in the process: `#[track(skip)]` on that field"]);
}

const fn is_unknown(field: &FieldShape, allowed: &Allowed, direct: &[&str]) -> bool {
    !allowed.knows(field) && !contains(direct, field.name)
}

/// What the schema knows and no field is yet: one of them may have been meant.
const fn free(fields: &'static [FieldShape], allowed: &Allowed, direct: &[&str], message: &mut Message) {
    let (mut count, mut rest) = (0, allowed.members);
    while let [member, others @ ..] = rest {
        count += is_free(member, fields, direct) as usize;
        rest = others;
    }
    if count == 0 {
        return;
    }
    message.push(&["\n- to send it as one that is known: `#[track(property = \"..\")]` with "]);
    let mut listed = 0;
    rest = allowed.members;
    while let [member, others @ ..] = rest {
        if is_free(member, fields, direct) {
            message.listed(listed, count, member.name, "or");
            listed += 1;
        }
        rest = others;
    }
}

const fn is_free(member: &MemberRule, fields: &'static [FieldShape], direct: &[&str]) -> bool {
    !brings(fields, member.name) && !contains(direct, member.name)
}

/// A map may have any members, and lack any.
pub(super) const fn judge_map(
    values: &Shape,
    nullable: bool,
    members: &'static [MemberRule],
    closed: bool,
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut required, mut rest) = (0, members);
    while let [member, others @ ..] = rest {
        required += member.required as usize;
        rest = others;
    }
    if required > 0 || closed {
        place.start(message);
        message.push(&[" must be an object"]);
        message.push(&[if required > 0 { " with " } else { " with nothing" }]);
        let mut listed = 0;
        rest = members;
        while let [member, others @ ..] = rest {
            if required == 0 && listed == 0 {
                message.push(&[" but "]);
            }
            if required == 0 {
                message.listed(listed, members.len(), member.name, "and");
                listed += 1;
            } else if member.required {
                message.listed(listed, required, member.name, "and");
                listed += 1;
            }
            rest = others;
        }
        message.push(&[if required > 0 { "; a map may lack them" } else { "; a map may have more" }]);
        message.push(&[": derive `TrackFields` on a struct"]);
        return;
    }
    rest = members;
    while let [member, others @ ..] = rest {
        let place = place.member(member.name);
        let given = Given { nullable, ..Given::always(values) };
        let need =
            Need { rule: &member.asked.rule, required: false, nullable: member.asked.nullable, kind_is_checked: false };
        judge(given, need, &place, message);
        if member.personal {
            place.start(message);
            message.push(&[" is personal data, and the plan asks to declare it, which a map cannot: "]);
            message.push(&["derive `TrackFields` on a struct"]);
        }
        rest = others;
    }
}
