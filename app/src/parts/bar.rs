use leptos::prelude::*;

use crate::islands::progress::{Figures, percent};

/// Parts of a whole: what succeeded, what did not, and what nobody knows. The figures beside it say the same.
#[component]
pub fn Bar(figures: Figures) -> impl IntoView {
    let [succeeded, failed, unknown, _] = figures.parts();
    view! {
        <svg class="bar" aria-hidden="true" preserveAspectRatio="none">
            <defs>
                <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="hatch" data-tone="odd" d="M0 0v5"></path>
                </pattern>
            </defs>
            <rect data-part="succeeded" data-tone="good" x=percent(succeeded.0) width=percent(succeeded.1) height="100%"></rect>
            <rect data-part="failed" data-tone="bad" x=percent(failed.0) width=percent(failed.1) height="100%"></rect>
            <rect data-part="unknown" x=percent(unknown.0) width=percent(unknown.1) height="100%" fill="url(#hatch)"></rect>
        </svg>
    }
}
