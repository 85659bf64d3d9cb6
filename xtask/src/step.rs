//! The steps of a long task: each has a name and a time, and they are told together at the end.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

#[derive(Debug, Default)]
pub struct Steps {
    taken: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    name: &'static str,
    elapsed: Duration,
    failed: bool,
}

impl Steps {
    pub fn take<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let number = self.taken.len() + 1;
        println!("\n── {number}. {name}");
        let start = Instant::now();
        let outcome = work();
        let elapsed = start.elapsed();
        self.taken.push(Step { name, elapsed, failed: outcome.is_err() });
        outcome.with_context(|| format!("stopped at step {number}, {name}"))
    }

    pub fn print_table(&self) {
        println!();
        for (number, Step { name, elapsed, failed }) in (1..).zip(&self.taken) {
            let verdict = if *failed { "  FAILED" } else { "" };
            println!("{number:>3}. {name:<36} {:>7.1} s{verdict}", elapsed.as_secs_f64());
        }
        let total: Duration = self.taken.iter().map(|step| step.elapsed).sum();
        println!("     {:<36} {:>7.1} s", "together", total.as_secs_f64());
    }
}
