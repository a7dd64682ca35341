//! Whether an object's members are those that its rule lists.

use super::judge::{Given, Need, Place, judge};
use super::leaves::{Leaf, brings, leaf, leaves};
use super::message::{Message, same};
use super::near::mistakes;
use super::remedy::{push_member, push_remedy};
use super::{MemberRule, Rule, contains};
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

/// The fields of the struct `of` against an object's rule, or a flattened type's against an event's; then `direct` are the
/// event's own properties.
pub(super) const fn judge_members(
    of: &'static str,
    fields: &'static [FieldShape],
    allowed: &Allowed,
    direct: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut n, leaves) = (0, leaves(fields));
    let mut unknown = 0;
    while n < leaves {
        if let Some(leaf) = leaf(of, fields, n) {
            judge_member(leaf, allowed, direct, place, message);
            unknown += is_unknown(leaf.field, allowed, direct) as usize;
        }
        n += 1;
    }
    let whole = Whole { of, fields, allowed, direct };
    // What a flattened type does not bring, another one or the event itself may.
    if !place.is_event() {
        missing(&whole, place, message);
    }
    if unknown > 0 {
        say_unknown(&whole, place, message);
    }
}

/// A flattened type's fields against an event that has no schema.
pub(super) const fn judge_custom(
    of: &'static str,
    fields: &'static [FieldShape],
    direct: &[&str],
    place: &Place<'_>,
    message: &mut Message,
) {
    let (mut n, leaves) = (0, leaves(fields));
    while n < leaves {
        if let Some(leaf) = leaf(of, fields, n)
            && contains(direct, leaf.field.name)
        {
            taken(&leaf, place, message);
        }
        n += 1;
    }
}

const fn taken(leaf: &Leaf, place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[
        " has `",
        leaf.field.name,
        "` from a field of its own, and `",
        leaf.of,
        "` brings another: call one of them otherwise, ",
    ]);
    message.push(&["`#[track(property = \"..\")]`, or leave one out, `#[track(skip)]`"]);
}

const fn judge_member(leaf: Leaf, allowed: &Allowed, direct: &[&str], place: &Place<'_>, message: &mut Message) {
    let Leaf { field, optional, .. } = leaf;
    if contains(direct, field.name) {
        return taken(&leaf, place, message);
    }
    let Some(member) = allowed.get(field.name) else { return };
    let (given, need) = (Given::field(field, optional), Need::member(member));
    let place = place.member(field.name);
    judge(given, need, &place, message);
    if member.personal && allowed.declare_personal && matches!(field.personal, Personal::Undeclared) {
        say_undeclared(leaf.of, &place, message);
    }
}

const fn say_undeclared(of: &str, place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" is personal data, and the plan asks to declare what is sent of it"]);
    message.push(&["\n- to send it as it is: `#[track(personal)]` on that field of `", of, "`"]);
    message
        .push(&["\n- to send a keyed hash of it: `#[track(hashed)]` on that field, and a `hash_key` for the client"]);
}

/// A struct whose fields are compared with what is allowed.
struct Whole<'a> {
    of: &'static str,
    fields: &'static [FieldShape],
    allowed: &'a Allowed,
    direct: &'a [&'a str],
}

impl<'a> Whole<'a> {
    /// The field of that number, if nobody knows it.
    const fn unknown(&self, number: usize) -> Option<Leaf> {
        match leaf(self.of, self.fields, number) {
            Some(leaf) if is_unknown(leaf.field, self.allowed, self.direct) => Some(leaf),
            _ => None,
        }
    }

    /// The member that an unknown field looks most like, of those that nothing is yet.
    const fn meant(&self, name: &str) -> Option<&'static MemberRule> {
        let mut best: Option<(usize, &'static MemberRule)> = None;
        let mut rest = self.allowed.members;
        while let [member, others @ ..] = rest {
            if let Some(count) = mistakes(name, member.name)
                && self.is_free(member)
            {
                best = match best {
                    Some((least, known)) if least <= count => Some((least, known)),
                    _ => Some((count, member)),
                };
            }
            rest = others;
        }
        match best {
            Some((_, member)) => Some(member),
            None => None,
        }
    }

    const fn is_free(&self, member: &MemberRule) -> bool {
        !brings(self.fields, member.name) && !contains(self.direct, member.name)
    }

    /// Whether the field of that number is unknown and like nothing that is known.
    const fn is_stranger(&self, number: usize) -> bool {
        match self.unknown(number) {
            Some(leaf) => self.meant(leaf.field.name).is_none(),
            None => false,
        }
    }

    /// Whether a member must be there, nothing is it, and nothing looks like it.
    const fn lacks(&self, member: &MemberRule) -> bool {
        if !member.required || brings(self.fields, member.name) {
            return false;
        }
        let (mut n, leaves) = (0, leaves(self.fields));
        while n < leaves {
            if let Some(Leaf { field, .. }) = self.unknown(n)
                && let Some(meant) = self.meant(field.name)
                && same(meant.name, member.name)
            {
                return false;
            }
            n += 1;
        }
        true
    }
}

const fn is_unknown(field: &FieldShape, allowed: &Allowed, direct: &[&str]) -> bool {
    !allowed.knows(field) && !contains(direct, field.name)
}

/// What must be there and is not.
const fn missing(whole: &Whole<'_>, place: &Place<'_>, message: &mut Message) {
    let (mut count, mut rest) = (0, whole.allowed.members);
    while let [member, others @ ..] = rest {
        count += whole.lacks(member) as usize;
        rest = others;
    }
    if count > 0 {
        say_missing(count, whole, place, message);
    }
}

const fn say_missing(count: usize, whole: &Whole<'_>, place: &Place<'_>, message: &mut Message) {
    place.start(message);
    message.push(&[" requires "]);
    let (mut listed, mut rest) = (0, whole.allowed.members);
    while let [member, others @ ..] = rest {
        if whole.lacks(member) {
            message.listed(listed, count, member.name, "and");
            listed += 1;
        }
        rest = others;
    }
    message.push(&[", and `", whole.of, "` has no field for that"]);
    push_strangers(whole, message);
    rest = whole.allowed.members;
    while let [member, others @ ..] = rest {
        if whole.lacks(member) {
            message.push(&["\n- add a field "]);
            push_member(member, 0, message);
            if member.personal && whole.allowed.declare_personal {
                message.push(&[
                    ", with `#[track(personal)]`, or `#[track(hashed)]` for a keyed hash of it, as it is personal data",
                ]);
            }
            if !matches!(member.asked.rule, Rule::Constant(_)) {
                message.push(&["; or name the one that holds it: `#[track(property = \"", member.name, "\")]`"]);
            }
        }
        rest = others;
    }
}

/// The fields of which nobody knows what they are: one of them may be what is missing.
const fn push_strangers(whole: &Whole<'_>, message: &mut Message) {
    let (mut count, mut n) = (0, 0);
    let leaves = leaves(whole.fields);
    while n < leaves {
        count += whole.is_stranger(n) as usize;
        n += 1;
    }
    if count == 0 {
        return;
    }
    message.push(&[", unless "]);
    let mut listed = 0;
    n = 0;
    while n < leaves {
        if let Some(Leaf { field, .. }) = whole.unknown(n)
            && whole.is_stranger(n)
        {
            message.listed(listed, count, field.name, "or");
            listed += 1;
        }
        n += 1;
    }
    message.push(&[" is"]);
}

/// Fields that the schema does not know, and that nobody named.
const fn say_unknown(whole: &Whole<'_>, place: &Place<'_>, message: &mut Message) {
    let (mut n, leaves) = (0, leaves(whole.fields));
    while n < leaves {
        if let Some(leaf) = whole.unknown(n) {
            say_one_unknown(&leaf, whole, place, message);
        }
        n += 1;
    }
}

const fn say_one_unknown(leaf: &Leaf, whole: &Whole<'_>, place: &Place<'_>, message: &mut Message) {
    let Leaf { field: FieldShape { name, .. }, of, .. } = leaf;
    let meant = whole.meant(name);
    place.start(message);
    message.push(&[if whole.allowed.closed { " allows no " } else { " knows no " }]);
    message.push(&[if place.is_event() { "property " } else { "" }, "`", name, "`, which `", of, "` brings"]);
    match meant {
        Some(member) => {
            message.push(&[
                "; did you mean `",
                member.name,
                if member.required { "`, which is required?" } else { "`?" },
            ]);
            message.push(&["\n- to send it as `", member.name, "`: `#[track(property = \"", member.name, "\")]`"]);
            push_where(of, message);
        }
        None => push_free(of, whole, message),
    }
    if !whole.allowed.closed {
        message.push(&["\n- to send it all the same: `#[track(property)]`"]);
        push_where(of, message);
    }
    message.push(&["\n- to keep it in the process: `#[track(skip)]`"]);
    push_where(of, message);
}

const fn push_where(of: &str, message: &mut Message) {
    message.push(&[" on that field of `", of, "`"]);
}

/// What the schema knows and no field is yet: one of them may have been meant.
const fn push_free(of: &str, whole: &Whole<'_>, message: &mut Message) {
    let (mut count, mut rest) = (0, whole.allowed.members);
    while let [member, others @ ..] = rest {
        count += whole.is_free(member) as usize;
        rest = others;
    }
    if count == 0 {
        return;
    }
    message.push(&["\n- to send it as "]);
    let mut listed = 0;
    rest = whole.allowed.members;
    while let [member, others @ ..] = rest {
        if whole.is_free(member) {
            message.listed(listed, count, member.name, "or");
            listed += 1;
        }
        rest = others;
    }
    message.push(&[": `#[track(property = \"..\")]`"]);
    push_where(of, message);
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
        push_remedy(&Rule::Object { members, closed }, "", "", message);
        return;
    }
    rest = members;
    while let [member, others @ ..] = rest {
        let place = place.member(member.name);
        let given = Given { nullable, ..Given::always(values) };
        let need = Need { required: false, ..Need::member(member) };
        judge(given, need, &place, message);
        if member.personal {
            place.start(message);
            message.push(&[" is personal data, and the plan asks to declare it, which a map cannot: "]);
            message.push(&["derive `TrackFields` on a struct"]);
        }
        rest = others;
    }
}
