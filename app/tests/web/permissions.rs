//! Who may do what: every route, as every role, on one's own and on others' requests and games.

use axum::http::{Method, StatusCode};

use crate::desk::{DRAFT, EVERYBODY, Requests, TestDesk, location};
use crate::{bulk, favorites};

/// What somebody gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gets {
    /// The page.
    Page,
    /// It is done, or said why not; and the request is changed or not.
    Done {
        changed: bool,
    },
    /// A form that is sent on to the page it made, or back with what is wrong.
    SentOn,
    Forbidden,
    NotFound,
    /// The form again, with what is wrong.
    Refused,
    /// The page where one signs in, or from where.
    SignIn,
}

use Gets::{Done, Forbidden, NotFound, Page, Refused, SentOn, SignIn};

struct Row {
    method: Method,
    path: String,
    form: String,
    /// The request that the verb is about.
    request: i64,
    expected: Box<dyn Fn(&str) -> Gets>,
}

const CHANGED: Gets = Done { changed: true };

#[tokio::test(flavor = "multi_thread")]
async fn every_route_gives_every_role_what_it_may_have_and_nothing_else() {
    let TestDesk { requests, upload, .. } = TestDesk::new().await;
    let seal = seal(requests.pending).await;
    let seal_of_both = self::seal(requests.pending_of_both).await;
    for row in rows(&requests, &seal, &seal_of_both, &upload)
        .into_iter()
        .chain(bulk_rows(&requests).await)
        .chain(administration_rows(&requests).await)
    {
        for who in EVERYBODY {
            let desk = TestDesk::new().await;
            if row.path.starts_with("/bulk/0") {
                bulk::left_and_submitted(&desk).await;
            }
            if row.path.starts_with("/favorites/") {
                favorites::saved(&desk).await;
            }
            let before = desk.desk.db().request(row.request).await.unwrap().unwrap();
            let response = match row.method {
                Method::GET => desk.get(who, &row.path).await,
                _ => desk.post(who, &row.path, &row.form).await,
            };
            let after = desk.desk.db().request(row.request).await.unwrap().unwrap();
            let changed = (before.state, before.counts) != (after.state, after.counts);
            let at = location(&response).to_owned();
            let got = match response.status() {
                StatusCode::OK => Page,
                StatusCode::SEE_OTHER if at.starts_with("/login") => SignIn,
                StatusCode::UNAUTHORIZED => SignIn,
                StatusCode::SEE_OTHER if row.path == "/requests/new" || row.path == "/bulk/new" => SentOn,
                StatusCode::SEE_OTHER if row.path.starts_with("/find") => SentOn,
                StatusCode::SEE_OTHER => Done { changed },
                StatusCode::FORBIDDEN => Forbidden,
                StatusCode::NOT_FOUND => NotFound,
                StatusCode::UNPROCESSABLE_ENTITY => Refused,
                status => panic!("{who} {} {}: {status}", row.method, row.path),
            };
            assert_eq!(got, (row.expected)(who), "{who}: {} {}", row.method, row.path);
            if !matches!(got, Done { .. }) {
                assert!(!changed, "{who}: {} {} changed something all the same", row.method, row.path);
            }
        }
    }
}

async fn seal(no: i64) -> String {
    TestDesk::new().await.desk.db().request(no).await.unwrap().unwrap().seal
}

fn rows(requests: &Requests, seal: &str, seal_of_both: &str, upload: &str) -> Vec<Row> {
    let Requests { pending, held, failed, pending_of_both } = *requests;
    let get = |path: String, expected: fn(&str) -> Gets| Row {
        method: Method::GET,
        path,
        form: String::new(),
        request: pending,
        expected: Box::new(expected),
    };
    let post = |no: i64, verb: &str, form: &str, expected: fn(&str) -> Gets| Row {
        method: Method::POST,
        path: format!("/requests/{no}/{verb}"),
        form: form.to_owned(),
        request: no,
        expected: Box::new(expected),
    };
    let door = |path: &str, form: &str, expected: fn(&str) -> Gets| Row {
        method: Method::POST,
        path: path.to_owned(),
        form: form.to_owned(),
        request: pending,
        expected: Box::new(expected),
    };
    let approvals = |pick: String, expected: fn(&str) -> Gets| Row {
        method: Method::POST,
        path: "/approvals".into(),
        form: format!("pick={pick}"),
        request: pending,
        expected: Box::new(expected),
    };
    let form = "key=0199d2a0-0000-7000-8000-000000000001&game=moonlit&server=kr-1&direction=grant&reason=outage\
                &item=GEM&quantity=3&id_kind=player_id&players=10000009";
    vec![
        // everybody
        get("/login".into(), |_| Page),
        get("/healthz".into(), |_| Page),
        get("/readyz".into(), |_| Page),
        get("/metrics".into(), |_| Page),
        door("/login", "username=operator&password=wrong", |_| Refused),
        door("/logout", "", |_| SignIn),
        door("/setup", "token=guess&username=eve&name=Eve&password=long-enough-123", |_| NotFound),
        get("/setup?token=guess".into(), |_| NotFound),
        get("/nothing-here".into(), |_| NotFound),
        // whoever is signed in
        get("/".into(), signed_in),
        get("/requests".into(), signed_in),
        get("/players".into(), signed_in),
        get("/players?q=10000003".into(), signed_in),
        get("/log/success".into(), signed_in),
        get("/log/failure".into(), signed_in),
        get("/log/success.csv".into(), signed_in),
        get("/log/success.xlsx".into(), signed_in),
        get("/log/failure.csv".into(), signed_in),
        get("/log/failure.xlsx".into(), signed_in),
        get("/find?q=10000001".into(), |who| if who == "nobody" { SignIn } else { SentOn }),
        // whoever is in the game
        get(format!("/requests/{pending}"), in_the_game),
        get(format!("/requests/{failed}"), in_the_game),
        get(format!("/live?of=request-{pending}"), in_the_game),
        get(format!("/requests/{failed}/deliveries/1"), in_the_game),
        get(format!("/requests/{failed}/results.csv"), in_the_game),
        get(format!("/requests/{failed}/results.xlsx"), in_the_game),
        get(format!("/requests/{pending}/results.csv"), in_the_game),
        get("/requests/999999/results.xlsx".into(), |who| if who == "nobody" { SignIn } else { NotFound }),
        get("/requests/999999".into(), |who| if who == "nobody" { SignIn } else { NotFound }),
        get(format!("/requests/{failed}/deliveries/99"), |who| if who == "nobody" { SignIn } else { NotFound }),
        // whoever it belongs to
        get(format!("/uploads/{upload}/rows"), only_its_owner),
        get(format!("/uploads/{upload}/findings.csv"), only_its_owner),
        get("/uploads/0199d2a0-0000-7000-8000-000000000001/rows".into(), nobody_has_it),
        get("/uploads/0199d2a0-0000-7000-8000-000000000001/findings.csv".into(), nobody_has_it),
        door(&format!("/drafts/{DRAFT}/removal"), "", |who| match who {
            "nobody" => SignIn,
            "operator" => Done { changed: false },
            _ => NotFound,
        }),
        // operators
        get("/requests/new".into(), |who| match who {
            "nobody" => SignIn,
            "operator" | "operator2" | "both" | "outsider" => SentOn,
            _ => Forbidden,
        }),
        get("/requests/new?draft=0199d2a0-0000-7000-8000-000000000009".into(), |who| match who {
            "nobody" => SignIn,
            "operator" | "operator2" | "both" | "outsider" => Page,
            _ => Forbidden,
        }),
        Row {
            method: Method::POST,
            path: "/requests/new".into(),
            form: form.into(),
            request: pending,
            expected: Box::new(|who| match who {
                "nobody" => SignIn,
                "operator" | "operator2" | "both" => SentOn,
                "outsider" => NotFound,
                _ => Forbidden,
            }),
        },
        post(pending, "copy", "", who_may_begin_a_form),
        post(pending, "copy", "players=same", who_may_begin_a_form),
        post(failed, "copy", "delivery=1", who_may_begin_a_form),
        post(failed, "copy", "delivery=99", |who| match who_may_begin_a_form(who) {
            Done { .. } => NotFound,
            other => other,
        }),
        get("/favorites".into(), |who| match who {
            "nobody" => SignIn,
            "operator" | "operator2" | "both" | "outsider" | "manager" | "admin" => Page,
            _ => Forbidden,
        }),
        get("/favorites/1".into(), only_its_owner),
        get("/favorites/2".into(), |who| match its_owner_and_the_team(who) {
            Done { .. } | Forbidden => Page,
            other => other,
        }),
        get("/favorites/99".into(), nobody_has_it),
        door("/favorites/2/use", "", its_owner_and_the_team),
        door("/favorites/1/use", "", whoever_owns_it),
        door("/favorites/1/name", "name=New", whoever_owns_it),
        door("/favorites/1/place", "to=down", whoever_owns_it),
        door("/favorites/1/sharing", "shared=true", whoever_owns_it),
        door("/favorites/1/removal", "", whoever_owns_it),
        door("/favorites/2/name", "name=New", its_owner_and_managers_before_the_team),
        door("/favorites/2/place", "to=up", its_owner_before_the_team),
        door("/favorites/2/sharing", "shared=false", its_owner_and_managers_before_the_team),
        door("/favorites/2/removal", "", its_owner_and_managers_before_the_team),
        post(pending, "cancellation", "", only_the_requester),
        post(held, "cancellation", "", only_the_requester),
        // approvers
        get("/approvals".into(), |who| match who {
            "nobody" => SignIn,
            "approver" | "approver2" | "both" | "outsider" => Page,
            _ => NotFound,
        }),
        approvals(format!("{pending}%3A{seal}"), |who| match who {
            "nobody" => SignIn,
            "approver" | "approver2" | "both" => CHANGED,
            // They have a queue, and this is not in it.
            "outsider" => Done { changed: false },
            _ => NotFound,
        }),
        post(pending, "approval", &format!("seal={seal}&note="), approvers_but_the_requester),
        post(pending, "rejection", "note=no", approvers_but_the_requester),
        post(pending, "hold", "note=", approvers_but_the_requester),
        post(held, "release", "note=", approvers_but_the_requester),
        post(failed, "regrant", "", approvers_but_the_requester),
        // One outcome is unknown, so nothing is closed yet.
        post(failed, "closing", "note=enough", |who| match approvers_but_the_requester(who) {
            CHANGED => Done { changed: false },
            other => other,
        }),
        post(failed, "deliveries/2/verdict", "arrived=no&note=looked", approvers_but_the_requester),
        post(pending_of_both, "approval", &format!("seal={seal_of_both}&note="), |who| match who {
            "nobody" => SignIn,
            "outsider" => NotFound,
            "approver" | "approver2" => CHANGED,
            // They may approve, but not what they asked for themselves.
            _ => Forbidden,
        }),
        // one's own
        get("/notifications".into(), signed_in),
        get("/live?of=notifications".into(), signed_in),
        door("/notifications/read", "", everybody_does),
        get("/settings/webhook".into(), signed_in),
        door("/settings/webhook", "url=http://10.0.0.1", |who| if who == "nobody" { SignIn } else { Refused }),
        door("/settings/webhook", "url=https://hooks.slack.com/services/x", everybody_does),
        // Nobody has one.
        door("/settings/webhook/removal", "", nobody_has_it),
        door("/settings/webhook/resumption", "", nobody_has_it),
        door("/settings/webhook/test", "", nobody_has_it),
        // managers of the game
        get("/admin/games/moonlit/webhooks".into(), managers),
        door("/admin/games/moonlit/webhooks", "language=en", managers_are_refused),
        door(
            "/admin/games/moonlit/webhooks",
            "language=en&name=ops&kind=failed&url=https://hooks.slack.com/services/x",
            managers_do,
        ),
        get("/admin/games/moonlit/webhooks/1".into(), managers_find_none),
        door("/admin/games/moonlit/webhooks/1", "language=en&name=ops&kind=failed", managers_find_none),
        door("/admin/games/moonlit/webhooks/1/removal", "", managers_find_none),
        door("/admin/games/moonlit/webhooks/1/resumption", "", managers_find_none),
        door("/admin/games/moonlit/webhooks/1/test", "", managers_find_none),
        get("/admin/games".into(), |who| match who {
            "nobody" => SignIn,
            "manager" | "admin" | "outsider" => Page,
            _ => Forbidden,
        }),
        get("/admin/games/new".into(), managers_of_all),
        door("/admin/games/new", "code=&name_en=", |who| match managers_of_all(who) {
            Page => Refused,
            other => other,
        }),
        get("/admin/games/moonlit".into(), managers),
        get("/admin/games/moonlit/items".into(), managers),
        get("/admin/games/moonlit/items/new".into(), managers),
        get("/admin/games/moonlit/items/GEM".into(), managers),
        get("/admin/games/moonlit/servers/kr-1".into(), managers),
        get("/admin/games/moonlit/items.csv".into(), managers),
        get("/admin/games/moonlit/servers.csv".into(), managers),
        get("/admin/games/moonlit/items/import".into(), managers),
        door("/admin/games/moonlit", "seen=[]&name_en=", managers_are_refused),
        door("/admin/games/moonlit/retirement", "", managers_do),
        door("/admin/games/moonlit/restoration", "", managers_do),
        door("/admin/games/moonlit/items/new", "code=", managers_are_refused),
        door("/admin/games/moonlit/items/GEM", "seen=[]", managers_are_refused),
        door("/admin/games/moonlit/items/GEM/retirement", "", managers_do),
        door("/admin/games/moonlit/items/GEM/restoration", "", managers_do),
        door("/admin/games/moonlit/items/import", "do=apply", managers_are_refused),
        door("/admin/games/moonlit/servers/kr-1/secret", "secret=", managers_do),
        door("/admin/games/moonlit/servers/kr-1/resumption", "", managers_do),
        door("/admin/games/moonlit/servers/kr-1/test", "", managers),
        // operators and approvers
        post(failed, "enquiry", "", |who| match who {
            "nobody" => SignIn,
            "outsider" => NotFound,
            "operator" | "operator2" | "approver" | "approver2" | "both" => CHANGED,
            _ => Forbidden,
        }),
    ]
}

/// Operator has submitted one bulk file, and left another unfinished.
async fn bulk_rows(requests: &Requests) -> Vec<Row> {
    let desk = TestDesk::new().await;
    bulk::left_and_submitted(&desk).await;
    let seal = bulk::seal(&desk, "approver").await;
    let (submitted, left) = (format!("/bulk/{}", bulk::ID), format!("/bulk/{}", bulk::LEFT));
    // Its requests come after all others.
    let first = requests.pending_of_both + 1;
    let row = |method: Method, path: String, form: &str, expected: fn(&str) -> Gets| Row {
        method,
        path,
        form: form.to_owned(),
        request: first,
        expected: Box::new(expected),
    };
    let before = |row: Row| Row { request: requests.pending, ..row };
    let (get, post) = (Method::GET, Method::POST);
    let form = "batch=0199d2a0-0000-7000-8000-000000000001&game=moonlit&server=kr-1&reason=outage&id_kind=player_id";
    vec![
        before(row(get.clone(), "/bulk/new".into(), "", |who| match who {
            "nobody" => SignIn,
            "operator" | "operator2" | "both" | "outsider" => SentOn,
            _ => Forbidden,
        })),
        before(row(get.clone(), "/bulk/new?batch=0199d2a0-0000-7000-8000-000000000009".into(), "", |who| match who {
            "nobody" => SignIn,
            "operator" | "operator2" | "both" | "outsider" => Page,
            _ => Forbidden,
        })),
        before(row(post.clone(), "/bulk/new".into(), form, |who| match who {
            "nobody" => SignIn,
            // Without a file.
            "operator" | "operator2" | "both" => Refused,
            "outsider" => NotFound,
            _ => Forbidden,
        })),
        before(row(get.clone(), "/bulk/template.csv?game=moonlit".into(), "", who_may_ask_in_the_game)),
        before(row(get.clone(), "/bulk/template.xlsx?game=moonlit".into(), "", who_may_ask_in_the_game)),
        row(get.clone(), left.clone(), "", only_who_left_it),
        row(get.clone(), format!("{left}/findings.csv"), "", only_who_left_it),
        row(post.clone(), left.clone(), "game=moonlit&do=check", |who| match only_who_left_it(who) {
            Page => Done { changed: false },
            other => other,
        }),
        row(post.clone(), format!("{left}/approval"), "seal=", |who| match who {
            "nobody" => SignIn,
            _ => NotFound,
        }),
        row(post.clone(), format!("{left}/removal"), "", |who| match only_who_left_it(who) {
            Page => Done { changed: false },
            other => other,
        }),
        row(get, submitted.clone(), "", in_the_game),
        row(post.clone(), submitted.clone(), "game=moonlit&do=submit", |who| match who {
            "nobody" => SignIn,
            "outsider" => NotFound,
            "operator" => Done { changed: false },
            _ => Forbidden,
        }),
        row(post, format!("{submitted}/approval"), &format!("seal={seal}&seen=true"), approvers_but_the_requester),
    ]
}

/// Accounts, roles and the log. Outsider administers the other game only.
async fn administration_rows(requests: &Requests) -> Vec<Row> {
    let desk = TestDesk::new().await;
    let cs = desk.person("cs").await.id;
    let role = desk.desk.db().role_by_name("cs").await.unwrap().unwrap();
    let game = async |code| desk.desk.db().game_by_code(code).await.unwrap().unwrap().id;
    let (moonlit, courier) = (game("moonlit").await, game("courier").await);
    let pending = requests.pending;
    let row = |method: Method, path: String, form: String, expected: fn(&str) -> Gets| Row {
        method,
        path,
        form,
        request: pending,
        expected: Box::new(expected),
    };
    let get = |path: &str, expected| row(Method::GET, path.to_owned(), String::new(), expected);
    let post = |path: &str, form: &str, expected| row(Method::POST, path.to_owned(), form.to_owned(), expected);
    let done: fn(&str) -> Gets = |who| match who {
        "nobody" => SignIn,
        "admin" => Done { changed: false },
        "outsider" => Forbidden,
        _ => NotFound,
    };
    let page: fn(&str) -> Gets = |who| match who {
        "admin" => Page,
        who => admins_of_every_game(who),
    };
    let refused: fn(&str) -> Gets = |who| match who {
        "admin" => Refused,
        who => admins_of_every_game(who),
    };
    let user = format!("/admin/users/{cs}");
    vec![
        get("/admin/users", admins),
        get("/admin/users?state=disabled&q=x&after=50", admins),
        get("/admin/users/new", page),
        post("/admin/users/new", "username=eve&name=Eve", page),
        post("/admin/users/new", "username=cs&name=Eve", refused),
        get(&user, admins),
        get("/admin/users/999999", |who| if who == "nobody" { SignIn } else { NotFound }),
        get("/admin/users/x", |who| if who == "nobody" { SignIn } else { NotFound }),
        post(&user, "username=eve&name=Eve", done),
        post(&user, "username=&name=Eve", refused),
        post(&format!("{user}/link"), "", page),
        post(&format!("{user}/access"), "do=disable", done),
        post(&format!("{user}/access"), "do=sign-out", done),
        post(&format!("{user}/roles"), &format!("do=give:{role}:{courier}"), |who| match who {
            "nobody" => SignIn,
            "admin" | "outsider" => Done { changed: false },
            _ => NotFound,
        }),
        // Outsider does not even know that game.
        post(&format!("{user}/roles"), &format!("do=give:{role}:{moonlit}"), |who| match who {
            "nobody" => SignIn,
            "admin" => Done { changed: false },
            _ => NotFound,
        }),
        post(&format!("{user}/roles"), &format!("do=take:{role}:"), done),
        get("/admin/roles", admins),
        get("/admin/roles/new", page),
        post("/admin/roles/new", "name=nights&permission=approve", done),
        post("/admin/roles/new", "name=cs", refused),
        get(&format!("/admin/roles/{role}"), page),
        post(&format!("/admin/roles/{role}"), "name=cs&permission=look_up&permission=request", done),
        post(&format!("/admin/roles/{role}/retirement"), "do=retire", done),
        get("/admin/audit", admins),
        get("/admin/audit.csv", admins),
        get("/admin/audit.xlsx", admins),
        // whoever is signed in
        get("/settings", signed_in),
        post("/settings", "language=ko&theme=dark&time_zone=Asia%2FSeoul", one_does),
        post("/settings", "time_zone=Nowhere", |who| if who == "nobody" { SignIn } else { Refused }),
        post("/settings/look", "look=theme-dark&back=%2Frequests", one_does),
        post("/settings/password", "old_password=wrong&new_password=long-enough-123", |who| {
            if who == "nobody" { SignIn } else { Refused }
        }),
        get("/settings/second-factor", one_does),
        post("/settings/second-factor", "", one_does),
        post("/settings/second-factor/confirmation", "code=123456", one_does),
        post("/settings/second-factor/removal", "password=wrong", one_does),
        // everybody
        get("/welcome/guess", |_| NotFound),
        post("/welcome/guess", "password=long-enough-123", |_| NotFound),
        get("/login/code", |_| SignIn),
        post("/login/code", "code=123456", |_| SignIn),
    ]
}

fn one_does(who: &str) -> Gets {
    if who == "nobody" { SignIn } else { Done { changed: false } }
}

/// Whoever administers a game; others do not know that there is anything.
fn admins(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "admin" | "outsider" => Page,
        _ => NotFound,
    }
}

fn admins_of_every_game(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "outsider" => Forbidden,
        _ => NotFound,
    }
}

fn who_may_ask_in_the_game(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "operator" | "operator2" | "both" => Page,
        "outsider" => NotFound,
        _ => Forbidden,
    }
}

fn whoever_owns_it(who: &str) -> Gets {
    match only_its_owner(who) {
        Page => Done { changed: false },
        other => other,
    }
}

fn its_owner_and_the_team(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "operator" | "operator2" | "both" => Done { changed: false },
        "manager" | "admin" => Forbidden,
        _ => NotFound,
    }
}

fn its_owner_and_managers_before_the_team(who: &str) -> Gets {
    match who {
        "manager" | "admin" => Done { changed: false },
        _ => its_owner_before_the_team(who),
    }
}

fn its_owner_before_the_team(who: &str) -> Gets {
    match its_owner_and_the_team(who) {
        Done { .. } if who != "operator" => Forbidden,
        other => other,
    }
}

fn who_may_begin_a_form(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "operator" | "operator2" | "both" => Done { changed: false },
        "outsider" => NotFound,
        _ => Forbidden,
    }
}

fn only_who_left_it(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "operator" => Page,
        _ => NotFound,
    }
}

fn managers(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "outsider" => NotFound,
        "manager" | "admin" => Page,
        _ => Forbidden,
    }
}

fn managers_of_all(who: &str) -> Gets {
    match managers(who) {
        NotFound => Forbidden,
        other => other,
    }
}

fn managers_find_none(who: &str) -> Gets {
    match managers(who) {
        Page => NotFound,
        other => other,
    }
}

fn everybody_does(who: &str) -> Gets {
    if who == "nobody" { SignIn } else { Done { changed: false } }
}

fn managers_do(who: &str) -> Gets {
    match managers(who) {
        Page => Done { changed: false },
        other => other,
    }
}

fn managers_are_refused(who: &str) -> Gets {
    match managers(who) {
        Page => Refused,
        other => other,
    }
}

fn signed_in(who: &str) -> Gets {
    if who == "nobody" { SignIn } else { Page }
}

fn in_the_game(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "outsider" => NotFound,
        _ => Page,
    }
}

fn only_its_owner(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "operator" => Page,
        _ => NotFound,
    }
}

fn nobody_has_it(who: &str) -> Gets {
    if who == "nobody" { SignIn } else { NotFound }
}

fn only_the_requester(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "outsider" => NotFound,
        "operator" => CHANGED,
        _ => Forbidden,
    }
}

fn approvers_but_the_requester(who: &str) -> Gets {
    match who {
        "nobody" => SignIn,
        "outsider" => NotFound,
        "approver" | "approver2" | "both" => CHANGED,
        _ => Forbidden,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_is_in_no_list() {
    let desk = TestDesk::new().await;
    for path in ["/requests?state=any", "/log/failure", "/log/failure.csv", "/players?q=10000001", "/"] {
        let page = crate::desk::text(desk.get("outsider", path).await).await;
        assert!(!page.contains("R-1"), "{path} shows another game's request");
        let page = crate::desk::text(desk.get("operator", path).await).await;
        assert!(page.contains("R-1") || path == "/", "{path} shows one's own request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_person_is_out_at_the_next_click() {
    let desk = TestDesk::new().await;
    assert_eq!(desk.get("operator", "/requests").await.status(), StatusCode::OK);
    let operator = desk.person("operator").await;
    desk.desk.disable_user(&grantdesk::event::Actor::command_line(), operator.id).await.unwrap();
    assert!(location(&desk.get("operator", "/requests").await).starts_with("/login"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_was_taken_away_counts_at_the_next_click() {
    let desk = TestDesk::new().await;
    let operator = desk.person("operator").await;
    desk.desk.take_roles(&grantdesk::event::Actor::command_line(), operator.id).await.unwrap();
    assert_eq!(desk.get("operator", "/requests/new").await.status(), StatusCode::FORBIDDEN);
}
