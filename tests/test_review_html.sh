#!/bin/sh
# A review, and the report of the numbers, as HTML in a real browser: it is sound, fits a phone and a desktop, prints, and asks nobody for anything.
set -u
src=${abs_top_srcdir:?} build=${abs_top_builddir:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

# result NAME FAULTS
result() {
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		printf '%s\n' "$2" | head -n 20 | sed 's/^/# /'
	fi
}

skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# browse ARGS...: nothing of its own household reaches the network
browse() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$work/profile" "$@" 2>"$work/browser.log"
}

# hosts FILE: whom a page made the browser ask, but for those that the browser asks by itself
hosts() {
	browse --log-net-log="$work/net.json" --host-resolver-rules='MAP * ~NOTFOUND' --screenshot="$work/any.png" "file://$1"
	grep -oE '"url":"https?://[^/"]*' "$work/net.json" | sort -u | grep -vE '[./](google|googleapis|gvt1)\.com'
}

# pixels FILE: width and height of a PNG, from its header
pixels() {
	od -An -j16 -N8 -tu1 "$1" | awk '{ print $1 * 16777216 + $2 * 65536 + $3 * 256 + $4, $5 * 16777216 + $6 * 65536 + $7 * 256 + $8 }'
}

# frames FILE WIDTH...: "WIDTH PIXELS" lines, how wide the page would like to be in windows of those widths
frames() {
	page=$1
	shift
	{
		printf '<!DOCTYPE html><title>x</title><body>'
		for width; do
			printf '<iframe style="border:0;width:%dpx;height:800px" srcdoc="' "$width"
			sed 's/&/\&amp;/g; s/"/\&quot;/g' "$page"
			printf '"></iframe>'
		done
		printf '<p id="out"></p><script>onload = function () { document.getElementById("out").textContent ='
		printf ' [].map.call(document.querySelectorAll("iframe"), function (f) { return f.offsetWidth + " " +'
		printf ' f.contentDocument.documentElement.scrollWidth; }).join(";") + ";"; }</script>\n'
	} >"$work/frame.html"
	browse --dump-dom "file://$work/frame.html" | sed -nE 's/.*id="out">([0-9; ]+)<.*/\1/p' | tr ';' '\n' | grep .
}

export WAYMARK_BOOK="$work/book.db" WAYMARK_TODAY=2026-11-22 WAYMARK_SHARE="$src/share" HOME="$work"
export XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work" XDG_STATE_HOME="$work" LC_ALL=C.UTF-8
waymark="$build/waymark"
# A name that a page would trip over, and one word too long for a phone.
faults=$("$waymark" demo --write "$WAYMARK_BOOK" 2>&1 >/dev/null && account=$("$waymark" list --sort name --format csv | sed -n 2p | cut -d, -f13) &&
	"$waymark" set "$account" name='Aa </title><script>document.title="bad"</script>' \
		definition_of_success='Unbrechbareswortdasvielzulangisufeinemtelefonundnirgendsumbrochenwerdenkannweileskeineluecke' 2>&1 >/dev/null &&
	"$waymark" qbr "$account" --format html 2>&1 >"$work/review.html")
[ -s "$work/review.html" ] || faults="$faults nothing was written"
result "the sample book's review is written" "$faults"
[ -s "$work/review.html" ] || { echo "1..$count" && exit; }

result "the file names no other" "$(grep -noiE '(src|href|action|data|poster|srcset) *=|url\(|@import|<(script|link|iframe|img|object|embed|form)|https?:' "$work/review.html")"

faults=$("$waymark" numbers report --format html 2>&1 >"$work/numbers.html")
[ -s "$work/numbers.html" ] || faults="$faults nothing was written"
result "the report of its numbers is written" "$faults"
result "that file names no other, either" "$(grep -noiE '(src|action|data|poster|srcset) *=|url\(|@import|<(script|link|iframe|img|object|embed|form)|https?:' "$work/numbers.html")"

if command -v tidy >/dev/null; then
	result "a validator finds no fault in the numbers" "$(tidy -q -e -utf8 "$work/numbers.html" 2>&1)"
	result "a validator finds no fault" "$(tidy -q -e -utf8 "$work/review.html" 2>&1)"
	printf '<p><b>unclosed' >"$work/bad.html"
	result "the validator would find one" "$(tidy -q -e "$work/bad.html" >/dev/null 2>&1 && echo "it did not")"
else
	skip "a validator finds no fault" "tidy is not here"
fi

# The page is the same whatever the program was built with: one look at it is enough, and slow.
if [ -n "${WAYMARK_QUICK-}" ]; then
	skip "a browser draws it" "WAYMARK_QUICK is set: it was looked at before"
elif command -v chromium >/dev/null && browse --dump-dom about:blank | grep -q '<html'; then
	for size in 390,844 1280,900; do
		browse --window-size=$size --screenshot="$work/$size.png" "file://$work/review.html"
		[ "$(pixels "$work/$size.png" 2>/dev/null)" = "$(echo $size | tr , ' ')" ] && faults= ||
			faults="no picture of $size: $(tail -n 3 "$work/browser.log")"
		result "a browser draws it in a window of $size" "$faults"
	done
	frames "$work/review.html" 320 390 1280 >"$work/frames.txt"
	result "it fits widths of 320, 390 and 1280" "$(awk '$2 > $1 { print "in " $1 " it wants " $2 }
		END { if (NR != 3) print NR " of 3 frames were measured" }' "$work/frames.txt")"
	title=$(browse --dump-dom "file://$work/review.html" | sed -nE 's/.*<title>(.*)<\/title>.*/\1/p')
	case $title in
	"Business review: Aa &lt;/title&gt;&lt;script"*) faults= ;;
	*) faults="the title became: $title" ;;
	esac
	result "no name becomes markup" "$faults"
	browse --print-to-pdf="$work/review.pdf" "file://$work/review.html"
	if command -v pdftotext >/dev/null; then
		text=$(pdftotext "$work/review.pdf" - 2>&1)
		faults=
		for words in "Business review" "What you set out to reach" "The way ahead"; do
			case $text in
			*"$words"*) ;;
			*) faults="$faults '$words' is not on paper;" ;;
			esac
		done
		result "it prints" "$faults"
	else
		skip "it prints" "pdftotext is not here"
	fi
	echo '<!DOCTYPE html><title>x</title><img src="http://asked.example/x.png">' >"$work/asking.html"
	result "it asks nobody for anything" "$(hosts "$work/review.html")"
	hosts "$work/asking.html" | grep -q asked.example && faults= || faults="a page that asks was not noticed"
	result "a page that asks would be noticed" "$faults"
	frames "$work/numbers.html" 320 390 1280 >"$work/frames.txt"
	result "the report of the numbers fits widths of 320, 390 and 1280" "$(awk '$2 > $1 { print "in " $1 " it wants " $2 }
		END { if (NR != 3) print NR " of 3 frames were measured" }' "$work/frames.txt")"
	result "it asks nobody for anything either" "$(hosts "$work/numbers.html")"
else
	skip "a browser draws it" "chromium is not here"
fi
echo "1..$count"
