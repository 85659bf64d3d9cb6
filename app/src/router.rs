//! The whole URL space of the desk.

use std::any::Any;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use grantdesk::catalog::Kind;
use grantdesk::error::Error;
use grantdesk::session::Sessions;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, SessionManagerLayer};

use crate::app::App;
use crate::failure::{Failure, FailurePage};
use crate::nul::refuse_nul;
use crate::pages::failure::failure;
use crate::pages::{
    approvals, audit, bulk, catalog, dashboard, delivery, favorites, find, health, live, log, notifications, players,
    request, request_new, requests, results, role, roles, second_factor, settings, setup, sign_in, uploads, user,
    user_new, users, webhooks, welcome,
};
use crate::sent::{BODY, FORM};
use crate::signed_out::give_back;
use crate::visitor::{Recognized, Visitor};
use crate::words::Language;

pub fn router(app: App) -> Router {
    // Leptos renders with the executor of the process; tests build several routers, and the first one has set it.
    let _ = any_spawner::Executor::init_tokio();
    // everybody
    let doors = Router::new()
        .route("/login", get(sign_in::show).post(sign_in::sign_in))
        .route("/login/code", get(sign_in::ask_code).post(sign_in::take_code))
        .route("/logout", post(sign_in::sign_out))
        .route("/setup", get(setup::show).post(setup::create))
        .route("/welcome/{token}", get(welcome::show).post(welcome::set_password))
        .layer(RequestBodyLimitLayer::new(FORM));
    let pages = Router::new()
        // whoever is signed in; the engine narrows what they see to their games
        .route("/", get(dashboard::show))
        .route("/find", get(find::find))
        .route("/live", get(live::listen))
        .route("/settings", get(settings::show).post(settings::choose))
        .route("/settings/look", post(settings::look))
        .route("/settings/password", post(settings::change_password))
        .route("/settings/second-factor", get(second_factor::show).post(second_factor::begin))
        .route("/settings/second-factor/confirmation", post(second_factor::confirm))
        .route("/settings/second-factor/removal", post(second_factor::remove))
        .route("/requests", get(requests::show))
        .route("/requests/{no}", get(request::show))
        .route("/requests/{no}/deliveries/{n}", get(delivery::show))
        .route("/requests/{no}/results.csv", get(results::csv))
        .route("/requests/{no}/results.xlsx", get(results::xlsx))
        .route("/players", get(players::show))
        .route("/log/success", get(log::success))
        .route("/log/success.csv", get(log::success_csv))
        .route("/log/success.xlsx", get(log::success_xlsx))
        .route("/log/failure", get(log::failure))
        .route("/log/failure.csv", get(log::failure_csv))
        .route("/log/failure.xlsx", get(log::failure_xlsx))
        // whoever it belongs to
        .route("/notifications", get(notifications::show))
        .route("/notifications/read", post(notifications::read_all))
        .route("/settings/webhook", get(webhooks::show_own).post(webhooks::save_own))
        .route("/settings/webhook/removal", post(webhooks::remove_own))
        .route("/settings/webhook/resumption", post(webhooks::resume_own))
        .route("/settings/webhook/test", post(webhooks::test_own))
        .route("/uploads/{id}/rows", get(uploads::rows))
        .route("/uploads/{id}/findings.csv", get(uploads::findings))
        .route("/drafts/{id}/removal", post(request_new::discard))
        .route("/bulk/{id}/approval", post(bulk::approve))
        .route("/bulk/{id}/removal", post(bulk::discard))
        .route("/bulk/{id}/findings.csv", get(bulk::findings))
        // operators
        .route("/favorites", get(favorites::show))
        .route("/favorites/{id}", get(favorites::history))
        .route("/favorites/{id}/use", post(favorites::begin))
        .route("/favorites/{id}/name", post(favorites::rename))
        .route("/favorites/{id}/place", post(favorites::place))
        .route("/favorites/{id}/sharing", post(favorites::share))
        .route("/favorites/{id}/removal", post(favorites::delete))
        .route("/bulk/template.csv", get(bulk::csv))
        .route("/bulk/template.xlsx", get(bulk::xlsx))
        .route("/requests/{no}/cancellation", post(request::cancel))
        .route("/requests/{no}/copy", post(request::copy))
        // approvers
        .route("/approvals", get(approvals::show).post(approvals::approve))
        .route("/requests/{no}/approval", post(request::approve))
        .route("/requests/{no}/rejection", post(request::reject))
        .route("/requests/{no}/hold", post(request::hold))
        .route("/requests/{no}/release", post(request::release))
        .route("/requests/{no}/regrant", post(request::regrant))
        .route("/requests/{no}/closing", post(request::close))
        .route("/requests/{no}/deliveries/{n}/verdict", post(delivery::decide))
        // operators and approvers
        .route("/requests/{no}/enquiry", post(request::enquire))
        // managers of the game
        .route("/admin/games", get(catalog::games))
        .route("/admin/games/new", get(catalog::new_game).post(catalog::create_game))
        .route("/admin/games/{game}", get(catalog::show_game).post(catalog::change_game))
        .route("/admin/games/{game}/retirement", post(catalog::retire_game))
        .route("/admin/games/{game}/restoration", post(catalog::restore_game))
        .route("/admin/games/{game}/{kind}", get(catalog::list))
        .route("/admin/games/{game}/{kind}/new", get(catalog::new).post(catalog::create))
        .route("/admin/games/{game}/{kind}/{code}", get(catalog::show).post(catalog::change))
        .route("/admin/games/{game}/{kind}/{code}/retirement", post(catalog::retire))
        .route("/admin/games/{game}/{kind}/{code}/restoration", post(catalog::restore))
        .route("/admin/games/{game}/servers/{code}/secret", post(catalog::change_secret))
        .route("/admin/games/{game}/servers/{code}/resumption", post(catalog::resume))
        .route("/admin/games/{game}/servers/{code}/test", post(catalog::test))
        .route("/admin/games/{game}/webhooks", get(webhooks::list).post(webhooks::add))
        .route("/admin/games/{game}/webhooks/{id}", get(webhooks::show).post(webhooks::change))
        .route("/admin/games/{game}/webhooks/{id}/removal", post(webhooks::remove))
        .route("/admin/games/{game}/webhooks/{id}/resumption", post(webhooks::resume))
        .route("/admin/games/{game}/webhooks/{id}/test", post(webhooks::test))
        .merge(catalog_files())
        // admins; accounts and roles are for those of every game
        .route("/admin/users", get(users::show))
        .route("/admin/users/new", get(user_new::show).post(user_new::invite))
        .route("/admin/users/{id}", get(user::show).post(user::rename))
        .route("/admin/users/{id}/roles", post(user::give_or_take))
        .route("/admin/users/{id}/access", post(user::change_access))
        .route("/admin/users/{id}/link", post(user::offer_link))
        .route("/admin/roles", get(roles::show))
        .route("/admin/roles/new", get(role::new).post(role::add))
        .route("/admin/roles/{id}", get(role::show).post(role::change))
        .route("/admin/roles/{id}/retirement", post(role::retire))
        .route("/admin/audit", get(audit::show))
        .route("/admin/audit.csv", get(audit::csv))
        .route("/admin/audit.xlsx", get(audit::xlsx))
        .route_layer(from_fn_with_state(app.clone(), give_back))
        .layer(RequestBodyLimitLayer::new(FORM));
    // forms that bring files: operators, and managers of the game
    let lists = Router::new()
        .route("/requests/new", get(request_new::show).post(request_new::submit))
        .route("/bulk/new", get(bulk::new).post(bulk::begin))
        .route("/bulk/{id}", get(bulk::show).post(bulk::change))
        .route("/admin/games/{game}/{kind}/import", get(catalog::import).post(catalog::upload))
        .route_layer(from_fn_with_state(app.clone(), give_back))
        .layer(RequestBodyLimitLayer::new(BODY));

    let uncompressed = DefaultPredicate::new().and(NotForContentType::const_new(results::XLSX));
    let files = ServeDir::new(&app.site).append_index_html_on_directories(false).precompressed_br();
    doors
        .merge(pages)
        .merge(lists)
        .route_layer(from_fn(refuse_nul))
        .route_layer(sessions(&app))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .nest_service("/pkg", ServeDir::new(app.site.join("pkg")).precompressed_br())
        .fallback_service(files)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(name_failures))
        .layer(from_fn_with_state(app.clone(), render_failures))
        .layer(CsrfLayer::new())
        // axum's own limit is lower.
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new().br(true).gzip(true).compress_when(uncompressed))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

/// `/admin/games/{game}/items.csv` and its like.
fn catalog_files() -> Router<App> {
    Kind::OF_A_GAME.into_iter().fold(Router::new(), |router, kind| {
        let path = format!("/admin/games/{{game}}/{}.csv", kind.as_str());
        let export = move |State(app): State<App>, visitor: Visitor, Path(game): Path<String>| {
            catalog::export(app, visitor, game, kind)
        };
        router.route(&path, get(export))
    })
}

fn sessions(app: &App) -> SessionManagerLayer<Sessions> {
    // The prefix makes browsers insist on https and on this very host.
    let name = if app.https { "__Host-grantdesk" } else { "grantdesk" };
    SessionManagerLayer::new(Sessions::new(app.desk.clone()))
        .with_name(name)
        .with_secure(app.https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(Duration::hours(12)))
}

fn header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// No page has an address of longer parts, and no file system a name.
const LONGEST_PART: usize = 255;
const LONGEST_PATH: usize = 2_000;

/// What files and limits answer by a bare status gets its page as well.
async fn name_failures(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.len() > LONGEST_PATH || path.split('/').any(|part| part.len() > LONGEST_PART) {
        return Failure::NotFound.into_response();
    }
    let response = next.run(request).await;
    let has_page = response.extensions().get::<FailurePage>().is_some();
    match response.status() {
        StatusCode::NOT_FOUND if !has_page => Failure::NotFound.into_response(),
        StatusCode::PAYLOAD_TOO_LARGE if !has_page => Failure::TooLarge.into_response(),
        _ => response,
    }
}

/// The log has what it was: the hook for panics wrote it.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Failure::Internal(Error::Invalid("a panic".into())).into_response()
}

/// Failures are pages too, in the language and the theme of the person, or else in the language of the browser.
async fn render_failures(State(_): State<App>, mut request: Request, next: Next) -> Response {
    let accepted = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let recognized = Recognized::default();
    request.extensions_mut().insert(recognized.clone());
    let mut response = next.run(request).await;
    let Some(page) = response.extensions_mut().remove::<FailurePage>() else { return response };
    let (language, theme) = recognized
        .0
        .get()
        .cloned()
        .unwrap_or_else(|| (Language::accepted(accepted.as_deref().unwrap_or_default()), None));
    failure(language, theme, page).await
}

/// Text as it stands in a query.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_handler_that_breaks_answers_with_a_failure() {
        async fn breaks() -> &'static str {
            panic!("on purpose")
        }
        let router: Router = Router::new().route("/", get(breaks)).layer(CatchPanicLayer::custom(panicked));
        let response = router.oneshot(Request::new(Body::empty())).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert!(response.extensions().get::<FailurePage>().is_some());
    }
}
