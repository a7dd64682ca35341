//! UUIDs, hyphenated and in lower case.

use super::scalars::scalar;
use super::{IdValue, TrackValue, kind};
use crate::envelope::Writer;

scalar!(Text: uuid::Uuid => |uuid, out| out.string(uuid.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer())));

impl IdValue for uuid::Uuid {
    fn encode_id(&self, out: &mut Writer) {
        self.encode(out);
    }
}
