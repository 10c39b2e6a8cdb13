-- The orders in which reports are looked up; made anew after much was put in at once.
CREATE INDEX IF NOT EXISTS report_time ON report (latest, earliest);
CREATE INDEX IF NOT EXISTS report_area ON report (area, latest, earliest);
CREATE INDEX IF NOT EXISTS report_source ON report (source, latest, earliest);
