use grantdesk::error::Result;
use grantdesk::people::{Account, DeskAdmin};
use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::t;

/// What a press of a button does about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Disable,
    Enable,
    Unlock,
    SignOut,
    ResetSecondFactor,
}

impl Access {
    const ALL: [Access; 5] =
        [Access::Disable, Access::Enable, Access::Unlock, Access::SignOut, Access::ResetSecondFactor];

    fn word(self) -> &'static str {
        match self {
            Access::Disable => "disable",
            Access::Enable => "enable",
            Access::Unlock => "unlock",
            Access::SignOut => "sign-out",
            Access::ResetSecondFactor => "reset-second-factor",
        }
    }

    pub fn parse(word: &str) -> Option<Access> {
        Access::ALL.into_iter().find(|access| access.word() == word)
    }

    pub async fn change(self, admin: &DeskAdmin<'_>, user: i64) -> Result<()> {
        match self {
            Access::Disable => admin.disable(user).await,
            Access::Enable => admin.enable(user).await,
            Access::Unlock => admin.unlock(user).await,
            Access::SignOut => admin.sign_out_everywhere(user).await,
            Access::ResetSecondFactor => admin.reset_second_factor(user).await,
        }
    }

    /// The words that say it is done.
    pub fn done(self) -> &'static str {
        match self {
            Access::Disable => "user-was-disabled",
            Access::Enable => "user-was-enabled",
            Access::Unlock => "user-was-unlocked",
            Access::SignOut => "user-was-signed-out",
            Access::ResetSecondFactor => "user-factor-was-reset",
        }
    }
}

/// What can be done about the account as it is. Nobody is offered to disable their own.
pub fn panel(account: &Account, is_self: bool, now: i64) -> AnyView {
    let id = account.id;
    let line = |access: Access, icon: &'static str, danger: bool, label: String, why: String| {
        view! {
            <li>
                <button class=if danger { "danger" } else { "" } name="do" value=access.word()><Icon name=icon/>{label}</button>
                <small>{why}</small>
            </li>
        }
        .into_any()
    };
    let active = account.disabled_at.is_none();
    let locked = account.locked_until.is_some_and(|until| until > now);
    let unlock = locked.then(|| line(Access::Unlock, "lock", false, t!("user-unlock"), t!("user-unlock-why")));
    let sign_out =
        active.then(|| line(Access::SignOut, "sign-out", false, t!("user-sign-out"), t!("user-sign-out-why")));
    let reset = account
        .has_second_factor
        .then(|| line(Access::ResetSecondFactor, "key", false, t!("user-reset-factor"), t!("user-reset-factor-why")));
    let disable =
        (active && !is_self).then(|| line(Access::Disable, "closed", true, t!("user-disable"), t!("user-disable-why")));
    let enable = (!active).then(|| line(Access::Enable, "again", false, t!("user-enable"), t!("user-enable-why")));
    let (link, link_why) = if account.has_password {
        (t!("user-link-password"), t!("user-link-password-why"))
    } else {
        (t!("user-link-invite"), t!("user-link-invite-why"))
    };
    let link = active.then(|| {
        view! {
            <form method="post" action=format!("/admin/users/{id}/link")>
                <ul class="deeds"><li><button><Icon name="message"/>{link}</button><small>{link_why}</small></li></ul>
            </form>
        }
    });
    view! {
        <section class="panel" aria-labelledby="access">
            <h2 id="access">{t!("user-access")}</h2>
            {link}
            <form method="post" action=format!("/admin/users/{id}/access")>
                <ul class="deeds">{unlock}{sign_out}{reset}{enable}{disable}</ul>
            </form>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Access;

    #[test]
    fn what_a_button_sends_is_understood() {
        for access in Access::ALL {
            assert_eq!(Access::parse(access.word()), Some(access));
        }
        assert_eq!(Access::parse("delete"), None);
    }
}
