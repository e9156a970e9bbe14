# fish completion for waymark; made from the table of actions (make docs)
function __waymark_complete
	set -l words (commandline -opc) (commandline -ct)
	waymark --complete $words[2..-1] 2>/dev/null
end
complete -c waymark -n 'not __fish_use_subcommand' -a '(__waymark_complete)'
complete -c waymark -l --book
complete -c waymark -l --as-of
complete -c waymark -l --json
complete -c waymark -l --readonly
complete -c waymark -l --help
complete -c waymark -l --version
complete -c waymark -n __fish_use_subcommand -f -a list -d 'list accounts, all or those that fit a filter'
complete -c waymark -n __fish_use_subcommand -f -a show -d 'show an account: stage, health with its parts, what is next'
complete -c waymark -n __fish_use_subcommand -f -a add -d 'add an account'
complete -c waymark -n __fish_use_subcommand -f -a set -d 'set fields of an account'
complete -c waymark -n __fish_use_subcommand -f -a tick -d 'answer a milestone; open withdraws the answer'
complete -c waymark -n __fish_use_subcommand -f -a note -d 'write the note on an answer, or take it away'
complete -c waymark -n __fish_use_subcommand -f -a pass -d 'pass a stage by hand, with a reason, or take that back'
complete -c waymark -n __fish_use_subcommand -f -a place -d 'find the stage to start at, and start there'
complete -c waymark -n __fish_use_subcommand -f -a task -d 'list the tasks of a milestone, tick them, assign and date them'
complete -c waymark -n __fish_use_subcommand -f -a touch -d 'record a call, mail, meeting or visit; with list, set or remove for KIND those there are'
complete -c waymark -n __fish_use_subcommand -f -a contact -d 'keep the people of an account: who decides, who speaks for us, who left'
complete -c waymark -n __fish_use_subcommand -f -a outcome -d 'keep what a customer wants to reach, and measure it'
complete -c waymark -n __fish_use_subcommand -f -a promise -d 'keep what was promised, as we said it and as they understood it'
complete -c waymark -n __fish_use_subcommand -f -a concern -d 'keep what a customer needs or hopes for, by level'
complete -c waymark -n __fish_use_subcommand -f -a survey -d 'record answers to surveys, NPS or CSAT'
complete -c waymark -n __fish_use_subcommand -f -a measure -d 'record dated numbers: seats, logins, tickets, whatever you count'
complete -c waymark -n __fish_use_subcommand -f -a movement -d 'keep the movements of revenue that ARR is the sum of: movement add ACCOUNT KIND AMOUNT'
complete -c waymark -n __fish_use_subcommand -f -a renewal -d 'say what you expect of an account\'s next renewal: renewal call ACCOUNT renew|shrink|lose|unsure [AMOUNT]; renewal list [FILTER]: what is due within eight quarters, with the rate of its band; renewal answer ACCOUNT TEXT: why the two disagree'
complete -c waymark -n __fish_use_subcommand -f -a opportunity -d 'keep deals in the making: opportunity add ACCOUNT NAME AMOUNT; one that is won has its movement of revenue'
complete -c waymark -n __fish_use_subcommand -f -a override -d 'set the band of an account by hand for a while; the score stays beside it'
complete -c waymark -n __fish_use_subcommand -f -a flag -d 'list what is the matter with accounts, say which records made it so, close it or have it quiet for a while'
complete -c waymark -n __fish_use_subcommand -f -a plays -d 'open and close plays, say how often each got its figure better, load the files that hold them'
complete -c waymark -n __fish_use_subcommand -f -a todo -d 'keep what is to be done by a day: tasks of plays, actions of reviews, any other'
complete -c waymark -n __fish_use_subcommand -f -a health -d 'say why health is what it is, why it moved, and what would move it'
complete -c waymark -n __fish_use_subcommand -f -a today -d 'rank all that could be done, one on top, and say why; put an entry off, with a reason'
complete -c waymark -n __fish_use_subcommand -f -a ask -d 'say what a customer may be asked for now, and what is missing where it is not the time'
complete -c waymark -n __fish_use_subcommand -f -a qbr -d 'draft the agenda of the next business review, work at it, hold it'
complete -c waymark -n __fish_use_subcommand -f -a numbers -d 'show revenue and customers by quarter, what was kept, what was renewed, or another page; numbers open QUARTER FIGURE, numbers open PAGE ROW COLUMN: what a figure is made of; numbers define [PAGE]: what each means; numbers report: every page in one document'
complete -c waymark -n __fish_use_subcommand -f -a track -d 'list, show, check, load and export tracks, or say which an account has'
complete -c waymark -n __fish_use_subcommand -f -a scorecard -d 'list, show, check and load scorecards, or try one: who would change band'
complete -c waymark -n __fish_use_subcommand -f -a programme -d 'show what the organisation itself has to get right, fill in its statement, rate its roadmap'
complete -c waymark -n __fish_use_subcommand -f -a document -d 'rank process documents by what to write first, show and write them'
complete -c waymark -n __fish_use_subcommand -f -a cost -d 'keep what was spent by quarter to win, keep, expand and upsell: cost set QUARTER acquisition|retention|expansion|upsell AMOUNT'
complete -c waymark -n __fish_use_subcommand -f -a rate -d 'keep the exchange rates that numbers --in goes by: rate set USD EUR 0.92 says what one dollar was in euros that day'
complete -c waymark -n __fish_use_subcommand -f -a import -d 'read accounts, answers, touches, movements, subscriptions, contacts, surveys, measures, promises, outcomes, concerns, overrides, opportunities or costs from a CSV file'
complete -c waymark -n __fish_use_subcommand -f -a export -d 'write accounts, answers, touches, movements, contacts, surveys, measures, promises, outcomes, concerns, overrides, opportunities or costs as CSV or JSON'
complete -c waymark -n __fish_use_subcommand -f -a backup -d 'copy the book, whole, while it is in use'
complete -c waymark -n __fish_use_subcommand -f -a check -d 'check that the book is sound and its totals are those of its records, or make those anew'
complete -c waymark -n __fish_use_subcommand -f -a demo -d 'open the console on a sample book, or write that book to a file'
complete -c waymark -n __fish_use_subcommand -f -a log -d 'show what was done, by whom and when'
complete -c waymark -n __fish_use_subcommand -f -a undo -d 'take back your latest change, or the named entry'
complete -c waymark -n __fish_use_subcommand -f -a redo -d 'do again what you undid last'
complete -c waymark -n __fish_use_subcommand -f -a help -d 'show the keys of this pane, or help on a command'
