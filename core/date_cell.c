/* date_cell */
typedef int waymark_empty_date_cell;
