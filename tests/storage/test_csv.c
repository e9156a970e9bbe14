#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <dirent.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "storage/csv.h"

static char folder[64];

static void setup(void)
{
	strcpy(folder, "/tmp/csv-XXXXXX");
	cr_assert(mkdtemp(folder) != NULL);
}

static void teardown(void)
{
	char *command = xasprintf("rm -rf '%s'", folder);

	cr_assert(system(command) == 0 || true);
	free(command);
}

TestSuite(csv, .init = setup, .fini = teardown);

static char *write_file(const char *data, size_t size)
{
	char *path = xasprintf("%s/file.csv", folder);
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL && fwrite(data, 1, size, file) == size && fclose(file) == 0);
	return path;
}

/* The records as text: cells joined by |, each record "LINE:cells" and ending with /. */
static char *render(struct csv *csv)
{
	struct buf out = { 0 };
	struct csv_record record;
	struct error error;
	int more;

	while ((more = csv_next(csv, &record, &error)) == 1) {
		buf_printf(&out, "%ld:", record.line);
		for (size_t i = 0; i < record.count; i++) {
			buf_str(&out, i ? "|" : "");
			cr_assert(record.cells[i].text[record.cells[i].size] == '\0');
			buf_add(&out, record.cells[i].text, record.cells[i].size);
		}
		buf_str(&out, "/");
	}
	if (more < 0)
		buf_printf(&out, "!%s", strstr(error.text, "line") ? strstr(error.text, "line") : error.text);
	return buf_take(&out);
}

static void check_bytes(const char *data, size_t size, char delimiter, const char *expected)
{
	char *path = write_file(data, size), *got;
	struct csv *csv;
	struct error error;

	cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0), "%s", error.text);
	if (delimiter)
		cr_assert_eq(csv_delimiter(csv), delimiter, "%s: %c", data, csv_delimiter(csv));
	got = render(csv);
	cr_assert_str_eq(got, expected, "%s gave %s", data, got);
	free(got);
	cr_assert(eq(int, csv_rewind(csv, &error), 0));
	got = render(csv);
	cr_assert_str_eq(got, expected, "again: %s", got);
	free(got);
	csv_close(csv);
	free(path);
}

static void check(const char *data, char delimiter, const char *expected)
{
	check_bytes(data, strlen(data), delimiter, expected);
}

Test(csv, line_ends_of_all_kinds)
{
	check("a,b\n1,2\n", ',', "1:a|b/2:1|2/");
	check("a,b\r\n1,2\r\n", ',', "1:a|b/2:1|2/");
	check("a,b\r1,2\r", ',', "1:a|b/2:1|2/");
	check("a,b\n1,2\r\n3,4\r5,6", ',', "1:a|b/2:1|2/3:3|4/4:5|6/");
	check("a,b\n1,", ',', "1:a|b/2:1|/");
	check("", 0, "");
	check("\n\r\n\r", 0, "");
}

Test(csv, blank_lines_count_but_are_no_records)
{
	check("\n\na,b\n\r\n1,2\n", ',', "3:a|b/5:1|2/");
	check("a,b\n,\n", ',', "1:a|b/2:|/");
}

Test(csv, quotes)
{
	check("a,b\n\"1,5\",\"say \"\"no\"\"\"\n", ',', "1:a|b/2:1,5|say \"no\"/");
	check("a,b\n\"two\nlines\",x\ny,z\n", ',', "1:a|b/2:two\nlines|x/4:y|z/");
	check("a,b\n\"two\r\nlines\rthree\",x\ny,z\n", ',', "1:a|b/2:two\r\nlines\rthree|x/5:y|z/");
	check("a,b\n5\" disk,say \"no\"\n", ',', "1:a|b/2:5\" disk|say \"no\"/");
	check("a,b\n\"x\"yz,\"q\"\"\"r\"s\n", ',', "1:a|b/2:xyz|q\"r\"s/");
	check("a,b\n\"\",\"\"\n", ',', "1:a|b/2:|/");
	check("a,b\n1,\"\"\"\"", ',', "1:a|b/2:1|\"/");
}

Test(csv, a_quote_never_closed_names_its_line)
{
	check("a,b\n1,2\nx,\"y\n", ',',
	      "1:a|b/2:1|2/!line 3: a quote is opened here and never closed; close it or take it away");
	check("a,b\n\"p\nq\",\"y\n", ',',
	      "1:a|b/!line 3: a quote is opened here and never closed; close it or take it away");
}

Test(csv, rows_keep_their_own_width)
{
	check("a,b,c\n1,2\n1,2,3,4\n", ',', "1:a|b|c/2:1|2/3:1|2|3|4/");
}

Test(csv, delimiters_are_found_out)
{
	check("a;b;c\n1,5;2;\"x;y\"\n2,5;3;z\n", ';', "1:a|b|c/2:1,5|2|x;y/3:2,5|3|z/");
	check("a\tb\n1,2\t3\n", '\t', "1:a|b/2:1,2|3/");
	check("Name;Notes\nA;\"x, y, z\"\nB;p, q\n", ';', "1:Name|Notes/2:A|x, y, z/3:B|p, q/");
	check("name\nAcme\n", ',', "1:name/2:Acme/");
	check("\"a;b\",c\n\"d;e\",f\n", ',', "1:a;b|c/2:d;e|f/");
	check("sep=;\na;b\n1;2\n", ';', "2:a|b/3:1|2/");
}

Test(csv, encodings)
{
	check("\xef\xbb\xbf"
	      "a,b\n1,\xc3\xa9\n",
	      ',', "1:a|b/2:1|\xc3\xa9/");
	check("a,b\n1,\xe9\n", ',', "1:a|b/2:1|\xc3\xa9/");
	check_bytes("\xff\xfe"
		    "a\0,\0b\0\r\0\n\0001\0,\0\xe9\0",
		    18, ',', "1:a|b/2:1|\xc3\xa9/");
	check_bytes("\xfe\xff"
		    "\0a\0,\0b\0\n\0001\0,\0\xe9",
		    16, ',', "1:a|b/2:1|\xc3\xa9/");
}

Test(csv, a_late_byte_decides_the_encoding)
{
	struct buf data = { 0 };
	struct csv *csv;
	struct error error;
	char *path;

	buf_str(&data, "id,name\n");
	for (int i = 0; i < 100000; i++)
		buf_printf(&data, "%d,plain\n", i);
	buf_str(&data, "1,Cr\xe9"
		       "dito\n");
	path = write_file(data.data, data.size);
	cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0));
	cr_assert(eq(int, (int)csv_encoding(csv), (int)ENCODING_WINDOWS_1252));
	csv_close(csv);
	free(path);
	buf_free(&data);
}

Test(csv, nul_bytes_and_broken_text_are_told)
{
	char *path = write_file("a,b\n1\0,2\n3,4\n", 13);
	struct csv *csv;
	struct csv_record record;
	struct error error;

	cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0));
	cr_assert(csv_next(csv, &record, &error) == 1 && !record.has_nul);
	cr_assert(csv_next(csv, &record, &error) == 1 && record.has_nul);
	cr_assert(eq(sz, record.count, 2));
	cr_assert(eq(sz, record.cells[0].size, 2));
	cr_assert(csv_next(csv, &record, &error) == 1 && !record.has_nul);
	csv_close(csv);
	free(path);

	path = write_file("\xef\xbb\xbf"
			  "a,b\n1,\xe9\n3,4\n",
			  15);
	cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0));
	cr_assert(csv_next(csv, &record, &error) == 1 && !record.bad_text);
	cr_assert(csv_next(csv, &record, &error) == 1 && record.bad_text);
	cr_assert(csv_next(csv, &record, &error) == 1 && !record.bad_text);
	csv_close(csv);
	free(path);
}

/* Cells on either side of every edge of the window: the same text as a plain reader would give. */
Test(csv, records_across_the_window)
{
	struct buf data = { 0 };
	struct csv *csv;
	struct csv_record record;
	struct error error;
	char *path;
	int rows = 20000;

	for (int i = 0; i < rows; i++)
		buf_printf(&data, "%d,\"q\"\"%d\r\n\",%.*s\r\n", i, i * 7, i % 90,
			   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
			   "xxx");
	path = write_file(data.data, data.size);
	cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0));
	for (int i = 0; i < rows; i++) {
		char number[32], quoted[32];

		snprintf(number, sizeof number, "%d", i);
		snprintf(quoted, sizeof quoted, "q\"%d\r\n", i * 7);
		cr_assert(csv_next(csv, &record, &error) == 1);
		cr_assert(eq(sz, record.count, 3));
		cr_assert(eq(str, record.cells[0].text, number));
		cr_assert(eq(str, record.cells[1].text, quoted));
		cr_assert(eq(sz, record.cells[2].size, (size_t)(i % 90)));
		cr_assert(eq(long, record.line, 1L + 2 * i));
	}
	cr_assert(eq(int, csv_next(csv, &record, &error), 0));
	csv_close(csv);
	free(path);
	buf_free(&data);
}

static int read_one_cell(size_t size, bool quoted, struct error *error)
{
	struct buf data = { 0 };
	struct csv *csv;
	struct csv_record record;
	char *path, *cell = xmalloc(size);
	int result;

	memset(cell, 'x', size);
	buf_str(&data, quoted ? "a,b\n1,\"" : "a,b\n1,");
	buf_add(&data, cell, size);
	buf_str(&data, quoted ? "\"\n" : "\n");
	path = write_file(data.data, data.size);
	cr_assert(eq(int, csv_open(&csv, path, 0, error), 0));
	cr_assert(eq(int, csv_next(csv, &record, error), 1));
	result = csv_next(csv, &record, error);
	if (result == 1)
		cr_assert(eq(sz, record.cells[1].size, size));
	csv_close(csv);
	free(path);
	free(cell);
	buf_free(&data);
	return result;
}

Test(csv, cells_up_to_a_megabyte)
{
	struct error error;

	cr_assert(eq(int, read_one_cell((1 << 20) - 2, true, &error), 1));
	cr_assert(eq(int, read_one_cell(1 << 20, false, &error), 1));
	cr_assert(eq(int, read_one_cell((1 << 20) + 1, false, &error), -1));
	cr_assert(strstr(error.text, "line 2") != NULL);
	cr_assert(eq(int, read_one_cell(5 << 20, true, &error), -1));
	cr_assert(strstr(error.text, "line 2") != NULL);
}

Test(csv, a_pipe_can_be_read_twice)
{
	int ends[2];
	struct csv *csv;
	struct error error;
	char *got;

	cr_assert(pipe(ends) == 0);
	cr_assert(write(ends[1], "a,b\n1,\"2\"\n", 10) == 10);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	cr_assert(eq(int, csv_open(&csv, "-", 0, &error), 0), "%s", error.text);
	for (int i = 0; i < 2; i++) {
		got = render(csv);
		cr_assert_str_eq(got, "1:a|b/2:1|2/");
		free(got);
		cr_assert(eq(int, csv_rewind(csv, &error), 0));
	}
	csv_close(csv);
}

Test(csv, what_cannot_be_opened)
{
	struct csv *csv;
	struct error error;

	cr_assert(eq(int, csv_open(&csv, "/nonexistent/x.csv", 0, &error), -1));
	cr_assert(eq(int, (int)error.kind, (int)ERROR_NOT_FOUND));
	cr_assert(eq(int, csv_open(&csv, folder, 0, &error), -1));
	cr_assert(strstr(error.text, "folder") != NULL);
}

Test(csv, put_and_read_back)
{
	static const char *const cells[] = { "plain",	 "a,b", "say \"no\"", "two\nlines", "",
					     " blanks ", "\"",	"x;y",	      "\r" };
	size_t count = sizeof cells / sizeof *cells;
	struct buf out = { 0 };
	struct csv *csv;
	struct csv_record record;
	struct error error;
	char *path;

	for (size_t i = 0; i < count; i++) {
		buf_str(&out, i ? "," : "");
		csv_put(&out, cells[i], strlen(cells[i]));
	}
	buf_str(&out, "\n");
	path = write_file(out.data, out.size);
	cr_assert(eq(int, csv_open(&csv, path, ',', &error), 0));
	cr_assert(eq(int, csv_next(csv, &record, &error), 1));
	cr_assert(eq(sz, record.count, count));
	for (size_t i = 0; i < count; i++)
		cr_assert(eq(str, record.cells[i].text, (char *)cells[i]));
	csv_close(csv);
	free(path);
	buf_free(&out);
}

/* Random bytes out of what matters: it must end, stay within its memory, count lines as a plain count of
 * line ends does, and say the same the second time. */
Test(csv, any_bytes_at_all)
{
	static const char alphabet[] = "\"\"\",,;\n\n\r\t ab1\0\xc3\xa9\xff\xfe";
	unsigned seed = 20261122;
	char data[400];

	for (int round = 0; round < 3000; round++) {
		size_t size = (seed = seed * 1103515245u + 12345u) >> 16 & 0xff;
		struct csv *csv;
		struct csv_record record;
		struct error error;
		char *path, *first, *second;
		long lines = 1, cells = 0;

		for (size_t i = 0; i < size; i++) {
			seed = seed * 1103515245u + 12345u;
			data[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		path = write_file(data, size);
		cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0));
		for (size_t i = 0; i < size; i++)
			lines += data[i] == '\n' || (data[i] == '\r' && (i + 1 >= size || data[i + 1] != '\n'));
		while (csv_next(csv, &record, &error) == 1) {
			cr_assert(record.count >= 1 && record.line <= lines);
			for (size_t i = 0; i < record.count; i++)
				cells += record.cells[i].text[record.cells[i].size] == '\0';
		}
		cr_assert(cells <= 2 * (long)size + 1);
		cr_assert(eq(int, csv_rewind(csv, &error), 0));
		first = render(csv);
		cr_assert(eq(int, csv_rewind(csv, &error), 0));
		second = render(csv);
		cr_assert(eq(str, first, second));
		free(first);
		free(second);
		csv_close(csv);
		free(path);
	}
}

/* The answers that come with csv-spectrum: an array of objects, or one object for one row. */
static void check_answer(const char *base, const char *name)
{
	char *csv_path = xasprintf("%s/csvs/%s.csv", base, name),
	     *json_path = xasprintf("%s/json/%s.json", base, name);
	json_error_t bad;
	json_t *answer = json_load_file(json_path, 0, &bad), *rows = answer;
	struct csv *csv;
	struct csv_record record;
	struct error error;
	char *header[16];
	size_t width, row = 0;

	cr_assert(answer != NULL, "%s: %s", json_path, bad.text);
	if (json_is_object(answer)) {
		rows = json_array();
		json_array_append_new(rows, answer);
	}
	cr_assert(eq(int, csv_open(&csv, csv_path, 0, &error), 0));
	cr_assert(eq(int, csv_next(csv, &record, &error), 1));
	width = record.count;
	for (size_t i = 0; i < width; i++)
		header[i] = xstrdup(record.cells[i].text);
	for (; csv_next(csv, &record, &error) == 1; row++) {
		json_t *expected = json_array_get(rows, row);

		cr_assert_eq(record.count, width, "%s row %zu", name, row);
		for (size_t i = 0; i < width; i++) {
			/* This one's answer holds another number than its file, at its source too. */
			if (!strcmp(header[i], "Contact Phone Number"))
				continue;
			cr_assert_str_eq(record.cells[i].text,
					 json_string_value(json_object_get(expected, header[i])));
		}
	}
	cr_assert_eq(row, json_array_size(rows), "%s", name);
	for (size_t i = 0; i < width; i++)
		free(header[i]);
	csv_close(csv);
	json_decref(rows);
	free(csv_path);
	free(json_path);
}

static char *data_folder(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/%s", top ? top : ".", name);

	if (access(path, R_OK) < 0)
		cr_skip_test("no sample data here");
	return path;
}

Test(csv, spectrum)
{
	char *base = data_folder("csv-conformance/csv-spectrum"), *csvs = xasprintf("%s/csvs", base);
	DIR *dir = opendir(csvs);
	int count = 0;

	cr_assert(dir != NULL);
	for (const struct dirent *entry; (entry = readdir(dir));) {
		char *name = xstrdup(entry->d_name), *dot = strstr(name, ".csv");

		if (dot) {
			*dot = '\0';
			check_answer(base, name);
			count++;
		}
		free(name);
	}
	closedir(dir);
	cr_assert(eq(int, count, 12));
	free(csvs);
	free(base);
}

/* Rows with their header and columns as the sample data's own README states them. */
Test(csv, real_files)
{
	static const struct {
		const char *name;
		long rows;
		size_t columns;
		char delimiter;
		enum encoding encoding;
	} files[] = {
		{ "salesforce-dataloader/accountData.csv", 424, 38, ',', ENCODING_WINDOWS_1252 },
		{ "salesforce-dataloader/tests/csvtext_BOM_UTF16LE.csv", 3, 3, ',', ENCODING_UTF16LE },
		{ "salesforce-dataloader/tests/csvtext_BOM_UTF8.csv", 3, 3, ',', ENCODING_UTF8 },
		{ "ravenstack-iso/ravenstack_accounts.csv", 501, 10, ',', ENCODING_UTF8 },
		{ "ravenstack-iso/ravenstack_feature_usage.csv", 25001, 8, ',', ENCODING_UTF8 },
		{ "telco-churn/Telco-Customer-Churn.csv", 7044, 21, ',', ENCODING_UTF8 },
		{ "fivetran-seeds/salesforce/sf_account_data.csv", 11, 50, ',', ENCODING_UTF8 },
		{ "fivetran-seeds/salesforce/sf_contact_data.csv", 5, 368, ',', ENCODING_UTF8 },
		{ "csv-conformance/rust-csv/uspop-latin1.csv", 101, 5, ',', ENCODING_WINDOWS_1252 },
		{ "csv-conformance/rust-csv/strange.csv", 7, 2, ';', ENCODING_UTF8 },
		{ "csv-conformance/messytables-horror/sparse_with_column_errors.csv", 2238, 4, ',',
		  ENCODING_WINDOWS_1252 },
		{ "csv-conformance/messytables-horror/excel_pasting.csv", 0, 9, ',', ENCODING_UTF8 },
		{ "csv-conformance/messytables-horror/utf8bom.csv", 1, 2, ',', ENCODING_UTF8 },
		{ "surveys/qualtrics_sample.csv", 0, 20, ',', ENCODING_UTF8 },
	};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		char *path = data_folder(files[i].name);
		struct csv *csv;
		struct csv_record record = { 0 };
		struct error error;
		long rows = 0;
		int more;

		cr_assert(eq(int, csv_open(&csv, path, 0, &error), 0));
		cr_assert_eq(csv_delimiter(csv), files[i].delimiter, "%s", path);
		cr_assert_eq(csv_encoding(csv), files[i].encoding, "%s", path);
		while ((more = csv_next(csv, &record, &error)) == 1) {
			rows++;
			if (rows == 1)
				cr_assert_eq(record.count, files[i].columns, "%s: %zu", path, record.count);
		}
		cr_assert_eq(more, 0, "%s: %s", path, error.text);
		if (files[i].rows)
			cr_assert_eq(rows, files[i].rows, "%s: %ld", path, rows);
		csv_close(csv);
		free(path);
	}
}
