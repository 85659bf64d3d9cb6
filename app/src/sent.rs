//! A form as a browser sends it: names with values, and perhaps a file.

use axum::body::to_bytes;
use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{Form, FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use grantdesk::error::Error;
use grantdesk::people::Person;
use grantdesk::upload::{LARGEST, Upload};

use crate::app::App;
use crate::failure::Failure;

/// The largest form without its file: 29,999 player IDs and the rest of it.
pub const FORM: usize = 4 * 1024 * 1024;

/// The largest body that is read to its end, so that a browser which sends too much is there to hear so.
pub const BODY: usize = 3 * LARGEST;

/// More fields than any form of ours has.
const FIELDS: usize = 1_000;

#[derive(Debug, Default)]
pub struct Sent {
    /// In the order of the page; repeated where there are several.
    pub fields: Vec<(String, String)>,
    pub file: Option<SentFile>,
}

#[derive(Debug)]
pub enum SentFile {
    Taken(Upload),
    TooLarge,
}

impl Sent {
    /// Takes a form in, and the file with it: of that, never more than a piece is in memory.
    ///
    /// # Errors
    /// `Malformed` and `TooLarge` for what no form of ours sends. Then nothing of the file is kept.
    pub async fn read(app: &App, person: &Person, request: Request) -> Result<Sent, Failure> {
        if !is_multipart(&request) {
            return Ok(Sent { fields: fields(request).await?, file: None });
        }
        let mut parts = Multipart::from_request(request, app).await.map_err(|why| malformed(&why))?;
        let mut sent = Sent::default();
        match sent.fill(app, person, &mut parts).await {
            Ok(()) => Ok(sent),
            Err(failure) => {
                if let Some(SentFile::Taken(upload)) = sent.file {
                    app.desk.discard_upload(&upload).await?;
                }
                Err(failure)
            }
        }
    }

    async fn fill(&mut self, app: &App, person: &Person, parts: &mut Multipart) -> Result<(), Failure> {
        let mut room = FORM;
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            match part.file_name().map(ToOwned::to_owned) {
                Some(_) if self.file.is_some() => return Err(Failure::Malformed("a second file".to_owned())),
                Some(name) if !name.is_empty() => self.file = Some(file(app, person, &name, part).await?),
                Some(_) => {}
                None => {
                    let name = part.name().unwrap_or_default().to_owned();
                    self.fields.push((name, text(part, &mut room).await?));
                }
            }
        }
        Ok(())
    }
}

/// What somebody sent of whom nothing is known, and who may send it again.
#[derive(Debug, Default)]
pub struct Unclaimed {
    pub fields: Vec<(String, String)>,
    /// Its file is not kept, and without it the form must not be done as it stands.
    pub had_file: bool,
    pub is_multipart: bool,
}

impl Unclaimed {
    /// Nothing of what is larger than a form without a file, and nothing with a secret in it.
    pub async fn read(request: Request) -> Option<Unclaimed> {
        let (head, body) = request.into_parts();
        let body = to_bytes(body, FORM).await.ok()?;
        let request = Request::from_parts(head, body.into());
        let mut unclaimed = Unclaimed { is_multipart: is_multipart(&request), ..Unclaimed::default() };
        if unclaimed.is_multipart {
            unclaimed.fill(Multipart::from_request(request, &()).await.ok()?).await.ok()?;
        } else {
            unclaimed.fields = fields(request).await.ok()?;
        }
        if unclaimed.had_file {
            unclaimed.fields.retain(|(name, _)| name != "do");
            unclaimed.fields.push(("do".to_owned(), "check".to_owned()));
        }
        let is_secret =
            |(name, value): &(String, String)| !value.is_empty() && (name.ends_with("password") || name == "secret");
        let is_empty = unclaimed.fields.iter().all(|(_, value)| value.is_empty());
        let is_kept = !is_empty && unclaimed.fields.len() <= FIELDS && !unclaimed.fields.iter().any(is_secret);
        is_kept.then_some(unclaimed)
    }

    async fn fill(&mut self, mut parts: Multipart) -> Result<(), Failure> {
        let mut room = FORM;
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            match part.file_name() {
                Some(file) => self.had_file |= !file.is_empty(),
                None => {
                    let name = part.name().unwrap_or_default().to_owned();
                    self.fields.push((name, text(part, &mut room).await?));
                }
            }
        }
        Ok(())
    }
}

fn is_multipart(request: &Request) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

async fn fields(request: Request) -> Result<Vec<(String, String)>, Failure> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, FORM).await.map_err(|_| Failure::TooLarge)?;
    let Form(fields) =
        Form::from_request(Request::from_parts(head, body.into()), &()).await.map_err(|why| malformed(&why))?;
    Ok(fields)
}

async fn file(app: &App, person: &Person, name: &str, mut part: Field<'_>) -> Result<SentFile, Failure> {
    let mut receiving = app.desk.receive(person, name).await?;
    loop {
        let taken = match part.chunk().await {
            Ok(Some(bytes)) => receiving.add(&bytes).await,
            Ok(None) => break,
            Err(error) => {
                receiving.discard().await;
                return Err(broken(error));
            }
        };
        match taken {
            Ok(()) => {}
            Err(error) => {
                receiving.discard().await;
                if !matches!(error, Error::FileTooLarge) {
                    return Err(error.into());
                }
                while part.chunk().await.map_err(broken)?.is_some() {}
                return Ok(SentFile::TooLarge);
            }
        }
    }
    Ok(SentFile::Taken(receiving.finish().await?))
}

async fn text(mut part: Field<'_>, room: &mut usize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = part.chunk().await.map_err(broken)? {
        *room = room.checked_sub(chunk.len()).ok_or(Failure::TooLarge)?;
        bytes.extend_from_slice(&chunk);
    }
    if bytes.contains(&0) {
        return Err(malformed(&"NUL"));
    }
    String::from_utf8(bytes).map_err(|why| malformed(&why))
}

fn malformed(why: &impl ToString) -> Failure {
    Failure::Malformed(why.to_string())
}

fn broken(error: MultipartError) -> Failure {
    if error.status().as_u16() == 413 { Failure::TooLarge } else { Failure::Malformed(error.body_text()) }
}
