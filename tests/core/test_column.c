#include <criterion/criterion.h>
Test(column, todo) { cr_skip("not yet"); }
