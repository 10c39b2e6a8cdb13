//! Which cells may excite which, and which couplings are of one kind.
//!
//! Rows respond, columns excite: "j excites k" stands in row k.

/// Cells as parties times zones: `cell = party * zones + zone`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How many parties there are. A party that is not known is none of them.
    pub parties: usize,
    /// How many zones there are.
    pub zones: usize,
    /// Pairs of zones that border on each other.
    pub borders: Vec<(usize, usize)>,
}

impl Grid {
    /// How many cells there are.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.parties.saturating_mul(self.zones)
    }

    /// The cell of a party in a zone.
    #[must_use]
    pub fn cell(&self, party: usize, zone: usize) -> usize {
        party.saturating_mul(self.zones).saturating_add(zone)
    }

    /// The zones that border on a zone, in order and without doubles.
    fn neighbours(&self, zone: usize) -> Vec<usize> {
        let beside = self.borders.iter().filter_map(|(one, other)| match zone {
            _ if *one == zone && *other != zone => Some(*other),
            _ if *other == zone && *one != zone => Some(*one),
            _ => None,
        });
        let mut found: Vec<usize> = beside.filter(|zone| *zone < self.zones).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Sources whose pull on one target is one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The kind of coupling; couplings of a kind are alike across zones.
    pub kind: usize,
    /// The cells that pull.
    pub sources: Vec<usize>,
}

/// For each cell, the groups of sources that may excite it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    rows: Vec<Vec<Group>>,
    kinds: usize,
}

impl Reach {
    /// Every cell may excite every cell, itself too, each with a number of its own.
    #[must_use]
    pub fn everywhere(cells: usize) -> Self {
        let one = |source| Group { kind: 0, sources: vec![source] };
        let row: Vec<Group> = (0..cells).map(one).collect();
        Self { rows: vec![row; cells], kinds: 1 }
    }

    /// Within a zone and across one border, each pair of cells with a number of its own.
    ///
    /// Kinds: in the own zone one for each ordered pair of parties; across a
    /// border one for the own party and one for the others.
    #[must_use]
    pub fn of_zones(grid: &Grid) -> Self {
        let own_zone_kinds = grid.parties.saturating_mul(grid.parties);
        let mut rows = Vec::with_capacity(grid.cells());
        for party in 0..grid.parties {
            for zone in 0..grid.zones {
                let mut row = Vec::new();
                for from in 0..grid.parties {
                    let kind = party.saturating_mul(grid.parties).saturating_add(from);
                    row.push(Group { kind, sources: vec![grid.cell(from, zone)] });
                }
                for from in 0..grid.parties {
                    let kind = own_zone_kinds.saturating_add(usize::from(from != party));
                    let beside = grid.neighbours(zone).into_iter();
                    let sources = beside.map(|zone| grid.cell(from, zone));
                    row.extend(sources.map(|source| Group { kind, sources: vec![source] }));
                }
                rows.push(row);
            }
        }
        Self { rows, kinds: own_zone_kinds.saturating_add(2) }
    }

    /// The same couplings with one number for each target and kind.
    #[must_use]
    pub fn by_kind(&self) -> Self {
        let merged = self.rows.iter().map(|row| {
            let mut merged: Vec<Group> = Vec::new();
            for group in row {
                match merged.iter_mut().find(|known| known.kind == group.kind) {
                    Some(known) => known.sources.extend(&group.sources),
                    None => merged.push(group.clone()),
                }
            }
            merged
        });
        Self { rows: merged.collect(), kinds: self.kinds }
    }

    /// How many cells respond.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.rows.len()
    }

    /// How many kinds of couplings there are.
    #[must_use]
    pub fn kinds(&self) -> usize {
        self.kinds
    }

    /// The groups that may excite a cell.
    #[must_use]
    pub fn groups(&self, target: usize) -> &[Group] {
        self.rows.get(target).map_or(&[], Vec::as_slice)
    }
}
