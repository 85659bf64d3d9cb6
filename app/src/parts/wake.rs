use leptos::nonce::use_nonce;
use leptos::prelude::*;

/// Loads the islands and wakes those of the page at once. `HydrationScripts` leaves it to the browser's next idle
/// moment, without an end: in Chromium pages were seen that stayed asleep until something else stirred them.
#[component]
pub fn Wake() -> impl IntoView {
    // Only islands are hydrated; the rest needs no marks for it.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    view! {
        <link rel="modulepreload" href="/pkg/grantdesk.js"/>
        <link rel="preload" href="/pkg/grantdesk_bg.wasm" r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=use_nonce()>{include_str!("wake.js")}</script>
    }
}
