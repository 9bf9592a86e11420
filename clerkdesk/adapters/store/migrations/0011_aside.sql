-- Why a page lies in the tray: 'blank', 'separator', or '' where the clerk put it there.
ALTER TABLE scan_page ADD COLUMN aside TEXT NOT NULL DEFAULT '';
