use leptos::prelude::*;

/// Keeps a page what a reload would show, without taking from under somebody's hands what they write, tick or unfold.
#[island]
pub fn Live() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::follow();
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use std::time::Duration;

    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use web_sys::{Document, Element, EventSource, MessageEvent, XmlHttpRequest, XmlHttpRequestResponseType};

    use crate::islands::dom::{find, listen};
    use crate::islands::morph::morph;

    /// A page is not loaded again sooner than this.
    const PAUSE: Duration = Duration::from_millis(400);

    #[derive(Default)]
    struct Page {
        source: RefCell<Option<EventSource>>,
        /// What the desk said last.
        mark: RefCell<String>,
        loading: Cell<bool>,
        /// Somebody has written, ticked or chosen something.
        touched: Cell<bool>,
    }

    pub fn follow() {
        let page = Rc::new(Page::default());
        hear(&page);
        let touched = page.clone();
        listen(&document(), "input", move |_| touched.touched.set(true));
        // Browsers keep few connections to a desk open; a page that nobody sees needs none.
        listen(&document(), "visibilitychange", move |_| match document().hidden() {
            true => {
                if let Some(source) = page.source.take() {
                    source.close();
                }
            }
            false => hear(&page),
        });
    }

    fn hear(page: &Rc<Page>) {
        if document().hidden() || page.source.borrow().is_some() {
            return;
        }
        let address = said("data-live").and_then(|topic| EventSource::new(&format!("/live?of={topic}")).ok());
        let Some(source) = address else { return };
        let heard = page.clone();
        listen(&source, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            heard.mark.replace(event.data().as_string().unwrap_or_default());
            look(&heard);
        });
        page.source.replace(Some(source));
    }

    fn said(name: &str) -> Option<String> {
        document().body()?.get_attribute(name)
    }

    fn look(page: &Rc<Page>) {
        if page.loading.get() || said("data-mark").as_ref() == Some(&*page.mark.borrow()) {
            return;
        }
        let Ok(request) = XmlHttpRequest::new() else { return };
        let here = window().location().href().unwrap_or_default();
        if request.open("GET", &here).is_err() || request.set_request_header("x-live", "1").is_err() {
            return;
        }
        request.set_response_type(XmlHttpRequestResponseType::Document);
        page.loading.set(true);
        let (answered, page) = (request.clone(), page.clone());
        listen(&request, "loadend", move |_| {
            let elsewhere = answered.response_url().split('#').next() != here.split('#').next();
            match (answered.status().unwrap_or_default(), answered.response_xml().ok().flatten()) {
                // A form that was refused is a page like any other.
                (200 | 422, Some(now)) if !elsewhere => renew(&now),
                // Out of reach or in trouble: the desk says so anew when it is heard again.
                (0 | 500.., _) => return page.loading.set(false),
                // Signed out, or no longer to be seen: the person is told so, by a form when they send it.
                _ if page.touched.get() => return page.loading.set(false),
                _ => return drop(window().location().reload()),
            }
            let page = page.clone();
            let again = move || {
                page.loading.set(false);
                look(&page);
            };
            set_timeout(again, PAUSE);
        });
        let _ = request.send();
    }

    fn renew(now: &Document) {
        if document().title() != now.title() {
            document().set_title(&now.title());
        }
        let whole = said("data-live").is_some_and(|topic| topic != "frame");
        let parts = [Some(".topbar"), Some(".sidebar"), whole.then_some("main")];
        for selector in parts.into_iter().flatten() {
            let fresh: Option<Element> = now.query_selector(selector).ok().flatten();
            if let (Some(old), Some(fresh)) = (find(selector), fresh) {
                morph(&old, &fresh);
            }
        }
        let mark = now.body().and_then(|body| body.get_attribute("data-mark"));
        if let (Some(body), Some(mark)) = (document().body(), mark) {
            let _ = body.set_attribute("data-mark", &mark);
        }
    }
}
