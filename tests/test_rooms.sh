#!/bin/sh
# core <- storage <- cmd <- tui: each room knows those to its left. Read from the objects'
# undefined symbols and from the includes.
set -u
src=${abs_top_srcdir:?} build=${abs_top_builddir:?}
count=0

# result NAME FAULTS
result() {
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

# undefined ROOM PATTERN: symbols that the room's objects want and that fit the pattern
undefined() {
	nm -A "$build/lib$1.a" 2>/dev/null | awk -v p="$2" '$(NF-1) == "U" { sub(/@.*/, "", $NF); if ($NF ~ p) print $1, $NF }'
}

# includes ROOM PATTERN: lines of the room's files that include what fits the pattern
includes() {
	(cd "$src" && grep -nE "^[ \t]*#[ \t]*include[ \t]+[<\"]($2)" "$1"/*.[ch])
}

curses='^(initscr|newterm|endwin|wrefresh|doupdate|wnoutrefresh|wadd.*|wattr.*|stdscr|curscr|newwin|tigetstr|setupterm)$'
files='^(fopen|fdopen|freopen|fclose|fread|fwrite|fgets|fputs|fputc|putc|getc|puts|printf|fprintf|vfprintf|scanf|fscanf|getline|stdin|stdout|stderr|open|read|close|__printf_chk|__fprintf_chk)$'
clock='^(time|gettimeofday|clock_gettime|localtime|localtime_r|gmtime|gmtime_r|getenv|secure_getenv)$'

echo "1..12"
result "the libraries are there to be read" \
	"$([ -n "$(undefined core '^malloc$')" ] && [ -n "$(undefined storage '^sqlite3_')" ] || echo 'nm shows nothing')"
result "core wants no SQLite" "$(undefined core '^sqlite3')"
result "core wants no curses" "$(undefined core "$curses")"
result "core opens no files" "$(undefined core "$files")"
result "core asks no clock and no environment" "$(undefined core "$clock")"
result "storage wants no curses" "$(undefined storage "$curses")"
result "cmd wants no curses and no SQLite" "$(undefined cmd "$curses"; undefined cmd '^sqlite3')"
result "tui wants no SQLite" "$(undefined tui '^sqlite3')"
result "only screen files of tui speak curses" \
	"$(nm -A "$build/libtui.a" | awk -v p="$curses" '$(NF-1) == "U" { sub(/@.*/, "", $NF); if ($NF ~ p && $1 !~ /screen[a-z_]*\.o:/) print $1, $NF }')"
result "no room includes one to its right" \
	"$(includes core 'storage/|cmd/|tui/|sqlite3|ncurses|curses|stdio_ext|time\.h'; includes storage 'cmd/|tui/|ncurses|curses'; includes cmd 'tui/|sqlite3|ncurses|curses'; includes tui 'sqlite3')"
# Every source has its line in HACKING: NAME.[ch] or NAME.c at the start of a line.
result "HACKING names every source" \
	"$(cd "$src" && for file in core/*.[ch] storage/*.[ch] storage/*.sql storage/*.def cmd/*.[ch] cmd/*.def tui/*.[ch]; do
		name=${file##*/}
		grep -qE "^(${name%.*}\\.\\[ch\\]|${name%.*}\\.${name##*.}) " HACKING || echo "$file"
	done)"
result "every statement by name is used" \
	"$(cd "$src" && for query in $(sed -n 's/^-- :name //p' storage/queries.sql); do
		grep -qw "Q_$(echo "$query" | tr '[:lower:]' '[:upper:]')" storage/*.c || echo "$query"
	done)"
