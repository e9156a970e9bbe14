/* column */
typedef int waymark_empty_column;
