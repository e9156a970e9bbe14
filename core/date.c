/* date */
typedef int waymark_empty_date;
