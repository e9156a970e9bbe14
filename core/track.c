/* track */
typedef int waymark_empty_track;
