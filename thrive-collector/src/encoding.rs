//! Compressed bodies.

use std::io::{self, Read};

use axum::body::Bytes;
use flate2::bufread::GzDecoder;

/// Why a body cannot be read.
#[derive(Debug)]
pub(crate) enum Undecodable {
    UnknownEncoding,
    TooLong,
    Broken(io::Error),
}

/// What stands in a body that was sent with this `Content-Encoding`. Never more than `limit` bytes are unpacked.
pub(crate) fn decode(encoding: Option<&str>, body: &Bytes, limit: usize) -> Result<Bytes, Undecodable> {
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        None | Some("identity") => Ok(body.clone()),
        Some("gzip" | "x-gzip") => unpack(body, limit),
        Some(_) => Err(Undecodable::UnknownEncoding),
    }
}

fn unpack(body: &[u8], limit: usize) -> Result<Bytes, Undecodable> {
    let mut bytes = Vec::new();
    let mut reader = GzDecoder::new(body).take(limit as u64 + 1);
    reader.read_to_end(&mut bytes).map_err(Undecodable::Broken)?;
    if bytes.len() > limit {
        return Err(Undecodable::TooLong);
    }
    if !reader.into_inner().into_inner().is_empty() {
        return Err(Undecodable::Broken(io::Error::other("more follows its end")));
    }
    bytes.shrink_to_fit();
    Ok(bytes.into())
}
