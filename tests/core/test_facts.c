#include <criterion/criterion.h>
Test(facts, todo) { cr_skip("not yet"); }
