//! URLs, as they are serialised.

use super::scalars::scalar;
use super::{TrackValue, kind};
use crate::envelope::Writer;

scalar!(Text: url::Url => |url, out| out.string(url.as_str()));
