/* scorecard */
typedef int waymark_empty_scorecard;
