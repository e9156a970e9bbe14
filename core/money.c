/* money */
typedef int waymark_empty_money;
