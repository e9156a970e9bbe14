#include <criterion/criterion.h>
Test(track, todo) { cr_skip("not yet"); }
