/* qbr */
typedef int waymark_empty_qbr;
