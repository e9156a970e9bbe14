#include <criterion/criterion.h>
Test(ids, todo) { cr_skip("not yet"); }
