//! The bodies of requests: how much of them is read, how long, and how many at once.

use std::{future::poll_fn, pin::Pin, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes, HttpBody},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::track::failure;

/// A body is read this much further than it may be long. Who is still writing when the connection closes sees a reset
/// instead of the answer.
const DRAINED_BYTES: usize = 16 << 20;

/// All bodies that are being read, together. One that does not fit is asked to come again.
const BYTES_AT_ONCE: usize = 64 << 20;

/// Reads bodies for all requests of a collector.
#[derive(Debug)]
pub(crate) struct Intake {
    patience: Duration,
    room: Arc<Semaphore>,
}

/// A whole body, and its share of the room that all bodies have until it is dealt with.
#[derive(Debug)]
pub(crate) struct Taken {
    /// `None` where it is longer than it may be.
    pub(crate) body: Option<Bytes>,
    _share: Option<OwnedSemaphorePermit>,
}

/// Why there is no body to look at. Half a request is none: it is not kept.
#[derive(Debug)]
pub(crate) enum Untaken {
    Broken(axum::Error),
    Slow(Duration),
    Crowded,
}

impl Intake {
    pub(crate) fn new(patience: Duration) -> Self {
        Self { patience, room: Arc::new(Semaphore::new(BYTES_AT_ONCE)) }
    }

    pub(crate) async fn take(&self, body: Body, limit: usize) -> Result<Taken, Untaken> {
        timeout(self.patience, self.read(body, limit)).await.unwrap_or(Err(Untaken::Slow(self.patience)))
    }

    async fn read(&self, mut body: Body, limit: usize) -> Result<Taken, Untaken> {
        let mut bytes = Vec::new();
        let mut length = 0_usize;
        let mut share: Option<OwnedSemaphorePermit> = None;
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let Ok(data) = frame.map_err(Untaken::Broken)?.into_data() else { continue };
            length += data.len();
            if length > limit {
                (bytes, share) = (Vec::new(), None);
                if length - limit > DRAINED_BYTES {
                    break;
                }
                continue;
            }
            let permits = u32::try_from(data.len()).map_err(|_| Untaken::Crowded)?;
            let more = Arc::clone(&self.room).try_acquire_many_owned(permits).map_err(|_| Untaken::Crowded)?;
            match &mut share {
                Some(share) => share.merge(more),
                None => share = Some(more),
            }
            bytes.extend_from_slice(&data);
        }
        // What is kept counts by its length, so it may not hold on to more.
        bytes.shrink_to_fit();
        Ok(Taken { body: (length <= limit).then(|| Bytes::from(bytes)), _share: share })
    }
}

impl Untaken {
    pub(crate) fn answer(&self) -> Response {
        let mut answer = match self {
            Self::Broken(error) => failure(StatusCode::BAD_REQUEST, &format!("the body broke off: {error}")),
            Self::Slow(patience) => {
                let message = format!("the body did not arrive within {patience:?}: send it again");
                failure(StatusCode::REQUEST_TIMEOUT, &message)
            }
            Self::Crowded => {
                let message = "more bodies are arriving at once than there is room for: send it again";
                let mut answer = failure(StatusCode::SERVICE_UNAVAILABLE, message);
                answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
                answer
            }
        };
        // What is left of the body is nobody's.
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        answer
    }
}
