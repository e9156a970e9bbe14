/* Every cell of every page over the sample book: it opens, its cases add up to their groups, and where it is a sum
 * of one kind of thing it is that group's total. Grids are whole and say what they are of. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/numbers.h"
#include "run.h"

struct sample {
	struct config config;
	struct ctx ctx;
	char *tracks, *path;
	struct error error;
};

static struct sample sample;

static void open_sample(void)
{
	struct book_options options = { .scorecard = scorecard_default(), .default_track = "cst-saas" };

	run_begin();
	DONE("", "demo", "--write", run_path("book.db"));
	DONE("", "cost", "set", "2026-Q3", "acquisition", "120000 EUR");
	DONE("", "cost", "set", "2026-Q3", "retention", "40000 EUR", "--segment", "Enterprise");
	DONE("", "rate", "set", "GBP", "EUR", "1.1731", "--on", "2025-01-01");
	DONE("", "rate", "set", "USD", "EUR", "0.9177", "--on", "2025-01-01");
	sample.path = strdup(run_path("book.db"));
	cr_assert_eq(config_load(&sample.config, NULL, &sample.error), 0, "%s", sample.error.text);
	sample.tracks = xasprintf("%s/share/tracks", getenv("abs_top_srcdir") ? getenv("abs_top_srcdir") : ".");
	options.today = date_from_civil(2026, 11, 22);
	options.limits = config_limits(&sample.config);
	options.tracks_dir = sample.tracks;
	cr_assert_eq(book_open(&sample.ctx.book, sample.path, 0, &options, &sample.error), 0, "%s",
		     sample.error.text);
	sample.ctx.config = &sample.config;
	sample.ctx.who = "ana";
	sample.ctx.clock = sample.ctx.as_of = options.today;
	sample.ctx.utf8 = true;
}

static void close_sample(void)
{
	book_close(sample.ctx.book);
	config_free(&sample.config);
	free(sample.tracks);
	free(sample.path);
	run_end();
}

TestSuite(numbers_cells, .init = open_sample, .fini = close_sample);

static struct numbers_use use_of(enum number_level level)
{
	return (struct numbers_use){ .ctx = &sample.ctx, .query = { .level = level } };
}

static bool is_sum(enum grid_kind kind)
{
	return grid_is_money(kind) || kind == GRID_COUNT;
}

/* Money that is one sum divided by another. */
static bool is_quotient(const char *column)
{
	static const char *const quotients[] = { "arr_per_customer", "lifetime_value", "cac_per_customer" };

	for (size_t i = 0; i < sizeof quotients / sizeof *quotients; i++)
		if (!strcmp(quotients[i], column))
			return true;
	return false;
}

static void check_group(const struct grid_group *group, const char *where)
{
	int64_t sum = 0;

	for (size_t i = 0; i < group->cases.count; i++)
		sum += group->cases.items[i].value;
	cr_expect_eq(sum, group->total, "%s: %s adds up to %lld, not %lld", where, group->key, (long long)sum,
		     (long long)group->total);
}

/* Of several groups one may be the cell, or all together, or the first of two less the second. */
static void check_sum(const struct grid_cell *cell, const struct grid_opened *opened, const char *where)
{
	int64_t all = 0;
	bool is = false;

	for (size_t g = 0; g < opened->groups.count; g++) {
		is |= opened->groups.items[g].total == cell->value && opened->groups.items[g].kind == cell->kind;
		all += opened->groups.items[g].kind == cell->kind ? opened->groups.items[g].total : 0;
	}
	if (opened->groups.count == 2)
		is |= opened->groups.items[0].total - opened->groups.items[1].total == cell->value;
	cr_expect(is || all == cell->value, "%s is %lld, but opens to %lld", where, (long long)cell->value,
		  (long long)all);
}

static size_t check_cell(struct numbers_use *use, const struct numbers_page *page, const struct grid *grid,
			 size_t r, size_t c)
{
	const struct grid_cell *cell = grid_at(grid, r, c);
	struct grid_opened opened = { 0 };
	char *where = xasprintf("%s %s/%s of %s %s", page->name, grid->key, grid->rows.items[r].key,
				grid->columns.items[c].key, grid->currency);

	if (cell->opens) {
		cr_assert_eq(numbers_open_cell(use, page, grid, r, c, &opened, &sample.error), 0, "%s: %s", where,
			     sample.error.text);
		cr_expect_not_null(opened.title, "%s", where);
		for (size_t g = 0; g < opened.groups.count; g++)
			check_group(&opened.groups.items[g], where);
		if (is_sum(cell->kind) && cell->known && !is_quotient(grid->columns.items[c].key))
			check_sum(cell, &opened, where);
		cr_expect(opened.groups.count > 0 || cell->value == 0, "%s opens to nothing", where);
		grid_opened_free(&opened);
	}
	free(where);
	return cell->opens;
}

static void check_grid(const struct numbers_page *page, const struct grid *grid)
{
	cr_expect(grid->title && *grid->title, "%s", page->name);
	cr_expect(grid->rows.count > 0 && grid->columns.count > 0, "%s %s", page->name, grid->key);
	cr_expect_leq(grid->cells.count, grid->rows.count * grid->columns.count, "%s %s", page->name, grid->key);
	for (size_t r = 0; r < grid->rows.count; r++)
		cr_expect_eq(grid_find_row(grid, grid->rows.items[r].key), r, "%s %s: two rows are %s", page->name,
			     grid->key, grid->rows.items[r].key);
	for (size_t c = 0; c < grid->columns.count; c++)
		cr_expect_eq(grid_find_column(grid, grid->columns.items[c].key), c, "%s %s: two columns are %s",
			     page->name, grid->key, grid->columns.items[c].key);
}

/* Returns how many cells opened. */
static size_t check_page(struct numbers_use *use, const struct numbers_page *page)
{
	struct grids grids = { 0 };
	size_t opened = 0;

	cr_assert_eq(page->make(use, &grids, &sample.error), 0, "%s: %s", page->name, sample.error.text);
	for (size_t i = 0; i < grids.count; i++) {
		const struct grid *grid = &grids.items[i];

		check_grid(page, grid);
		for (size_t r = 0; r < grid->rows.count; r++)
			for (size_t c = 0; c < grid->columns.count; c++)
				opened += check_cell(use, page, grid, r, c);
	}
	grids_free(&grids);
	return opened;
}

static void check_pages(struct numbers_use *use, bool wants_all)
{
	for (int p = 0; p < numbers_page_count; p++) {
		size_t opened = check_page(use, &numbers_pages[p]);

		if (wants_all)
			cr_expect_gt(opened, 0, "%s has a cell that opens", numbers_pages[p].name);
	}
	numbers_use_free(use);
}

Test(numbers_cells, every_cell_is_what_it_opens_to)
{
	struct numbers_use use = use_of(LEVEL_MOVEMENT);

	numbers_use_periods(&use, false);
	check_pages(&use, true);
}

Test(numbers_cells, every_cell_of_all_currencies_in_one)
{
	struct numbers_use use = use_of(LEVEL_ACCOUNT);

	memcpy(use.query.in, "EUR", sizeof "EUR");
	numbers_use_periods(&use, false);
	check_pages(&use, true);
}

Test(numbers_cells, every_cell_of_a_filter_netted_by_line)
{
	struct numbers_use use = use_of(LEVEL_LINE);

	numbers_use_periods(&use, true);
	cr_assert_eq(numbers_use_filter(&use, "segment=Enterprise", &sample.error), 0);
	check_pages(&use, false);
}

/* Half of the book and the other half are the book: each sum, cell by cell. */
Test(numbers_cells, halves_add_up_to_the_whole)
{
	static const char *const filters[] = { "", "csm=ana", "csm=ben", "csm=cho", "csm=" };
	struct grids grids[5] = { 0 };
	struct numbers_use use = use_of(LEVEL_ACCOUNT);

	numbers_use_periods(&use, false);
	for (int i = 0; i < 5; i++) {
		cr_assert_eq(numbers_use_filter(&use, filters[i], &sample.error), 0);
		cr_assert_eq(numbers_retention_make(&use, &grids[i], &sample.error), 0);
		cr_assert_eq(numbers_cohorts_make(&use, &grids[i], &sample.error), 0);
	}
	for (size_t g = 0; g < grids[0].count; g++) {
		const struct grid *whole = &grids[0].items[g];

		for (size_t at = 0; at < whole->cells.count; at++) {
			int64_t sum = 0;

			for (int i = 1; i < 5; i++)
				for (size_t k = 0; k < grids[i].count; k++)
					if (!strcmp(grids[i].items[k].key, whole->key) &&
					    !strcmp(grids[i].items[k].currency, whole->currency))
						sum += grids[i].items[k].cells.items[at].value;
			if (is_sum(whole->cells.items[at].kind))
				cr_expect_eq(sum, whole->cells.items[at].value, "%s %s, cell %zu", whole->key,
					     whole->currency, at);
		}
	}
	for (int i = 0; i < 5; i++)
		grids_free(&grids[i]);
	numbers_use_free(&use);
}
