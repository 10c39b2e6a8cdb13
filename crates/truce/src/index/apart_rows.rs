//! Reports that tell of no event, as rows: predictions, that nothing was seen, that monitors were kept away.

use rusqlite::{Connection, Result, params};
use serde::Serialize;
use truce_core::bulletin::Claim;
use truce_core::report::Basis;

use crate::index::incident_row::told_over;
use crate::index::unit::{Kind, Unit};

/// The bases of such reports.
pub(crate) const BASES: [Basis; 3] = [Basis::Impediment, Basis::NothingSeen, Basis::Predicted];

/// Such a report, with its source.
#[derive(Serialize)]
pub(crate) struct ApartUnit {
    pub(crate) claim: Claim,
}

impl Unit for ApartUnit {
    const KIND: Kind = Kind::Apart;

    fn key(&self) -> String {
        self.claim.address.to_string()
    }

    fn put(&self, tables: &Connection) -> Result<()> {
        let (from, until) = told_over(self.claim.window, self.claim.sent_at);
        let sql = "INSERT INTO report_apart VALUES (?, ?, ?, ?, ?)";
        tables.prepare_cached(sql)?.execute(params![
            self.claim.address.to_string(),
            self.claim.basis.word(),
            from.unix(),
            until.unix(),
            serde_json::to_string(&self.claim).unwrap_or_default(),
        ])?;
        Ok(())
    }

    fn take_out(tables: &Connection, key: &str) -> Result<()> {
        tables.prepare_cached("DELETE FROM report_apart WHERE address = ?")?.execute([key])?;
        Ok(())
    }
}
