# Makes storage/queries.h from queries.sql: an enum of the statements' names and a
# table of their texts. A statement starts at "-- :name NAME" and ends at the next.
BEGIN { n = 0 }
function flush() {
	if (name == "")
		return
	names[n] = name
	texts[n++] = text
	text = ""
}
/^-- :name / { flush(); name = $3; next }
/^--/ || /^[ \t]*$/ { next }
{
	line = $0
	sub(/[ \t]+--.*$/, "", line)
	sub(/^[ \t]+/, "", line)
	gsub(/\\/, "\\\\", line)
	gsub(/"/, "\\\"", line)
	text = text "\n\t  \"" line " \""
}
END {
	flush()
	print "/* Made from queries.sql by build-aux/queries.awk. */"
	print "enum query {"
	for (i = 0; i < n; i++)
		print "\tQ_" toupper(names[i]) ","
	print "\tQUERY_COUNT\n};"
	print "#ifdef QUERIES_WITH_TEXT"
	print "static const struct query_text {\n\tconst char *name, *sql;\n} query_texts[QUERY_COUNT] = {"
	for (i = 0; i < n; i++)
		print "\t{ \"" names[i] "\"," texts[i] " },"
	print "};\n#endif"
}
