//! Empty: the benches stand in `benches/`, their budgets in `budgets.txt`.
