#include <criterion/criterion.h>
Test(text, todo) { cr_skip("not yet"); }
