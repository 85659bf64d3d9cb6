use std::fmt::Write;

use leptos::prelude::*;
use qrcode::{Color, QrCode};

use crate::t;

/// Empty modules around the code, without which cameras do not find it (ISO/IEC 18004).
const QUIET: usize = 4;

/// A text for cameras. One that is too long for a code has none; it stands below as text anyway.
pub fn qr(text: &str) -> Option<AnyView> {
    let code = QrCode::new(text).ok()?;
    let side = code.width() + 2 * QUIET;
    let mut dark = String::new();
    for (i, module) in code.to_colors().into_iter().enumerate() {
        if module == Color::Dark {
            let (x, y) = (i % code.width() + QUIET, i / code.width() + QUIET);
            write!(dark, "M{x} {y}h1v1h-1z").ok()?;
        }
    }
    Some(
        view! {
            <svg class="qr" role="img" aria-label=t!("factor-qr") viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
                <rect width=side.to_string() height=side.to_string()></rect>
                <path d=dark></path>
            </svg>
        }
        .into_any(),
    )
}
