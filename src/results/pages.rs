use tokio::sync::mpsc;

use super::Row;
use crate::error::{Error, Result};

/// Deliveries read at once.
pub const PAGE: usize = 5_000;

/// The deliveries of a request, page by page: one more page is read while the last one is being written. Dropped, it
/// stops the reading.
#[derive(Debug)]
pub struct Pages {
    read: mpsc::Receiver<Result<Vec<Row>>>,
    is_over: bool,
}

impl Pages {
    /// `read` answers the next `PAGE` rows after a delivery's number.
    pub fn read<F: Future<Output = Result<Vec<Row>>> + Send>(read: impl Fn(i64) -> F + Send + 'static) -> Pages {
        let (pages, received) = mpsc::channel(1);
        tokio::spawn(async move {
            let mut after = Some(0);
            while let Some(n) = after {
                let page = read(n).await;
                after = page.as_ref().ok().filter(|rows| is_full(rows)).and_then(|rows| Some(rows.last()?.n));
                if pages.send(page).await.is_err() {
                    return;
                }
            }
        });
        Pages { read: received, is_over: false }
    }

    pub async fn next(&mut self) -> Option<Result<Vec<Row>>> {
        if self.is_over {
            return None;
        }
        let page = self.read.recv().await;
        Some(self.turn(page))
    }

    /// The same outside of async code.
    pub fn blocking_next(&mut self) -> Option<Result<Vec<Row>>> {
        if self.is_over {
            return None;
        }
        let page = self.read.blocking_recv();
        Some(self.turn(page))
    }

    /// The last page is never a full one: so a reading that broke off is not taken for the end.
    fn turn(&mut self, page: Option<Result<Vec<Row>>>) -> Result<Vec<Row>> {
        let page = page.unwrap_or(Err(Error::Lost("a page of results")));
        self.is_over = !page.as_ref().is_ok_and(|rows| is_full(rows));
        page
    }
}

fn is_full(rows: &[Row]) -> bool {
    rows.len() == PAGE
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use tokio::sync::oneshot;

    use super::{PAGE, Pages};
    use crate::error::Error;
    use crate::results::Row;

    #[tokio::test]
    async fn pages_come_in_their_order_and_the_last_is_not_full() {
        let mut pages = Pages::read(|after| ready(Ok(rows(after, if after == 0 { PAGE } else { 3 }))));
        assert_eq!(page(&mut pages).await.len(), PAGE);
        let last = page(&mut pages).await;
        assert_eq!(last.iter().map(|row| row.n).collect::<Vec<_>>(), [5_001, 5_002, 5_003]);
        assert!(pages.next().await.is_none());
    }

    #[tokio::test]
    async fn whoever_stops_asking_stops_the_reading() {
        let (running, ended) = oneshot::channel::<()>();
        let mut pages = Pages::read(move |after| {
            let _lives_as_long_as_the_reading = &running;
            ready(Ok(rows(after, PAGE)))
        });
        assert!(pages.next().await.is_some());
        drop(pages);
        assert!(ended.await.is_err());
    }

    #[tokio::test]
    async fn what_went_wrong_is_told_and_is_the_end() {
        let mut pages = Pages::read(|after| ready(if after == 0 { Ok(rows(0, PAGE)) } else { Err(Error::NotFound) }));
        page(&mut pages).await;
        assert!(matches!(pages.next().await, Some(Err(Error::NotFound))));
        assert!(pages.next().await.is_none());
    }

    #[tokio::test]
    async fn a_reading_that_broke_off_is_not_taken_for_the_end() {
        let mut pages = Pages::read(|after| {
            assert_eq!(after, 0, "the reader breaks down on purpose");
            ready(Ok(rows(after, PAGE)))
        });
        page(&mut pages).await;
        assert!(matches!(pages.next().await, Some(Err(Error::Lost(_)))));
    }

    async fn page(pages: &mut Pages) -> Vec<Row> {
        pages.next().await.expect("a page").expect("it was read")
    }

    fn rows(after: i64, count: usize) -> Vec<Row> {
        (after + 1..).take(count).map(Row::waiting).collect()
    }
}
