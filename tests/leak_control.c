/* Leaks on purpose: .ci/run wants to see that the sanitizer reports it. */
#include <stdlib.h>

static void *volatile kept;

int main(void)
{
	kept = malloc(77);
	kept = NULL;
	return 0;
}
