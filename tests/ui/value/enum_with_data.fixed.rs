use thrive_core::TrackValue;

#[derive(TrackValue)]
enum Payment {
    Transfer,
    Card,
    Voucher,
}

fn main() {}
