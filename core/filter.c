/* filter */
typedef int waymark_empty_filter;
