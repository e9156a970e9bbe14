/* facts */
typedef int waymark_empty_facts;
