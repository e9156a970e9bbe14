# Makes a C string constant from a text file: awk -v name=NAME -f embed.awk FILE
BEGIN { print "/* Made by build-aux/embed.awk. */\nstatic const char " name "[] ="; none = 1 }
{
	none = 0
	gsub(/\\/, "\\\\")
	gsub(/"/, "\\\"")
	print "\t\"" $0 "\\n\""
}
END { if (none) print "\t\"\""; print "\t;" }
