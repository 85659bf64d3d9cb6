use crate::failure::Failure;

pub async fn show() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn progress() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn cancel() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn approve() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn reject() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn hold() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn release() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn regrant() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn close() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn enquire() -> Result<(), Failure> {
    Err(Failure::NotFound)
}
