//! Who we are to the service, by the environment. No value of a variable is ever shown.

use std::env;
use std::time::SystemTime;

use thrive_core::ClientBuilder;

use super::finding::Finding;
use super::jwt;

const CHECK: &str = "credential";

/// What the service is shown. It has no `Debug`, so that nobody prints it.
pub(super) enum Credential {
    ApiKey(String),
    AccessToken(String),
    Key { id: String, private_key: String },
}

impl Credential {
    /// The credential of the environment, if there is exactly one, and what there is to say of it.
    pub(super) fn of_environment(now: SystemTime) -> (Option<Credential>, Vec<Finding>) {
        // What a client would say of it.
        if let Err(error) = ClientBuilder::from_env() {
            let message = error.to_string();
            let (message, remedy) = message.split_once(": ").unwrap_or((&message, "mend it"));
            return (None, vec![Finding::bad(CHECK, message, remedy)]);
        }
        let variable = |name| env::var(name).ok().filter(|value: &String| !value.trim().is_empty());
        if let Some(key) = variable("THRIVESTACK_API_KEY") {
            let finding = Finding::good(CHECK, "THRIVESTACK_API_KEY is set, and goes out as `x-api-key`");
            return (Some(Credential::ApiKey(key.trim().to_owned())), vec![finding]);
        }
        if let Some(token) = variable("THRIVESTACK_ACCESS_TOKEN") {
            let mut findings =
                vec![Finding::good(CHECK, "THRIVESTACK_ACCESS_TOKEN is set, and goes out as `authorization: Bearer`")];
            findings.extend(jwt::findings(token.trim(), now));
            return (Some(Credential::AccessToken(token.trim().to_owned())), findings);
        }
        let id = variable("THRIVESTACK_KEY_ID").unwrap_or_default().trim().to_owned();
        // As environment variables have it, in one line.
        let private_key = variable("THRIVESTACK_PRIVATE_KEY").unwrap_or_default().replace("\\n", "\n");
        let mut findings = vec![Finding::good(
            CHECK,
            "THRIVESTACK_KEY_ID and THRIVESTACK_PRIVATE_KEY are set, and are exchanged for access tokens",
        )];
        if !is_pem(&private_key) {
            let remedy = "export the whole text of the file, from `-----BEGIN` to the last line";
            findings.push(Finding::bad(CHECK, "THRIVESTACK_PRIVATE_KEY is no private key in PEM", remedy));
        }
        (Some(Credential::Key { id, private_key }), findings)
    }
}

fn is_pem(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("-----BEGIN ") && text.contains("PRIVATE KEY-----") && text.ends_with("-----")
}
