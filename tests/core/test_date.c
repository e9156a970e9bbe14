#include <criterion/criterion.h>
Test(date, todo) { cr_skip("not yet"); }
