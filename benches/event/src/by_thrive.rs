//! The event by `#[derive(TrackEvent)]`.

use std::hint::black_box;

use thrive_core::{NoAnswer, Request, Response, TrackEvent, Transport};

use crate::Account;

/// The application's own account, as the event that it is.
#[derive(Debug, TrackEvent)]
#[track(event = "account_created")]
pub struct AccountCreated {
    #[track(group_id, property = "account_id")]
    id: String,
    #[track(property = "account_name")]
    name: String,
    #[track(property = "account_domain")]
    domain: Option<String>,
    #[track(property = "plan_name")]
    plan: String,
    #[track(user_id)]
    owner: String,
}

impl From<Account> for AccountCreated {
    fn from(account: Account) -> Self {
        let Account { id, name, domain, plan, owner } = account;
        AccountCreated { id, name, domain: Some(domain), plan, owner }
    }
}

/// A transport that takes everything and sends it nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Nowhere;

impl Transport for Nowhere {
    async fn send(&self, request: Request) -> Result<Response, NoAnswer> {
        black_box(request.body());
        Ok(Response::new(200))
    }
}
