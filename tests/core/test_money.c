#include <criterion/criterion.h>
Test(money, todo) { cr_skip("not yet"); }
