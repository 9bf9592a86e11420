"""The names of the fields in which number and date of a draft will stand."""

NUMBER_FIELD = "so_van_ban"
DATE_FIELD = "ngay_ban_hanh"
