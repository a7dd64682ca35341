//! UUIDs, hyphenated and in lower case.

use super::scalars::scalar;
use super::{TrackValue, kind};
use crate::envelope::Writer;

scalar!(Uuid: uuid::Uuid => |uuid, out| out.string(uuid.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer())));
