#include <criterion/criterion.h>
Test(filter, todo) { cr_skip("not yet"); }
