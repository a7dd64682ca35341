//! One struct of each kind of mistake. The carets below a line stand where an editor has to underline it.

use std::collections::BTreeMap;

use thrive_core::{TrackEvent, TrackFields, TrackValue};

pub struct NoValue;

#[derive(TrackEvent)]
#[track(event = "acount_created")]
//              ^^^^^^^^^^^^^^^^
pub struct UnknownEvent {
    account_name: String,
}

#[derive(TrackEvent)]
pub struct NoEvent {
//         ^^^^^^^
    account_name: String,
}

#[derive(TrackEvent)]
#[track(event = "ticket_closed", custom)]
//                               ^^^^^^
pub struct KnownEventAsCustom {
    ticket_id: u64,
    minutes_open: u64,
}

#[derive(TrackEvent)]
#[track(event = "CartAbandoned", custom)]
//              ^^^^^^^^^^^^^^^
pub struct CustomInAnotherCase {
    items: u32,
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privat")]
//                                          ^^^^^^^^^^^^^^
pub struct NoPlan {
    email: String,
}

#[derive(TrackEvent)]
#[track(event = "refund_issued", plan = "plans/broken")]
//              ^^^^^^^^^^^^^^^
pub struct MistakeInPlan {
    order_id: String,
}

#[derive(TrackEvent)]
#[track(event = "account_created", renameall = "camelCase")]
//                                 ^^^^^^^^^
pub struct Attributes {
    #[track(grup_id)]
    //      ^^^^^^^
    id: u64,
    #[track(user_id, user_id)]
    //               ^^^^^^^
    owner: u64,
    #[track(event = "account_created")]
    //      ^^^^^
    #[track(property = "account_name")]
    name: String,
    #[track(property = 7)]
    //                 ^
    domain: String,
    #[track(skip, property)]
    //            ^^^^^^^^
    token: String,
}

#[derive(TrackEvent)]
#[track(event = "account_created", rename_all = "camelcase")]
//                                              ^^^^^^^^^^^
pub struct RenameRule {
    #[track(property = "account_name")]
    name: String,
}

#[derive(TrackEvent)]
#[track(event = "account_created")]
pub struct MissingProperty {
//         ^^^^^^^^^^^^^^^
    account_domain: String,
}

#[derive(TrackEvent)]
#[track(event = "account_created")]
pub struct Properties {
    acount_name: String,
//  ^^^^^^^^^^^
    account_domain: String,
    #[track(property = "account_domain")]
    //                 ^^^^^^^^^^^^^^^^
    domain: String,
    password_hash: String,
//  ^^^^^^^^^^^^^
}

#[derive(TrackEvent)]
#[track(event = "ticket_closed")]
pub struct Kinds<'a> {
    ticket_id: Option<u64>,
    //         ^^^^^^^^^^^
    minutes_open: &'a str,
    //            ^^^^^^^
    satisfied: NoValue,
    //         ^^^^^^^
    labels: Vec<Option<std::string::String>>,
    //      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    #[track(user_id)]
    user: f64,
    //    ^^^
    #[track(timestamp)]
    at: String,
    //  ^^^^^^
}

#[derive(TrackValue)]
pub enum Channel {
    Web,
    Fax,
}

#[derive(TrackEvent)]
#[track(event = "order_placed")]
pub struct ListedValues {
    order_id: uuid::Uuid,
    channel: Box<Channel>,
    //       ^^^^^^^^^^^^
    total_cents: u32,
    schema_version: u8,
//  ^^^^^^^^^^^^^^
    currency: String,
    //        ^^^^^^
    channels_seen: Vec<Channel>,
    //             ^^^^^^^^^^^^
    #[track(null)]
    //      ^^^^
    tags: Option<Vec<String>>,
}

#[derive(TrackFields)]
pub struct Address {
    city: Option<String>,
    country: String,
}

#[derive(TrackEvent)]
#[track(event = "order_shipped")]
pub struct Nested {
    order_id: String,
    address: std::boxed::Box<Address>,
    //       ^^^^^^^^^^^^^^^^^^^^^^^^
    parcels: Vec<BTreeMap<String, u32>>,
    //       ^^^^^^^^^^^^^^^^^^^^^^^^^^
    #[track(json, property = "order_id")]
    //                       ^^^^^^^^^^
    id: u64,
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
pub struct Flattened {
//         ^^^^^^^^^
    #[track(flatten)]
    address: Address,
    //       ^^^^^^^
}

#[derive(TrackEvent)]
#[track(event = "page_visit")]
pub struct FlattenedWithout {
    // It may have brought `page_url`, so that is not missing as well.
    #[track(flatten)]
    nothing: NoValue,
    //       ^^^^^^^
}

#[derive(TrackEvent)]
#[track(event = "newsletter_joined", plan = "plans/privacy")]
pub struct Personal {
    email: String,
//  ^^^^^
    #[track(hashed)]
    //      ^^^^^^
    birthday: Option<String>,
}

#[derive(TrackEvent)]
pub enum Activity {
    SignedIn { user_name: String },
//  ^^^^^^^^
    #[track(event = "page_visit")]
    Visited,
//  ^^^^^^^
}

#[derive(TrackEvent)]
#[track(event = "account_created")]
pub union Union {
//  ^^^^^
    account_name: u32,
}

#[derive(TrackFields)]
pub enum FieldsOfAnEnum {
//  ^^^^
    One,
}

#[derive(TrackFields)]
pub struct TwoOfOneName {
    utm_source: String,
    #[track(property = "utm_source")]
    //                 ^^^^^^^^^^^^
    referrer: String,
}

#[derive(TrackValue)]
pub enum Values {
    Phone,
    #[track(rename = "phone")]
    //               ^^^^^^^
    Telephone,
    Card(u16),
    //   ^^^
}

#[derive(TrackValue)]
pub enum Never {}
//       ^^^^^

pub fn calls(feature: &Feature) {
    let _ = feature.track();
    //              ^^^^^
}

#[derive(TrackEvent)]
#[track(event = "feature_used")]
pub struct Feature {
    feature_name: String,
    #[track(group_id)]
    account: u64,
}
