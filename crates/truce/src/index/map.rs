//! The map: incidents where they are few, clusters where they are many; and how many there were by day.

use std::sync::Arc;

use serde::Serialize;
use truce_core::geo::Position;
use truce_core::time::Day;

use crate::failure::Outcome;
use crate::index::columns::{Columns, Line, epoch};
use crate::index::filter::{Filter, Pass, Within};
use crate::index::incident_row::IncidentRow;
use crate::index::incidents::rows;
use crate::index::space::{Bounds, degrees};
use crate::index::tables::Tables;

/// Up to so many incidents are shown themselves.
pub const INCIDENTS_MAX: usize = 500;
/// The most clusters; beyond them the grid is made coarser.
pub const CLUSTERS_MAX: i64 = 1_024;
/// The most bars of a histogram.
pub const BARS_MAX: i32 = 400;

/// What the map shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// How many of the incidents looked for have no position, and so stand on no map.
    pub unplaced: usize,
    /// What stands in the box.
    pub features: Features,
}

/// What stands in a box.
#[derive(Debug, Clone, PartialEq)]
pub enum Features {
    /// Each by itself, with the disc in which it lies.
    Incidents(Vec<IncidentRow>),
    /// Taken together by the cells of a grid.
    Clusters(Vec<Cluster>),
}

/// Incidents of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cluster {
    /// How many.
    pub count: u32,
    /// The middle of their middles, in degrees.
    pub lat: f64,
    /// As `lat`.
    pub lon: f64,
    /// From where to where their discs reach, in degrees: south, west, north, east.
    pub reach: [f64; 4],
}

/// What is shown of a box at a zoom level, as web maps count it (0: the world in one tile).
///
/// # Errors
/// If the words looked for cannot be understood, or the index cannot be read.
pub fn features(
    tables: &Tables,
    columns: &Columns,
    filter: &Filter,
    (within, zoom): (Within, u8),
) -> Outcome<Seen> {
    let asked = format!("{within:?} {zoom} {filter:?}");
    let find = || {
        let everywhere = Filter { within: None, ..filter.clone() };
        let pass = everywhere.pass(tables, columns)?;
        Ok(Clustered::of(pass.lines(), within, zoom).map(Arc::new))
    };
    if let Some(found) = columns.answers.clusters.or_find(&asked, find)? {
        let Clustered { unplaced, clusters } = &*found;
        return Ok(Seen { unplaced: *unplaced, features: Features::Clusters(clusters.clone()) });
    }
    let everywhere = Filter { within: None, ..filter.clone() };
    let (mut unplaced, mut inside) = (0, Vec::new());
    for line in everywhere.pass(tables, columns)?.lines() {
        match &line.placed {
            Some((_, bounds)) if within.meets(*bounds) => inside.push(line.number),
            Some(_) => {}
            None => unplaced += 1,
        }
    }
    Ok(Seen { unplaced, features: Features::Incidents(rows(tables, inside.into_iter())?) })
}

/// What stands in a box, taken together.
#[derive(Debug)]
pub(crate) struct Clustered {
    unplaced: usize,
    clusters: Vec<Cluster>,
}

impl Clustered {
    /// Takes incidents together by cell; none if they are few enough to be shown themselves.
    fn of<'c>(lines: impl Iterator<Item = &'c Line>, within: Within, zoom: u8) -> Option<Self> {
        let (mut unplaced, mut count) = (0, 0_usize);
        let (grid, mut sums) = (Grid::of(within, zoom), Vec::new());
        for line in lines {
            match &line.placed {
                Some((point, bounds)) if within.meets(*bounds) => {
                    count += 1;
                    add(&mut sums, grid.index(*point), *point, *bounds);
                }
                Some(_) => {}
                None => unplaced += 1,
            }
        }
        (count > INCIDENTS_MAX).then(|| Self { unplaced, clusters: clusters(sums) })
    }
}

/// A grid that stays where it is while the map is moved; in millionths of a degree.
#[derive(Debug, Clone, Copy)]
struct Grid {
    /// How wide a cell is; it is three quarters as high.
    cell: i64,
    /// The first column and row of the box.
    first: (i64, i64),
    /// How many columns and rows.
    size: (i64, i64),
    /// The western edge, if the box goes over the date line: what lies west of it is taken a turn further east.
    turn_from: Option<i64>,
}

const TURN: i64 = 360_000_000;

impl Grid {
    /// The grid of a box: a cell is a quarter of a tile wide, or more if that would make too many.
    fn of(within: Within, zoom: u8) -> Self {
        let (south, north) = (within.south_west.lat_udeg(), within.north_east.lat_udeg());
        let west = i64::from(within.south_west.lon_udeg());
        let over = within.over_the_date_line();
        let east = i64::from(within.north_east.lon_udeg()) + if over { TURN } else { 0 };
        let mut cell = (TURN >> (u32::from(zoom.min(20)) + 2)).max(100);
        loop {
            let column = |lon: i64| lon.div_euclid(cell);
            let row = |lat: i32| i64::from(lat).div_euclid(height(cell));
            let first = (column(west), row(south));
            let size = (column(east) - first.0 + 1, row(north) - first.1 + 1);
            if size.0.max(1) * size.1.max(1) <= CLUSTERS_MAX {
                return Self { cell, first, size, turn_from: over.then_some(west) };
            }
            cell *= 2;
        }
    }

    /// In which cell a point lies, row by row; what reaches into the box from outside counts to its edge.
    fn index(self, point: Position) -> usize {
        let lon = i64::from(point.lon_udeg());
        let lon = if self.turn_from.is_some_and(|west| lon < west) { lon + TURN } else { lon };
        let clamped = |value: i64, size: i64| value.clamp(0, size.max(1) - 1);
        let column = clamped(lon.div_euclid(self.cell) - self.first.0, self.size.0);
        let row = i64::from(point.lat_udeg()).div_euclid(height(self.cell)) - self.first.1;
        let row = clamped(row, self.size.1);
        usize::try_from(row * self.size.0.max(1) + column).unwrap_or(0)
    }
}

fn height(cell: i64) -> i64 {
    (cell / 4 * 3).max(1)
}

/// The sums of one cell.
#[derive(Clone, Copy)]
struct Sum {
    count: i64,
    lat: i64,
    lon: i64,
    reach: Bounds,
}

/// Adds an incident to its cell.
fn add(sums: &mut Vec<Option<Sum>>, index: usize, point: Position, bounds: Bounds) {
    if sums.len() <= index {
        sums.resize(index + 1, None);
    }
    let Some(held) = sums.get_mut(index) else { return };
    let sum = held.get_or_insert(Sum { count: 0, lat: 0, lon: 0, reach: bounds });
    sum.count += 1;
    sum.lat += i64::from(point.lat_udeg());
    sum.lon += i64::from(point.lon_udeg());
    sum.reach = sum.reach.hull(bounds);
}

/// The clusters of the cells, from south to north and west to east.
fn clusters(sums: Vec<Option<Sum>>) -> Vec<Cluster> {
    let cluster = |sum: Sum| {
        let mean = |total: i64| degrees(i32::try_from(total / sum.count).unwrap_or(0));
        let Bounds { min_lat, max_lat, min_lon, max_lon } = sum.reach;
        Cluster {
            count: u32::try_from(sum.count).unwrap_or(u32::MAX),
            lat: mean(sum.lat),
            lon: mean(sum.lon),
            reach: [min_lat, min_lon, max_lat, max_lon],
        }
    };
    sums.into_iter().flatten().map(cluster).collect()
}

/// How many incidents ended on some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// How many.
    pub count: u32,
    /// The first of the days.
    pub from: Day,
}

/// How many incidents there were over time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Histogram {
    /// Those with incidents, the first day first.
    pub bars: Vec<Bar>,
    /// How many days a bar stands for.
    pub days_each: i32,
}

/// How many incidents that are looked for ended on each day, or on each so many days if there would be too many bars.
///
/// # Errors
/// If the words looked for cannot be understood, or the index cannot be read.
pub fn histogram(tables: &Tables, columns: &Columns, filter: &Filter) -> Outcome<Histogram> {
    columns
        .answers
        .histograms
        .or_find(&format!("{filter:?}"), || Ok(counted_by_day(&filter.pass(tables, columns)?)))
}

fn counted_by_day(pass: &Pass<'_>) -> Histogram {
    let days: Vec<i32> = pass.lines().map(|line| line.day).collect();
    let days = || days.iter().copied();
    let (first, last) = (days().min().unwrap_or(0), days().max().unwrap_or(0));
    let days_each = (last - first) / BARS_MAX + 1;
    let mut counts: Vec<u32> = Vec::new();
    for day in days() {
        let bar = usize::try_from((day - first) / days_each).unwrap_or(0);
        if counts.len() <= bar {
            counts.resize(bar + 1, 0);
        }
        if let Some(count) = counts.get_mut(bar) {
            *count += 1;
        }
    }
    let bar =
        |(number, count): (i32, u32)| Bar { count, from: epoch().plus(first + number * days_each) };
    let bars = (0..).zip(counts).filter(|(_, count)| *count > 0).map(bar).collect();
    Histogram { bars, days_each }
}
