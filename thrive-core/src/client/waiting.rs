//! `flush` and `shutdown` as futures.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::{Client, Inner};
use crate::queue::{Flush, Wait};
use crate::stats::Report;

/// Waits for a report: [`Client::flush_async`] and [`Client::shutdown_async`]. It needs no particular runtime.
#[must_use = "futures do nothing unless polled"]
pub struct ReportFuture {
    inner: Arc<Inner>,
    under_way: Option<(Flush, Wait)>,
    then: fn(&Inner) -> Report,
}

impl ReportFuture {
    pub(super) fn new(client: &Client, flush: Option<Flush>, timeout: Duration, then: fn(&Inner) -> Report) -> Self {
        let queue = &client.inner.shared.queue;
        let under_way = flush.map(|flush| {
            let wait = Wait::new(queue.clone(), flush.goal, queue.now().checked_add(timeout));
            (flush, wait)
        });
        ReportFuture { inner: client.inner.clone(), under_way, then }
    }
}

impl Future for ReportFuture {
    type Output = Report;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Report> {
        if let Some((_, wait)) = &mut self.under_way
            && Pin::new(wait).poll(context).is_pending()
        {
            return Poll::Pending;
        }
        self.under_way = None;
        Poll::Ready((self.then)(&self.inner))
    }
}

impl fmt::Debug for ReportFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReportFuture").finish_non_exhaustive()
    }
}
