/* buf */
typedef int waymark_empty_buf;
