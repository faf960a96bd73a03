"""What was tried for figures that miss their gate: a word of their quantities, and what became of it."""

TRIED = {
    "first paint": "121 modules of ours stand before the first frame; argparse, SQLAlchemy, the store and the desk, all"
    " dialogs and lists load behind it, frozen values and named tuples are made without compiling. What is left is the"
    " code of the panes, 25 ms beside a bare app that has one.",
    "cursor step": "keys are read by the event loop and answered where they arrive, a dirty line goes straight to"
    " the terminal, the card is read when the cursor rests. What is left over the floor is that reading, and the lines"
    " of the card.",
    "held along the day, ": "a step within the window is one line, one over its edge a whole screen: most presses take"
    " 2 ms and a tenth of them 6, so that their ratio says how wide the window is, not how evenly keys are answered.",
    "month of an eighth": "the sums are kept by employee and day: 250 people over six weeks are 10,000 rows.",
}
