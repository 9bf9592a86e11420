"""What the clerk is told beside the page: tray, hỏa tốc, the duty to look into the inbox."""
