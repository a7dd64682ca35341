// Ten events as a product has them, six fields each, nine of them standard ones and one of a plan of its own. `run`
// repeats them thirty times, once with these derives, once with `serde::Serialize` in their place, and once without any.

#[derive(thrive_core::TrackEvent)]
#[track(event = "account_created")]
pub struct AccountCreated {
    #[track(group_id, property = "account_id")]
    pub id: String,
    #[track(property = "account_name")]
    pub name: String,
    #[track(property = "account_domain")]
    pub domain: Option<String>,
    #[track(user_id)]
    pub owner: String,
    #[track(timestamp)]
    pub created_at: SystemTime,
    #[track(skip)]
    pub billing_token: String,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "account_added_user")]
pub struct AccountAddedUser {
    pub user_name: String,
    pub user_email: String,
    pub is_first_user: bool,
    pub user_role: Option<String>,
    #[track(user_id)]
    pub user: u64,
    #[track(group_id)]
    pub account: u64,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "signed_up")]
pub struct SignedUp {
    pub user_email: String,
    pub user_name: Option<String>,
    pub utm_source: Option<String>,
    pub utm_medium: Option<String>,
    #[track(user_id)]
    pub user: u64,
    #[track(timestamp)]
    pub at: SystemTime,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "feature_used")]
pub struct FeatureUsed<'a> {
    pub feature_name: &'a str,
    pub feature_type: Option<FeatureType>,
    pub user_role: Option<Cow<'a, str>>,
    #[track(property)]
    pub duration_ms: u32,
    #[track(user_id)]
    pub user: &'a str,
    #[track(group_id)]
    pub account: &'a str,
}

#[derive(thrive_core::TrackValue)]
pub enum FeatureType {
    Core,
    Sticky,
    Support,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "invite_sent")]
pub struct InviteSent {
    pub invitee_email: String,
    pub invitee_role: Option<String>,
    pub invitee_team: Option<String>,
    #[track(property = "user_email")]
    pub sender: String,
    #[track(user_id)]
    pub sender_id: u64,
    #[track(group_id)]
    pub account: u64,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "onboarding_step_completed")]
pub struct OnboardingStepCompleted {
    pub step_name: &'static str,
    pub step_index: u8,
    pub total_steps: Option<u8>,
    #[track(user_id)]
    pub user: u64,
    #[track(group_id)]
    pub account: u64,
    #[track(context)]
    pub session_id: Option<String>,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "page_visit")]
pub struct PageVisit {
    pub page_url: String,
    pub page_title: Option<String>,
    pub page_referrer: Option<String>,
    #[track(property)]
    pub scrolled: f64,
    #[track(user_id)]
    pub visitor: String,
    #[track(context = "session_id")]
    pub session: String,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "trial_started")]
pub struct TrialStarted {
    #[track(timestamp, property = "trial_start_date")]
    pub from: SystemTime,
    #[track(property = "trial_end_date")]
    pub to: SystemTime,
    #[track(property = "trial_plan_name")]
    pub plan: String,
    #[track(property)]
    pub seats: u32,
    #[track(user_id)]
    pub user: u64,
    #[track(group_id)]
    pub account: u64,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "group_enriched")]
pub struct GroupEnriched {
    pub enrichment_name: Option<String>,
    pub enrichment_employees: Option<u32>,
    pub enrichment_tags: Vec<String>,
    pub enrichment_domain_aliases: BTreeMap<String, String>,
    #[track(user_id)]
    pub by: u64,
    #[track(group_id)]
    pub account: u64,
}

#[derive(thrive_core::TrackEvent)]
#[track(event = "order_placed")]
pub struct OrderPlaced {
    pub order_id: String,
    pub total: f64,
    pub items: Vec<String>,
    pub address: Address,
    #[track(user_id)]
    pub customer: u64,
    #[track(skip)]
    pub card_number: String,
}

#[derive(thrive_core::TrackFields)]
pub struct Address {
    pub city: String,
    pub postcode: Option<String>,
}
