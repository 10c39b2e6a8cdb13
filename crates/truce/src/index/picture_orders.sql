-- The orders in which incidents are looked up; made anew after many were put in at once.
CREATE INDEX IF NOT EXISTS incident_changed ON incident (changed_at, number);
CREATE INDEX IF NOT EXISTS incident_day ON incident (day, area);
CREATE INDEX IF NOT EXISTS case_row_incident ON case_row (incident);
CREATE INDEX IF NOT EXISTS incident_report_of ON incident_report (incident);
