/* ids */
typedef int waymark_empty_ids;
