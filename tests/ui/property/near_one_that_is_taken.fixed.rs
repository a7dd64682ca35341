use thrive_core::TrackEvent;

#[derive(TrackEvent)]
#[track(event = "signed_up")]
struct SignUp {
    name: String,
    // `user_name` or `user_email`? The one that is suggested is not missing as well; the other is.
    #[track(property = "user_name")]
    user: String,
    // Nearest to `name`, which another field is.
    user_email: String,
    #[track(skip)]
    name_: String,
}

fn main() {}
