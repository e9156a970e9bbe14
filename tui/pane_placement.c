#include "tui/sheet.h"
void placement_open(struct app *app)
{
	app_say(app, false, "placement");
}
