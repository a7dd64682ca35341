//! The settings that the environment makes.

use std::ffi::OsString;

use super::ClientBuilder;
use crate::client::Client;
use crate::error::BuildError;

const API_KEY: &str = "THRIVESTACK_API_KEY";
const BEARER_TOKEN: &str = "THRIVESTACK_ACCESS_TOKEN";
const KEY_ID: &str = "THRIVESTACK_KEY_ID";
const PRIVATE_KEY: &str = "THRIVESTACK_PRIVATE_KEY";
const ENDPOINT: &str = "THRIVESTACK_ENDPOINT";

pub(super) fn read(variable: impl Fn(&'static str) -> Option<OsString>) -> Result<ClientBuilder, BuildError> {
    let text = |name| match variable(name).map(OsString::into_string) {
        Some(Ok(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
        Some(Err(_)) => Err(BuildError::not_utf8(name)),
        None => Ok(None),
    };
    let (api_key, bearer_token) = (text(API_KEY)?, text(BEARER_TOKEN)?);
    let key = match (text(KEY_ID)?, text(PRIVATE_KEY)?) {
        (Some(id), Some(pem)) => Some((id, pem)),
        (Some(_), None) => return Err(BuildError::half_in_environment(KEY_ID, PRIVATE_KEY)),
        (None, Some(_)) => return Err(BuildError::half_in_environment(PRIVATE_KEY, KEY_ID)),
        (None, None) => None,
    };
    let builder = match (api_key, bearer_token, key) {
        (Some(key), None, None) => Client::builder().api_key(key),
        (None, Some(token), None) => Client::builder().bearer_token(token),
        (None, None, Some((id, pem))) => Client::builder().access_token_from(id, pem),
        (None, None, None) => return Err(BuildError::missing_in_environment()),
        (Some(_), Some(_), _) => return Err(BuildError::ambiguous_in_environment(API_KEY, BEARER_TOKEN)),
        (Some(_), None, Some(_)) => return Err(BuildError::ambiguous_in_environment(API_KEY, KEY_ID)),
        (None, Some(_), Some(_)) => return Err(BuildError::ambiguous_in_environment(BEARER_TOKEN, KEY_ID)),
    };
    Ok(match text(ENDPOINT)? {
        Some(endpoint) => builder.endpoint(endpoint),
        None => builder,
    })
}
