use thrive_core::TrackFields;

#[derive(TrackFields)]
struct Category {
    name: String,
    #[track(skip)]
    parent: Option<Box<Category>>,
    #[track(skip)]
    children: Vec<Self>,
}

fn main() {}
