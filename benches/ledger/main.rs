mod past;
fn main() {}
