//! One struct for each standard event: what its schema requires, and among them a property of every kind.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use thrive_core::{Client, TrackError, TrackEvent, TrackValue};

/// 2024-10-20T15:51:36Z.
const MOMENT: Duration = Duration::from_secs(1_729_439_496);

#[derive(TrackValue)]
enum JoinMethod {
    Invite,
}

#[derive(TrackValue)]
#[track(rename_all = "kebab-case")]
enum FeatureType {
    AddOn,
}

#[derive(TrackValue)]
enum Interface {
    Cli,
}

macro_rules! events {
    ($($event:literal $name:ident { $($field:ident: $type:ty = $value:expr,)* })+) => {
        /// Tracks each of them; says their names in that order.
        pub(crate) fn track_all(client: &Client) -> Result<Vec<&'static str>, TrackError> {
            $({
                #[derive(TrackEvent)]
                #[track(event = $event)]
                struct $name {
                    $($field: $type,)*
                    #[track(user_id)]
                    user: u64,
                    #[track(group_id)]
                    group: String,
                    #[track(timestamp)]
                    at: SystemTime,
                    #[track(context)]
                    session_id: Option<&'static str>,
                }
                $name { $($field: $value,)* user: 7, group: "acme".into(), at: UNIX_EPOCH + MOMENT, session_id: None }
                    .track_with(client)?;
            })+
            Ok(vec![$($event),+])
        }
    };
}

events! {
    "account_added_user" AccountAddedUser {
        user_name: String = "Ada".into(),
        user_email: &'static str = "ada@acme.example",
        join_method: Option<JoinMethod> = Some(JoinMethod::Invite),
        is_first_user: bool = false,
    }
    "account_created" AccountCreated {
        account_name: String = "Acme".into(),
        account_domain: Option<String> = None,
    }
    "account_deleted" AccountDeleted {
        account_name: Cow<'static, str> = "Acme".into(),
    }
    "account_removed_user" AccountRemovedUser {
        user_name: Box<str> = "Ada".into(),
        user_email: Arc<str> = "ada@acme.example".into(),
    }
    "feature_used" FeatureUsed {
        feature_name: &'static str = "export",
        feature_type: Option<FeatureType> = Some(FeatureType::AddOn),
        interface: Interface = Interface::Cli,
    }
    "group_enriched" GroupEnriched {
        enrichment_domain_aliases: BTreeMap<&'static str, u8> = BTreeMap::from([("acme.example", 1)]),
        enrichment_employees: Option<u32> = Some(12),
        enrichment_founder_year: i16 = 1949,
        enrichment_tags: Vec<String> = vec!["tools".into(), "anvils".into()],
    }
    "invite_sent" InviteSent {
        invitee_email: &'static str = "grace@acme.example",
    }
    "onboarding_step_completed" OnboardingStepCompleted {
        step_name: &'static str = "first anvil",
        step_index: u8 = 1,
        total_steps: Option<u8> = None,
    }
    "page_visit" PageVisit {
        page_url: &'static str = "https://acme.example/anvils",
        utm_source: Option<&'static str> = None,
    }
    "profile_completed" ProfileCompleted {
        completion_status: Option<&'static str> = Some("80%"),
    }
    "signed_in" SignedIn {
        user_name: &'static str = "Ada",
    }
    "signed_out" SignedOut {
        user_name: &'static str = "Ada",
    }
    "signed_up" SignedUp {
        user_email: &'static str = "ada@acme.example",
    }
    "tenant_waitlisted" TenantWaitlisted {
        email: &'static str = "ada@acme.example",
    }
    "trial_ended" TrialEnded {
        trial_start_date: SystemTime = UNIX_EPOCH,
        trial_end_date: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH,
        trial_plan_name: &'static str = "Pro",
    }
    "trial_started" TrialStarted {
        trial_start_date: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH,
        trial_end_date: time::OffsetDateTime = time::OffsetDateTime::UNIX_EPOCH,
        trial_plan_name: &'static str = "Pro",
    }
    "user_enriched" UserEnriched {
        enrichment_phone: Option<[&'static str; 1]> = Some(["+47 00 00 00 00"]),
    }
    "user_waitlisted" UserWaitlisted {
        email: &'static str = "ada@acme.example",
        id: &'static str = "u-7",
    }
}
