#include <criterion/criterion.h>
Test(qbr, todo) { cr_skip("not yet"); }
