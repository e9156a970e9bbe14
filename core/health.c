/* health */
typedef int waymark_empty_health;
