use tokio::sync::mpsc;

use crate::error::{Error, Result};

/// Rows read at once.
pub const PAGE: usize = 5_000;

/// Rows, and where those after them begin; none when there are no more.
type Page<R, P> = (Vec<R>, Option<P>);

/// The rows of a file, page by page: one more page is read while the last one is being written. Dropped, it stops the
/// reading.
#[derive(Debug)]
pub struct Pages<R> {
    read: mpsc::Receiver<Result<(Vec<R>, bool)>>,
    is_over: bool,
}

impl<R: Send + 'static> Pages<R> {
    /// `read` answers the page that begins at a place.
    pub fn read<P, F>(first: P, read: impl Fn(P) -> F + Send + 'static) -> Pages<R>
    where
        P: Send + 'static,
        F: Future<Output = Result<Page<R, P>>> + Send,
    {
        let (pages, received) = mpsc::channel(1);
        tokio::spawn(async move {
            let mut place = Some(first);
            while let Some(at) = place.take() {
                let page = read(at).await.map(|(rows, next)| {
                    place = next;
                    (rows, place.is_none())
                });
                if pages.send(page).await.is_err() {
                    return;
                }
            }
        });
        Pages { read: received, is_over: false }
    }

    pub async fn next(&mut self) -> Option<Result<Vec<R>>> {
        if self.is_over {
            return None;
        }
        let page = self.read.recv().await;
        Some(self.turn(page))
    }

    /// The same outside of async code.
    pub fn blocking_next(&mut self) -> Option<Result<Vec<R>>> {
        if self.is_over {
            return None;
        }
        let page = self.read.blocking_recv();
        Some(self.turn(page))
    }

    /// The last page says that it is: so a reading that broke off is not taken for the end.
    fn turn(&mut self, page: Option<Result<(Vec<R>, bool)>>) -> Result<Vec<R>> {
        let page = page.unwrap_or(Err(Error::Lost("a page of results")));
        self.is_over = page.as_ref().map_or(true, |(_, is_last)| *is_last);
        page.map(|(rows, _)| rows)
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use tokio::sync::oneshot;

    use super::Pages;
    use crate::error::Error;

    #[tokio::test]
    async fn pages_come_in_their_order_until_the_last() {
        let mut pages = Pages::read(1, |at| ready(Ok((vec![at, at + 1], (at < 5).then_some(at + 2)))));
        for expected in [[1, 2], [3, 4], [5, 6]] {
            assert_eq!(page(&mut pages).await, expected);
        }
        assert!(pages.next().await.is_none());
    }

    #[tokio::test]
    async fn whoever_stops_asking_stops_the_reading() {
        let (running, ended) = oneshot::channel::<()>();
        let mut pages = Pages::read(1, move |at| {
            let _lives_as_long_as_the_reading = &running;
            ready(Ok((vec![at], Some(at + 1))))
        });
        assert!(pages.next().await.is_some());
        drop(pages);
        assert!(ended.await.is_err());
    }

    #[tokio::test]
    async fn what_went_wrong_is_told_and_is_the_end() {
        let mut pages =
            Pages::read(1, |at| ready(if at == 1 { Ok((vec![at], Some(at + 1))) } else { Err(Error::NotFound) }));
        page(&mut pages).await;
        assert!(matches!(pages.next().await, Some(Err(Error::NotFound))));
        assert!(pages.next().await.is_none());
    }

    #[tokio::test]
    async fn a_reading_that_broke_off_is_not_taken_for_the_end() {
        let mut pages = Pages::read(1, |at| {
            assert_eq!(at, 1, "the reader breaks down on purpose");
            ready(Ok((vec![at], Some(at + 1))))
        });
        page(&mut pages).await;
        assert!(matches!(pages.next().await, Some(Err(Error::Lost(_)))));
    }

    async fn page(pages: &mut Pages<i64>) -> Vec<i64> {
        pages.next().await.expect("a page").expect("it was read")
    }
}
