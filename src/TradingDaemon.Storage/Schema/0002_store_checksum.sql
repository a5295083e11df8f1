-- up
-- So that a changed bit in what the store says of itself shows, and so that no two openings leave pages one bit apart.
ALTER TABLE store ADD COLUMN checksum INTEGER;

-- down
ALTER TABLE store DROP COLUMN checksum;
