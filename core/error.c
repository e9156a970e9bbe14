/* error */
typedef int waymark_empty_error;
