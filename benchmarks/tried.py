"""What was tried for figures that miss their gate: a word of their quantities, and what became of it."""

TRIED = {
    "first paint": "122 modules of ours stand before the first frame; argparse, SQLAlchemy, the store and the desk,"
    " all dialogs and lists load behind it, frozen values and named tuples are made without compiling a function for"
    " each, the collector rests from the first line on, no style sheet is parsed twice, and zoneinfo loads behind the"
    " frame: 1.15 to 1.19 of the floor. Since the night of 27 Nov. empty classes stand for what the toolkit names and"
    " a console never makes (its palette of commands, with fields, lists and trees; toasts and tips), asyncio loads"
    " without TLS, and the schedule has no scroll bars: by turns at a load of 6, 12 starts each, 0.87 of the build"
    " before it, 1.01 of the floor, not 1.16; of the processor 0.99, not 1.11. What is left is the code of the panes,"
    " and 3 ms of msgspec.",
    "PostgreSQL / floor_start": "since 27 Nov. a server is read by its driver alone until its board is there, and"
    " SQLAlchemy loads behind that: 2.9 instead of 5.9 of the floor at a load of 6. Since that evening it is connected"
    " to while the desk loads, an office is one way there and back, and the collector rests: 0.94 of the build before"
    " it, 2.02 of the floor, not 2.12. Then arrival and nobody's board, which is planned by it, are asked in one way"
    " while modules load, and the driver is told its versions: 0.94 to 0.97 of the build before, 1.98 to 2.04 of the"
    " floor, not 2.08 to 2.14, at a load of 25. Left is the driver: its import is a quarter of what comes behind the"
    " first frame; tried and left: without its asynchronous half, of which nothing was seen (75 to 100 ms of the"
    " processor beside 75 to 114, at a load of 20).",
    "cursor step": "since 27 Nov. the event loop reads the keys itself, the thread that listens wakes once a second,"
    " and cards and lines that are as they were are not drawn again: by turns at a load of 16 to 20 a step took 0.61 to"
    " 0.91 of the processor of the build before it, 0.71 to 0.92 of the floor.",
    "held along the day": "a step within the window is one line, one over its edge a whole screen: three of 96 presses,"
    " and one into the next day, whose rows were read then. Two thirds of such a step were rows drawn anew. Since the"
    " evening of 27 Nov., while the key is held, some rows are drawn behind each step as they look behind the edge, the"
    " next day is read and drawn so too, and garbage is looked for there: of the processor's time to the first byte,"
    " at a load of 12, an edge takes 5 ms instead of 11 to 14, the next day 6 instead of 17 and a read. What is left of"
    " them is finding what slid, and writing what differs. Left: the cursor's line in a frame before the others, since"
    " it would stand beside lines of another time.",
    "month of an eighth": "since 27 Nov. sums are kept by employee and week, a column a day, and today's jobs are read"
    " only between the quarters in which something may be wrong. Since 28 Nov. the first jobs, and today's where they"
    " are few for so many people, are found by an index of (start, job, employee, end): with 50 times as many jobs"
    " apart 1.01 to 1.13 in eleven runs of the reads alone, 1.18 in a whole one; 1.17 to 1.23 before. What is left"
    " grows in looking up 210 jobs and their customers, and the sums of 250 people, under indexes a level deeper.",
    "what needs an eye, the list": "since 28 Nov. it is read by a connection that keeps 8 MiB: 400 pages of customers"
    " and places were read, and checked, anew each time; who works while off is found in one index.",
    "PostgreSQL, 8 writers: ms between": "since 28 Nov. who waits keeps their place, and the one who saved does not get"
    " the lock back before the next one wakes: 283 to 298 acts a second beside 348 to 352 by turns, for a 99th"
    " percentile of 39 ms beside 112 to 123. Then what an act names is looked up together with the lock: 294 to 384"
    " beside 230 to 285 by turns. Tried and left: all statements sent in one go (as many acts with 8 writers, an eighth"
    " fewer with one, since the server works while the next one is said), and sending without asking whether the socket"
    " takes it (no difference). Half of what is left is the driver, 40 us for each of 21 statements.",
    "peak memory": "since 27 Nov. pages of a file are kept by who goes through much of it again, not by who opens a"
    " board: 8 to 10 MiB less; the version is told without what reads packages: 1 MiB; what the toolkit names and a"
    " console never makes is not loaded, nor TLS by asyncio: 6 to 7 MiB, 1.56 of a bare app's, not 1.75. Left: the"
    " code of modules, blocks that alarms may be made of (4 MiB). Tried and left: one word of a state for all blocks"
    " (0.8 MiB for 8 ms of 38), one arena for all threads (0.5 MiB), no documentation in modules (2 MiB, the user's"
    " choice: PYTHONOPTIMIZE=2). "
    "On PostgreSQL SQLAlchemy and what is around it came half a second after the"
    " board, to listen: 17 MiB. Since 27 Nov. a server is read and heard by its driver alone, as a file is: 65 MiB, not"
    " 83, 1.91 to 1.92 of the bare app's, not 2.46, at a load of 10 to 24. Left there is the driver, 10 MiB with its"
    " libraries: 0.16 are its asynchronous half, 0.15 what is kept as text for files; where zones lie, told the"
    " library before it looks, was worth 0.1.",
    "opening Add Job": "since 27 Nov. what opening brings about is painted as one frame, not as six of the whole"
    " screen: 0.64 of the processor of the build before it, by turns at a load of 12 to 16. The floor said 3.59 and"
    " 7.55 for the same 39 ms: a screen of 5 ms that had rested for seconds takes 8 to 11, by what else the machine"
    " does. Both are pressed behind another key now, the floor three times a turn: 7.7 with 200 employees at a load of"
    " 25, a miss. A form of the toolkit's own of as many fields takes three times ours (0.30). Since that"
    " evening the queue goes without a class, for which the toolkit looked through all style sheets for every pane,"
    " and names are formed once for the width beside a form: 0.95 of opening, 0.92 of closing, by turns at a load of"
    " 20. Since 28 Nov. what was drawn for a width is kept beside what was drawn for another, and names as well: 20.0"
    " ms beside 30.6 where the form was opened there before, 4.1 of the floor, not 6.2, on a quiet machine. What is"
    " left is the toolkit: both screens are laid out five times, its messages, and the styles of the form; and the"
    " board where it was not seen at that width yet, drawn line by line.",
    "saving a new job": "since 27 Nov. the form goes in one frame, with the rows that were read where they came in 60"
    " ms: 0.75 of the processor, by turns at a load of 12 to 16. What is left are the act, the board at its whole"
    " width, which is laid out anew twice, and hours and alarms.",
    "utilisation, ": "since 27 Nov. each engine lists the numbers of a person by its own word for it (json_group_array,"
    " string_agg), three quarters of the time of texts by commas, and minutes are spread over weeks with one look at"
    " each: by turns at a load of 8, 0.89 to 0.92 of the processor of the build before. What is left are 70,000 planned"
    " and 60,000 reported stretches, which the database lists (60 ms), jobs without times (25) and 26,000 rows (20)."
    " Tried: figures of a person's weeks in one go, two numbers of a stretch as one: nothing.",
    "revenue, ": "since 27 Nov. rows come by days, which lie in the order of jobs nearly, but of days within which a"
    " bound is, and no job is looked up for later work where none ended after the period: by week and month 0.80 to"
    " 0.84 of the processor of the build before, by service type 0.95, at a load of 13. What is left by service type"
    " is the sort of 70,000 rows with their texts of items (45 ms), what they come to (30), the jobs (30), and those"
    " without times (40). A table of what each completed job comes to, kept by acts, was tried as such: 30 ms for all"
    " of it; left, since it is one more statement of each act on such a job or its times, and a longer upgrade.",
}
