/* indicator */
typedef int waymark_empty_indicator;
