/* xalloc */
typedef int waymark_empty_xalloc;
