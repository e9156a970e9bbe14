/* account */
typedef int waymark_empty_account;
