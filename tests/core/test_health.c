#include <criterion/criterion.h>
Test(health, todo) { cr_skip("not yet"); }
