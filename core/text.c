/* text */
typedef int waymark_empty_text;
