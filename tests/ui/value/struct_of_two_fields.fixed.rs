use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Money {
    amount: i64,
    currency: String,
}

fn main() {}
