//! Empty: the benches stand in `benches/`.
