//! The event by `#[derive(Serialize)]` and serde_json.

use serde::Serialize;

use crate::Account;

/// The keys are in the order of the specification, so that the bytes are those that Thrive sends.
#[derive(Serialize)]
struct AccountCreated<'a> {
    event_name: &'a str,
    properties: Properties<'a>,
    user_id: &'a str,
    timestamp: &'a str,
    context: Context<'a>,
}

#[derive(Serialize)]
struct Properties<'a> {
    account_domain: Option<&'a str>,
    account_id: &'a str,
    account_name: &'a str,
    plan_name: &'a str,
}

#[derive(Serialize)]
struct Context<'a> {
    group_id: &'a str,
}

/// Appends the event to `out`, with a timestamp that was formatted before.
///
/// # Panics
///
/// Never: an account is JSON.
pub fn write(account: &Account, timestamp: &str, out: &mut Vec<u8>) {
    let event = AccountCreated {
        event_name: "account_created",
        properties: Properties {
            account_domain: Some(&account.domain),
            account_id: &account.id,
            account_name: &account.name,
            plan_name: &account.plan,
        },
        user_id: &account.owner,
        timestamp,
        context: Context { group_id: &account.id },
    };
    serde_json::to_writer(out, &event).expect("an account is JSON");
}
